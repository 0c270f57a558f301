import { type StatusObject } from '@grpc/grpc-js';
import {
  ReportServiceService,
  type CreateReportRequest,
  type CreateReportResponse,
  type GetReportRequest,
  type GetReportResponse,
  type ListReportsRequest,
  type ListReportsResponse,
  type RenderReportRequest,
  type RenderReportResponse,
  type Report as ReportMessage,
  type ReportServiceServer,
} from '@xiaomai/contracts/report';
import { refusal, serverStream, unary } from '@xiaomai/grpc';
import { err, ok, type Result } from '@xiaomai/kernel';
import * as z from 'zod';
import type { Report } from '../domain/report.ts';
import type { CreateRefusal, CreateReport } from '../flow/create-report.ts';
import type { ReportStore } from '../flow/ports.ts';
import type { RenderRefusal, RenderReport } from '../flow/render-report.ts';
import type { Asking } from './callers.ts';

export type ReportsRpcPorts = {
  readonly create: CreateReport;
  readonly render: RenderReport;
  readonly reports: ReportStore;
  /** A report was stored: its event may go. */
  readonly onCreated: () => void;
  readonly authenticate: (token: string) => Promise<Asking | undefined>;
  readonly onFailure: (error: unknown) => void;
};

/** A report as it travels: in answers and in its event. */
export const reportToWire = (report: Report): ReportMessage => ({
  id: report.id,
  kind: report.kind,
  scope: report.scope,
  scopeName: report.scopeName,
  path: report.path,
  period: report.period,
  asOf: report.asOfMs,
  createdAt: report.createdAtMs,
  createdBy: report.createdBy,
  edition: report.edition,
  sha256: report.sha256,
  reported: report.reported,
  expected: report.expected,
  state: report.state,
});

type Refusal = Partial<StatusObject>;

const refusals = {
  'kind-not-built': refusal(
    'INVALID_ARGUMENT',
    'kind-not-built: 目前只能生成月度通报（monthly） / only the monthly circular can be made',
  ),
  'invalid-period': refusal('INVALID_ARGUMENT', 'invalid-period /period'),
  'not-a-month': refusal(
    'INVALID_ARGUMENT',
    'not-a-month: 月度通报的周期须为月份，如 2026-11 / the period of a monthly circular is a month',
  ),
  'not-begun': refusal('INVALID_ARGUMENT', 'period-not-begun /period'),
  'unknown-scope': refusal('NOT_FOUND', 'unknown-scope: 没有这个组织单元 / no such org unit'),
  'as-of-in-the-future': refusal(
    'INVALID_ARGUMENT',
    'as-of-in-the-future: 截止时刻在未来 / the as-of instant is in the future',
  ),
  'as-of-past': refusal(
    'FAILED_PRECONDITION',
    'as-of-past: 该时刻之后数据已有变化，无法还原 / data have changed since that instant',
  ),
  'nothing-due': refusal(
    'FAILED_PRECONDITION',
    'nothing-due: 该范围本月没有应报数据 / nothing is due from this scope in this month',
  ),
  unsettled: refusal('UNAVAILABLE', 'unsettled: 数据正在变化，请稍后再试 / the data are changing, try again'),
  'unknown-report': refusal('NOT_FOUND', 'unknown-report: 没有这份报告 / no such report'),
  'unknown-format': refusal(
    'INVALID_ARGUMENT',
    'unknown-format: 格式只有 html、pdf、json / the formats are html, pdf, json',
  ),
} satisfies Record<CreateRefusal | RenderRefusal, Refusal>;

const order = z.object({
  kind: z.string().max(20),
  scope: z.string().min(1).max(80),
  period: z.string().max(20),
  asOf: z.int().min(0),
});

const listing = z.object({
  limit: z.int().min(0),
  cursor: z
    .string()
    .max(200)
    .regex(/^(\d+~.+)?$/),
});

const defaultLimit = 50;
const mostListed = 500;
const chunkBytes = 64 * 1024;

async function* chunksOf(contentType: string, bytes: Buffer): AsyncGenerator<RenderReportResponse> {
  for (let from = 0; from === 0 || from < bytes.length; from += chunkBytes) {
    yield { contentType: from === 0 ? contentType : '', chunk: bytes.subarray(from, from + chunkBytes) };
    await Promise.resolve();
  }
}

async function create(
  request: CreateReportRequest,
  caller: Asking,
  ports: ReportsRpcPorts,
): Promise<Result<CreateReportResponse, Refusal>> {
  const parsed = order.safeParse(request);
  if (!parsed.success) return err(refusal('INVALID_ARGUMENT', z.prettifyError(parsed.error)));
  const { kind, scope, period, asOf } = parsed.data;
  const made = await ports.create({ kind, scope, period, asOfMs: asOf === 0 ? undefined : asOf }, caller);
  if (!made.ok) return err(refusals[made.reason]);
  if (made.value.created) ports.onCreated();
  return ok({ report: reportToWire(made.value.report), created: made.value.created });
}

async function get(
  { id }: GetReportRequest,
  caller: Asking,
  ports: ReportsRpcPorts,
): Promise<Result<GetReportResponse, Refusal>> {
  const report = await ports.reports.get(id);
  if (report === undefined || !caller.maySee(report.path)) return err(refusals['unknown-report']);
  return ok({ report: reportToWire(report), snapshot: report.json });
}

async function list(
  request: ListReportsRequest,
  caller: Asking,
  ports: ReportsRpcPorts,
): Promise<Result<ListReportsResponse, Refusal>> {
  const parsed = listing.safeParse(request);
  if (!parsed.success) return err(refusal('INVALID_ARGUMENT', z.prettifyError(parsed.error)));
  const { limit, cursor } = parsed.data;
  if (request.kind !== '' && request.kind !== 'monthly') return ok({ reports: [], next: '' });
  const page = await ports.reports.list({
    seenFrom: caller.seenFrom,
    ...(request.kind === '' ? {} : { kind: 'monthly' }),
    ...(request.scope === '' ? {} : { scope: request.scope }),
    ...(request.period === '' ? {} : { period: request.period }),
    limit: Math.min(limit === 0 ? defaultLimit : limit, mostListed),
    cursor,
  });
  return ok({ reports: page.reports.map(reportToWire), next: page.next });
}

/** Answers for reports, each within what the caller may see. */
export function reportsRpc(ports: ReportsRpcPorts): {
  readonly definition: typeof ReportServiceService;
  readonly handlers: ReportServiceServer;
} {
  const answer = unary<Asking>(ports.authenticate, ports.onFailure);
  const stream = serverStream<Asking>(ports.authenticate, ports.onFailure);
  return {
    definition: ReportServiceService,
    handlers: {
      createReport: answer((request: CreateReportRequest, { caller }) => create(request, caller, ports)),
      getReport: answer((request: GetReportRequest, { caller }) => get(request, caller, ports)),
      listReports: answer((request: ListReportsRequest, { caller }) => list(request, caller, ports)),
      renderReport: stream(async (request: RenderReportRequest, { caller }) => {
        const rendered = await ports.render(request, caller);
        if (!rendered.ok) return err(refusals[rendered.reason]);
        return ok(chunksOf(rendered.value.contentType, rendered.value.bytes));
      }),
    },
  };
}
