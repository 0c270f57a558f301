import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { demoCity } from '../demo-city.ts';
import { demoMonths } from '../demo-months.ts';
import type { OrgUnitEntry } from '../org-unit.ts';
import { submissionId, type SubmissionEntry } from '../submission.ts';
import { loadDemo, type LoadOptions } from './load.ts';
import type { Progress } from './progress.ts';

// An intake as the API describes it: a submission equal to the newest revision is unchanged, any other is a correction.
type Intake = {
  readonly units: Map<string, OrgUnitEntry>;
  readonly newest: Map<string, string>;
  /** How many questions it takes until the intake has heard of the tree. */
  deaf: number;
};

const json = (response: ServerResponse, body: unknown): ServerResponse =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

function importUnits({ units }: Intake, body: string, response: ServerResponse): void {
  const { orgUnits } = JSON.parse(body) as { orgUnits: OrgUnitEntry[] };
  if (orgUnits.length > 1_000) return void response.writeHead(413).end();
  const before = units.size;
  for (const unit of orgUnits) {
    if (unit.parent !== null && !units.has(unit.parent))
      return void response.writeHead(422).end(`no parent of ${unit.id}`);
    units.set(unit.id, unit);
  }
  const created = units.size - before;
  json(response, { created, updated: 0, unchanged: orgUnits.length - created, version: 1 });
}

function take(intake: Intake, entry: SubmissionEntry, isDryRun: boolean): object {
  const id = submissionId(entry);
  if (intake.deaf > 0) intake.deaf -= 1;
  if (intake.deaf > 0 || !intake.units.has(entry.orgUnit))
    return { id, status: 'rejected', values: [], errors: [{ code: 'unknown-org-unit' }] };
  const stored = intake.newest.get(id);
  const text = JSON.stringify(entry);
  if (!isDryRun) intake.newest.set(id, text);
  return { id, status: stored === undefined ? 'created' : stored === text ? 'unchanged' : 'updated', values: [] };
}

async function answer(intake: Intake, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://intake');
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += String(part);
  if (pathname === '/api/v1/org-units') return importUnits(intake, body, response);
  if (request.method === 'GET')
    return void response
      .writeHead(intake.newest.has(decodeURIComponent(pathname.split('/')[4] ?? '')) ? 200 : 404)
      .end();
  const entries = body
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SubmissionEntry);
  const receipts = entries.map(
    (entry) => `${JSON.stringify(take(intake, entry, searchParams.get('dryRun') === 'true'))}\n`,
  );
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' }).end(receipts.join(''));
}

const silent: Progress = { start: () => undefined, advance: () => undefined, finish: () => undefined };
const today = '2026-11-24';
let intake: Intake;
let server: Server;
let options: LoadOptions;

beforeEach(async () => {
  const fresh: Intake = { units: new Map(), newest: new Map(), deaf: 2 };
  intake = fresh;
  server = createServer((request, response) => void answer(fresh, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  options = { url, key: 'sk_k_s', adminToken: 'a', today, seed: 3307 };
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('loading the demonstration', () => {
  test('stores every submission and then every correction, once the intake knows the tree', async () => {
    const { counts } = await loadDemo(options, silent);
    const months = demoMonths(demoCity(), today);
    const sent = (pick: 'originals' | 'corrections'): number =>
      months.reduce((sum, month) => sum + month[pick].length, 0);
    expect(counts).toEqual({
      created: 18 + sent('originals'),
      updated: sent('corrections'),
      unchanged: 0,
      rejected: 0,
    });
    expect(intake.units.size).toBe(1 + 15 + 3 + 1 + 9 + 146 + 1445);
  });

  test('changes nothing the second time, corrections included', async () => {
    await loadDemo(options, silent);
    const stored = new Map(intake.newest);
    const { counts } = await loadDemo(options, silent);
    expect(counts).toMatchObject({ created: 0, updated: 0, rejected: 0 });
    expect(counts.unchanged).toBe(stored.size);
    expect(intake.newest).toEqual(stored);
  });
});
