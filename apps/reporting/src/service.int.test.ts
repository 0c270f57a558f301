import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ReportServiceClient, type Report, type RenderReportResponse } from '@xiaomai/contracts/report';
import { topics } from '@xiaomai/contracts/topics';
import { call, createClient, openStream } from '@xiaomai/grpc';
import { createIssuer } from '@xiaomai/identity';
import { startConsumer } from '@xiaomai/kafka';
import { until } from '@xiaomai/testing';
import { usualPlan } from './domain/demo-city.ts';
import { demoSource, type DemoSource } from './flow/demo-source.ts';
import { sha256Of } from './flow/seal.ts';
import { serveDemo } from './out/demo-server.grpc.ts';

// The service as it is started, on a real broker and a real database; the two services it asks are played by others.

jest.setTimeout(60_000);

const secret = 'a secret of the test, long enough for HS256';
const kafka = { brokers: (process.env['TEST_KAFKA_BROKERS'] ?? '').split(','), clientId: 'test' };
const mongodb = process.env['TEST_MONGODB_URI'] ?? '';
const main = path.join(import.meta.dirname, 'main.ts');
const tokenOf = createIssuer(secret);

type Running = {
  readonly child: ChildProcess;
  readonly client: ReportServiceClient;
  readonly ended: Promise<number | null>;
};

let folder = '';
let source: DemoSource;
let others: { readonly address: string; readonly stop: () => Promise<void> };
let published: Report[] = [];
let subject = '';
let databasePrefix = '';
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'reporting-'));
  const consumer = await startConsumer({
    kafka,
    groupId: `test-reporting-${randomUUID()}`,
    topics: [topics.reportPublished],
    fromBeginning: true,
    onFatal: (error) => {
      throw error;
    },
    handle: ({ messages }) => {
      published.push(...messages.flatMap(({ message }) => message.report ?? []));
      return Promise.resolve();
    },
  });
  stops.push(consumer.stop);
});

afterAll(async () => {
  for (const stop of stops) await stop();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  published = [];
  subject = `演示领导 ${randomUUID()}`;
  databasePrefix = `test_${randomUUID()}`;
  source = demoSource({ ...usualPlan, schools: 180, failing: 9, missing: 5 });
  others = await serveDemo(source);
});

const children: Running[] = [];

afterEach(async () => {
  for (const { child, client } of children.splice(0)) {
    client.close();
    child.kill('SIGKILL');
  }
  await others.stop();
});

async function start(extra: Readonly<Record<string, string>> = {}): Promise<Running> {
  const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', main], {
    env: {
      NODE_ENV: 'production',
      KAFKA_BROKERS: kafka.brokers.join(','),
      MONGODB_URI: mongodb,
      MONGODB_DB_PREFIX: databasePrefix,
      IDENTITY_SECRET: secret,
      INDICATOR_GRPC: others.address,
      ALERT_GRPC: others.address,
      ...extra,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, grpcPort } = JSON.parse(line) as { msg: string; grpcPort?: number };
    if (msg !== 'listening') continue;
    const running = { child, client: createClient(ReportServiceClient, `127.0.0.1:${grpcPort ?? 0}`), ended };
    child.stdout.resume();
    children.push(running);
    return running;
  }
  throw new Error('the service did not start');
}

const identity = async (): Promise<{ token: string; deadlineMs: number }> => ({
  token: await tokenOf({ subject, role: 'leader', orgUnit: '3307', path: 'cn/33/3307/', datasets: [] }),
  deadlineMs: 20_000,
});

const order = { kind: 'monthly', scope: '3307', period: '2026-11', asOf: 0 };

const create = async ({ client }: Running) => call(client.createReport.bind(client), order, await identity());

async function pdfOf({ client }: Running, id: string): Promise<string> {
  const stream = openStream(client.renderReport.bind(client), { id, format: 'pdf' }, await identity());
  const chunks: Buffer[] = [];
  for await (const { chunk } of stream as AsyncIterable<RenderReportResponse>) chunks.push(chunk);
  return sha256Of(Buffer.concat(chunks).toString('latin1'));
}

const mine = (): readonly Report[] => published.filter((report) => report.createdBy === subject);

async function stopped({ child, ended }: Running): Promise<number | null> {
  child.kill('SIGTERM');
  return ended;
}

describe('the reporting service as a process', () => {
  test('publishes each report once, and stops in order', async () => {
    const running = await start();
    const first = await create(running);
    expect((await create(running)).created).toBe(false);
    source.setPlan({ ...usualPlan, schools: 180, failing: 10, missing: 5 });
    const second = await create(running);
    await until('two events', () => mine().length >= 2, 10_000);
    expect(mine()).toEqual([first.report, second.report]);
    expect(await stopped(running)).toBe(0);
  });

  test('issues the same report byte for byte after it was started again', async () => {
    const before = await start();
    const { report } = await create(before);
    const id = report?.id ?? '';
    const first = await pdfOf(before, id);
    await stopped(before);
    source.setPlan({ ...usualPlan, schools: 180, failing: 30, missing: 0 });
    const after = await start();
    expect(await pdfOf(after, id)).toBe(first);
  });

  test.each(['report-stored', 'report-published'])('loses no event when it is killed at %s', async (point) => {
    const onceFile = path.join(folder, point);
    writeFileSync(onceFile, '');
    const dying = await start({ CRASH_POINT: point, CRASH_ONCE_FILE: onceFile });
    await create(dying).catch(() => undefined);
    await dying.ended;
    expect(existsSync(onceFile)).toBe(false);
    const again = await start();
    await until('the event', () => mine().length >= 1, 10_000);
    const { report, created } = await create(again);
    expect(created).toBe(false);
    expect(new Set(mine().map(({ id }) => id))).toEqual(new Set([report?.id]));
    expect(mine().every(({ sha256 }) => sha256 === report?.sha256)).toBe(true);
  });
});
