import type { DuePeriod } from '@xiaomai/gateway-api/due';
import type { List } from '@xiaomai/gateway-api/list';
import type { DecidedPeriod } from '@xiaomai/gateway-api/period';

/** What somebody decides on a period. */
export type PeriodOrder = Pick<DecidedPeriod, 'dataset' | 'period' | 'orgUnit'> & { readonly reason: string };

/** Closed and reopened periods, as `ingest` keeps them. */
export type Periods = {
  readonly close: (token: string, order: PeriodOrder) => Promise<DecidedPeriod | undefined>;
  readonly reopen: (token: string, order: PeriodOrder) => Promise<DecidedPeriod | undefined>;
  readonly list: (
    token: string,
    asked: {
      readonly dataset: string;
      readonly orgUnit?: string | undefined;
      readonly limit: number;
      readonly cursor?: string | undefined;
    },
  ) => Promise<List<DecidedPeriod>>;
  readonly stop: () => void;
};

/** Due times, as `indicator` reckons them. */
export type DueTimes = {
  readonly get: (
    token: string,
    asked: {
      readonly dataset: string;
      readonly orgUnit?: string | undefined;
      readonly period?: string | undefined;
    },
  ) => Promise<DuePeriod>;
  readonly stop: () => void;
};
