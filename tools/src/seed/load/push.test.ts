import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, test } from '@jest/globals';

import type { SubmissionEntry } from '../submission.ts';
import { retryAfterMs } from './call.ts';
import { isKnown, pushAll, pushStream, type PushTarget } from './push.ts';
import { tallyOf } from './tally.ts';

type Line = { orgUnit: string };
type Answer = (lines: readonly Line[], response: ServerResponse, request: IncomingMessage) => void;

let server: Server | undefined;

const linesOf = async (request: IncomingMessage): Promise<Line[]> => {
  let text = '';
  for await (const part of request) text += String(part);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
};

async function targetOf(answers: readonly Answer[]): Promise<PushTarget> {
  let calls = 0;
  const listener: RequestListener = (request, response) => {
    const answer = answers[Math.min(calls, answers.length - 1)];
    calls += 1;
    void linesOf(request).then((lines) => answer?.(lines, response, request));
  };
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(started.address() as AddressInfo).port}`, key: 'sk_k_s' };
}

afterEach(async () => {
  const stopping = server;
  stopping?.closeAllConnections();
  await new Promise((resolve) => (stopping ? stopping.close(resolve) : resolve(undefined)));
});

const entries = (count: number): SubmissionEntry[] =>
  Array.from({ length: count }, (_, at) => ({
    orgUnit: `s${at}`,
    dataset: 'd',
    period: '2026-11',
    values: [],
    note: '',
  }));
const receipt = (line: Line, status = 'created'): string =>
  `${JSON.stringify({ id: `${line.orgUnit}|d|2026-11`, status, values: [] })}\n`;
const stream = (response: ServerResponse, status = 200): ServerResponse =>
  response.writeHead(status, { 'content-type': 'application/x-ndjson' });
const accept: Answer = (lines, response) => stream(response).end(lines.map((line) => receipt(line)).join(''));
const busy =
  (status: number): Answer =>
  (_, response) =>
    response.writeHead(status, { 'retry-after': '0' }).end();

describe('pushing a stream', () => {
  test('waits and tries again when the system is busy', async () => {
    const receipts = await pushStream(await targetOf([busy(429), busy(503), accept]), entries(3));
    expect(receipts.map(({ status }) => status)).toEqual(['created', 'created', 'created']);
  });

  test('sends again only what got no receipt before the stream was cut', async () => {
    const sent: string[][] = [];
    const cut: Answer = (lines, response) => {
      sent.push(lines.map(({ orgUnit }) => orgUnit));
      const [first = { orgUnit: '' }, second = { orgUnit: '' }] = lines;
      stream(response).write(receipt(first) + receipt(second).slice(0, 10), () => response.destroy());
    };
    const keep: Answer = (lines, response, request) => {
      sent.push(lines.map(({ orgUnit }) => orgUnit));
      accept(lines, response, request);
    };
    const receipts = await pushStream(await targetOf([cut, keep]), entries(3));
    expect(sent).toEqual([
      ['s0', 's1', 's2'],
      ['s1', 's2'],
    ]);
    expect(receipts.map(({ id }) => id)).toEqual(['s0|d|2026-11', 's1|d|2026-11', 's2|d|2026-11']);
  });

  test('counts each receipt of a mixed answer and keeps the reasons of refusals', async () => {
    const mixed: Answer = (lines, response) =>
      stream(response, 207).end(lines.map((line, at) => receipt(line, at === 1 ? 'rejected' : 'updated')).join(''));
    const tally = tallyOf();
    await pushStream({ ...(await targetOf([mixed])), onReceipts: tally.add }, entries(3));
    expect(tally.counts).toEqual({ created: 0, updated: 2, unchanged: 0, rejected: 1 });
    expect(tally.refusals).toEqual(['s1|d|2026-11: []']);
  });

  test('stops with the words of a refusal', async () => {
    const refuse: Answer = (_, response) =>
      response
        .writeHead(401, { 'content-type': 'application/problem+json' })
        .end('{"title":"请先登录或提供有效的密钥"}');
    await expect(pushStream(await targetOf([refuse]), entries(1))).rejects.toThrow('请先登录或提供有效的密钥');
  });

  test('sends every submission exactly once, in several streams', async () => {
    const seen: string[] = [];
    const note: Answer = (lines, response, request) => {
      seen.push(...lines.map(({ orgUnit }) => orgUnit));
      accept(lines, response, request);
    };
    await pushAll(await targetOf([note]), entries(450));
    expect(seen).toHaveLength(450);
    expect(new Set(seen).size).toBe(450);
  });
});

describe('asking for a submission', () => {
  test('tells known from unknown', async () => {
    const found: Answer = (_, response, request) =>
      response.writeHead(request.url === '/api/v1/submissions/s0%7Cd%7C2026-11' ? 200 : 404).end();
    const target = await targetOf([found]);
    const [known, unknown] = entries(2) as [SubmissionEntry, SubmissionEntry];
    expect([await isKnown(target, known), await isKnown(target, unknown)]).toEqual([true, false]);
  });
});

describe('Retry-After', () => {
  test('is read as seconds or as a date, and is a second where it says nothing', () => {
    const nowMs = Date.parse('2026-11-24T00:00:00Z');
    expect(retryAfterMs('2', nowMs)).toBe(2_000);
    expect(retryAfterMs('Tue, 24 Nov 2026 00:00:05 GMT', nowMs)).toBe(5_000);
    expect([retryAfterMs(null, nowMs), retryAfterMs('soon', nowMs)]).toEqual([1_000, 1_000]);
    expect(retryAfterMs('Mon, 23 Nov 2026 00:00:00 GMT', nowMs)).toBe(0);
  });
});
