import type { List } from '@xiaomai/gateway-api/list';
import type { Report, ReportFormat } from '@xiaomai/gateway-api/report';

/** Which reports. */
export type ReportFilter = {
  readonly scope?: string | undefined;
  readonly kind?: string | undefined;
  readonly period?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** A report to be frozen; `asOf` in Unix milliseconds, 0 = now. */
export type Order = { readonly kind: string; readonly scope: string; readonly period: string; readonly asOf: number };

/** The reports, as `reporting` keeps them. */
export type Reports = {
  readonly create: (token: string, order: Order) => Promise<Report | undefined>;
  readonly list: (token: string, filter: ReportFilter) => Promise<List<Report>>;
  /** With the canonical JSON of its snapshot. */
  readonly get: (
    token: string,
    id: string,
  ) => Promise<{ readonly report: Report; readonly snapshot: string } | undefined>;
  readonly render: (token: string, id: string, format: ReportFormat) => AsyncIterable<Uint8Array>;
  readonly stop: () => void;
};
