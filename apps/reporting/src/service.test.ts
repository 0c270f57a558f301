import { status, type ServiceError } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ReportServiceClient, type RenderReportResponse } from '@xiaomai/contracts/report';
import { call, createClient, openStream, startGrpcServer } from '@xiaomai/grpc';
import { createIssuer, createVerifier, type Identity } from '@xiaomai/identity';
import { usualPlan } from './domain/demo-city.ts';
import { reportCreation } from './flow/create-report.ts';
import { demoSource } from './flow/demo-source.ts';
import { memoryReportStore } from './flow/memory-report-store.ts';
import { reportRendering } from './flow/render-report.ts';
import { sha256Of } from './flow/seal.ts';
import { callers } from './in/callers.ts';
import { reportsRpc } from './in/reports.rpc.ts';
import { grpcAlertSource } from './out/alert-source.grpc.ts';
import { serveDemo } from './out/demo-server.grpc.ts';
import { renderHtml } from './out/html.renderer.ts';
import { grpcIndicatorSource } from './out/indicator-source.grpc.ts';
import { typstRenderer } from './out/pdf.renderer.ts';

// The whole service between real gRPC on both sides; only the database and Kafka are in memory.

const secret = 'a secret of the test, long enough for HS256';
const person = (orgUnit: string, path: string): Identity => ({
  subject: '演示领导',
  role: 'leader',
  orgUnit,
  path,
  datasets: [],
});
const city = person('3307', 'cn/33/3307/');
const district = person('330702', 'cn/33/3307/330702/');
const elsewhere = person('3308', 'cn/33/3308/');

const source = demoSource({ ...usualPlan, schools: 450, failing: 20, missing: 12 });
const stops: (() => Promise<void> | void)[] = [];
const failures: unknown[] = [];
let client: ReportServiceClient;
let nudges = 0;

beforeAll(async () => {
  const others = await serveDemo(source);
  const indicators = grpcIndicatorSource(others.address);
  const alerts = grpcAlertSource(others.address);
  const reports = memoryReportStore();
  const clock = { nowMs: () => Date.parse('2026-12-01T01:30:00.000Z'), sleep: () => Promise.resolve() };
  const server = await startGrpcServer({
    port: 0,
    services: [
      reportsRpc({
        create: reportCreation({
          notice: null,
          indicators,
          alerts,
          reports,
          clock,
          onUnsettled: (what) => failures.push(what),
        }),
        render: reportRendering(reports, { html: renderHtml, pdf: typstRenderer({ timeoutMs: 60_000 }) }),
        reports,
        onCreated: () => {
          nudges += 1;
        },
        authenticate: callers(createVerifier(secret)),
        onFailure: (error) => failures.push(error),
      }),
    ],
  });
  client = createClient(ReportServiceClient, `127.0.0.1:${server.port}`);
  stops.push(() => client.close(), server.stop, indicators.close, alerts.close, others.stop);
});

afterAll(async () => {
  for (const stop of stops) await stop();
});

const tokenOf = createIssuer(secret);
const order = { kind: 'monthly', scope: '3307', period: '2026-11', asOf: 0 };

const create = async (as: Identity, change: Partial<typeof order> = {}) =>
  call(client.createReport.bind(client), { ...order, ...change }, { token: await tokenOf(as), deadlineMs: 20_000 });

async function chunks(as: Identity, id: string, format: string): Promise<readonly RenderReportResponse[]> {
  const stream = openStream(client.renderReport.bind(client), { id, format }, { token: await tokenOf(as) });
  const received: RenderReportResponse[] = [];
  for await (const chunk of stream as AsyncIterable<RenderReportResponse>) received.push(chunk);
  return received;
}

const bytesOf = (received: readonly RenderReportResponse[]): Buffer =>
  Buffer.concat(received.map(({ chunk }) => chunk));

const refused = async (answer: Promise<unknown>): Promise<Partial<ServiceError>> =>
  answer.then(
    () => ({}),
    (error: unknown) => error as ServiceError,
  );

describe('the reporting service', () => {
  test('makes a report once and gives it again', async () => {
    const first = await create(city);
    const again = await create(city);
    expect(failures).toEqual([]);
    expect(first).toMatchObject({
      created: true,
      report: { id: 'monthly|3307|2026-11|1', reported: 438, expected: 450 },
    });
    expect(again).toEqual({ ...first, created: false });
    expect(nudges).toBe(1);
  });

  test('gives the snapshot under its hash', async () => {
    const { report } = await create(city);
    const got = await call(client.getReport.bind(client), { id: report?.id ?? '' }, { token: await tokenOf(city) });
    expect(got.report).toEqual(report);
    expect(sha256Of(got.snapshot)).toBe(report?.sha256);
    const [section] = JSON.parse(got.snapshot).data.sections;
    expect(section.indicators[0]).toMatchObject({
      indicator: 'safety-closed-management-rate',
      target: { comparator: 'equals', value: '100' },
      onMonth: { period: '2026-10' },
      source: { trace: '/api/v1/trace?orgUnit=3307&indicator=safety-closed-management-rate&period=2026-11' },
    });
    expect(section.ranking).toHaveLength(9);
  });

  test.each([
    ['json', 'application/json', '{"asOf"'],
    ['html', 'text/html; charset=utf-8', '<!doctype html>'],
    ['pdf', 'application/pdf', '%PDF-'],
  ])(
    'renders %s in small chunks, the same bytes each time',
    async (format, contentType, start) => {
      const { report } = await create(city);
      const first = await chunks(city, report?.id ?? '', format);
      const second = await chunks(city, report?.id ?? '', format);
      expect(first.map((message) => message.contentType)).toEqual([contentType, ...first.slice(1).map(() => '')]);
      expect(Math.max(...first.map(({ chunk }) => chunk.length))).toBeLessThanOrEqual(64 * 1024);
      expect(bytesOf(first).subarray(0, start.length).toString()).toBe(start);
      expect(bytesOf(second).equals(bytesOf(first))).toBe(true);
    },
    60_000,
  );

  test('lists what the caller may see', async () => {
    await create(city);
    await create(district, { scope: '330702' });
    const list = async (as: Identity) =>
      call(
        client.listReports.bind(client),
        { scope: '', kind: '', period: '', limit: 0, cursor: '' },
        { token: await tokenOf(as) },
      );
    const scopes = async (as: Identity) => (await list(as)).reports.map((report) => report.scope).sort();
    expect(await scopes(city)).toEqual(['3307', '330702']);
    expect(await scopes(district)).toEqual(['330702']);
    expect(await scopes(elsewhere)).toEqual([]);
  });
});

describe('who may not see a report', () => {
  test('learns as much as if it did not exist', async () => {
    const { report } = await create(city);
    const get = async (as: Identity, id: string) =>
      refused(call(client.getReport.bind(client), { id }, { token: await tokenOf(as) }));
    const hidden = await get(district, report?.id ?? '');
    const absent = await get(district, 'monthly|3307|2026-11|99');
    expect([hidden.code, hidden.details]).toEqual([status.NOT_FOUND, absent.details]);
    const streamed = await refused(chunks(elsewhere, report?.id ?? '', 'html'));
    expect([streamed.code, streamed.details]).toEqual([status.NOT_FOUND, absent.details]);
  });

  test('cannot have one made of what is above', async () => {
    expect(await refused(create(district))).toMatchObject({ code: status.NOT_FOUND });
    expect(await refused(create(elsewhere))).toMatchObject({ code: status.NOT_FOUND });
  });

  test('without a valid identity gets nothing', async () => {
    const answer = call(client.createReport.bind(client), order, { token: 'forged' });
    expect(await refused(answer)).toMatchObject({ code: status.UNAUTHENTICATED });
  });
});

describe('refusals', () => {
  test.each([
    [{ kind: 'weekly' }, status.INVALID_ARGUMENT, 'kind-not-built: 目前只能生成月度通报'],
    [{ kind: '' }, status.INVALID_ARGUMENT, 'kind-not-built'],
    [{ period: '2026-W47' }, status.INVALID_ARGUMENT, 'not-a-month'],
    [{ period: 'November' }, status.INVALID_ARGUMENT, 'invalid-period'],
    [{ scope: '' }, status.INVALID_ARGUMENT, 'scope'],
    [{ asOf: -1 }, status.INVALID_ARGUMENT, 'asOf'],
    [{ period: '2026-09' }, status.FAILED_PRECONDITION, 'nothing-due'],
  ])('%j says why', async (change, code, details) => {
    expect(await refused(create(city, change))).toMatchObject({ code, details: expect.stringContaining(details) });
  });

  test('a format there is not is refused by name', async () => {
    const { report } = await create(city);
    const refusal = await refused(chunks(city, report?.id ?? '', 'docx'));
    expect(refusal).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringContaining('html、pdf、json'),
    });
  });
});
