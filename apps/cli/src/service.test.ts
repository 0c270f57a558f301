import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runXiaomai } from './service.ts';

type Asked = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};
type Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Ends the connection instead of the answer. */
  readonly breaksOff?: boolean;
};

const ndjson = { 'content-type': 'application/x-ndjson' };
const problem = { 'content-type': 'application/problem+json' };

const bodyText = (body: unknown): string =>
  Array.isArray(body)
    ? body.map((line) => `${JSON.stringify(line)}\n`).join('')
    : typeof body === 'string'
      ? body
      : JSON.stringify(body);

describe('xiaomai', () => {
  let server: Server;
  let dir: string;
  let answers: Answer[];
  let asked: Asked[];

  beforeEach(async () => {
    answers = [];
    asked = [];
    dir = await mkdtemp(join(tmpdir(), 'xiaomai-cli-'));
    server = createServer((request, response) => {
      void text(request).then((body) => {
        asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
        const {
          status = 200,
          headers,
          body: said,
          breaksOff,
        } = answers.shift() ?? { status: 500, body: 'nothing left to say' };
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.write(bodyText(said), () => (breaksOff === true ? response.destroy() : response.end()));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await rm(dir, { recursive: true });
  });

  async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
    const out: string[] = [];
    const err: string[] = [];
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const settings = { url, key: 'sk_1_secret', language: 'en' } as const;
    const code = await runXiaomai(argv, settings, { out: (line) => out.push(line), err: (line) => err.push(line) });
    return { code, out: out.join('\n'), err: err.join('\n') };
  }

  async function file(name: string, content: string | Buffer): Promise<string> {
    const path = join(dir, name);
    await writeFile(path, content);
    return path;
  }

  const submission = (orgUnit: string) => ({
    orgUnit,
    dataset: 'd',
    period: '2026-10',
    values: [{ indicator: 'x', value: '1' }],
  });
  const receipt = (orgUnit: string, status: string, more: object = {}) => ({
    id: `${orgUnit}|d|2026-10`,
    revision: 1,
    status,
    values: [],
    ...more,
  });

  it('pushes NDJSON with the key and sums up the receipts', async () => {
    answers = [
      { headers: ndjson, body: [receipt('a', 'created'), receipt('b', 'updated'), receipt('c', 'unchanged')] },
    ];
    const path = await file(
      'x.ndjson',
      ['a', '', 'b', 'c'].map((id) => (id === '' ? '' : JSON.stringify(submission(id)))).join('\n'),
    );
    const { code, out } = await run('push', path);
    expect({ code, out }).toEqual({ code: 0, out: '1 created, 1 updated, 1 unchanged, 0 rejected' });
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/api/v1/submissions' });
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer sk_1_secret',
      'content-type': 'application/x-ndjson',
    });
    expect(asked[0]?.body.trimEnd().split('\n')).toHaveLength(3);
  });

  it('names each refused line of the file with place, code and words', async () => {
    const errors = [
      {
        pointer: '/values/0/indicator',
        code: 'unknown-indicator',
        detail: 'The indicator does not exist.',
        value: 'y',
      },
    ];
    answers = [{ headers: ndjson, body: [receipt('a', 'created'), { status: 'rejected', values: [], errors }] }];
    const path = await file('x.ndjson', `${JSON.stringify(submission('a'))}\n\n${JSON.stringify(submission('b'))}\n`);
    const { code, out, err } = await run('push', path);
    expect(code).toBe(1);
    expect(out).toBe('1 created, 0 updated, 0 unchanged, 1 rejected');
    expect(err).toBe(`${path} line 3  /values/0/indicator  unknown-indicator  The indicator does not exist.  ("y")`);
  });

  it('waits as a busy system wishes and asks again', async () => {
    answers = [
      { status: 429, headers: { ...problem, 'retry-after': '0' }, body: {} },
      { status: 503, headers: { ...problem, 'retry-after': '0' }, body: {} },
      { headers: ndjson, body: [receipt('a', 'created')] },
    ];
    const { code, out } = await run('push', await file('a.json', JSON.stringify(submission('a'))));
    expect({ code, out }).toEqual({ code: 0, out: '1 created, 0 updated, 0 unchanged, 0 rejected' });
    expect(asked).toHaveLength(3);
  });

  it('takes up a stream that broke off after the last receipt', async () => {
    answers = [
      { headers: ndjson, body: [receipt('a', 'created')], breaksOff: true },
      { headers: ndjson, body: [receipt('b', 'created')] },
    ];
    const { code, out } = await run('push', await file('x.json', JSON.stringify([submission('a'), submission('b')])));
    expect({ code, out }).toEqual({ code: 0, out: '2 created, 0 updated, 0 unchanged, 0 rejected' });
    expect(asked[1]?.body).toBe(`${JSON.stringify(submission('b'))}\n`);
  });

  it('sends CSV as it is, byte for byte', async () => {
    answers = [{ status: 201, body: { receipts: [receipt('a', 'created')] } }];
    const path = await file('x.csv', 'orgUnit,period,indicator,value\na,2026-10,x,1\n');
    const { code } = await run('push', path);
    expect(code).toBe(0);
    expect(asked[0]?.headers['content-type']).toBe('text/csv');
    expect(asked[0]?.body).toBe(await readFile(path, 'utf8'));
  });

  it('says every reason of a refused request, and the exit code is 1', async () => {
    const errors = [
      { line: 2, code: 'unknown-org-unit', detail: 'No such org unit.' },
      { line: 3, code: 'invalid-period', detail: 'Not a period.' },
    ];
    answers = [
      {
        status: 422,
        headers: problem,
        body: { type: 't', title: 'Refused', status: 422, code: 'submission-refused', errors },
      },
    ];
    const { code, err } = await run('push', await file('x.csv', 'orgUnit\n'));
    expect(code).toBe(1);
    expect(err.split('\n').map((line) => line.replace(/^\S+ {2}/, ''))).toEqual([
      'line 2  unknown-org-unit  No such org unit.',
      'line 3  invalid-period  Not a period.',
    ]);
  });

  it('asks for all or nothing, dry, and waiting for verdicts', async () => {
    const verdict = {
      verdict: 'breached',
      value: '75',
      target: '100',
      comparator: 'equals',
      gap: '-25',
      reason: '3/4',
    };
    answers = [
      { body: { receipts: [receipt('a', 'created', { values: [{ indicator: 'x', status: 'created', verdict }] })] } },
    ];
    const path = await file('x.ndjson', JSON.stringify(submission('a')));
    const { code, out } = await run('push', path, '--atomic', '--dry-run', '--wait');
    expect(code).toBe(0);
    expect(out).toBe('a|d|2026-10  x  breached  3/4\n1 created, 0 updated, 0 unchanged, 0 rejected');
    expect(asked[0]).toMatchObject({ url: '/api/v1/submissions?dryRun=true&atomic=true' });
    expect(asked[0]?.headers).toMatchObject({ 'content-type': 'application/json', prefer: 'wait=5' });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ submissions: [submission('a')] });
  });

  it('answers a program in JSON', async () => {
    answers = [{ headers: ndjson, body: [{ status: 'rejected', values: [], errors: [] }] }];
    const { code, out } = await run('push', await file('x.ndjson', '{}'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ created: 0, rejected: 1, refusals: [{ place: 'line 1' }], warnings: [] });
  });

  it('acknowledges an alert as it was seen', async () => {
    const alert = {
      ...{
        id: 'a:x:1',
        orgUnit: 'a',
        orgName: 'A',
        pathNames: [],
        indicator: 'x',
        indicatorName: 'X',
        pack: 'p',
        dataset: 'd',
      },
      ...{ period: '2026-10', severity: 'major', condition: 'firing', handling: 'acknowledged', suppressedBy: [] },
      ...{
        openedAt: '2026-11-21T08:30:00.000Z',
        resolvedAt: null,
        closedAt: null,
        deadline: null,
        overdue: false,
        assignee: null,
      },
      ...{
        value: '75',
        unit: 'percent',
        comparator: 'equals',
        target: '100',
        gap: '-25',
        reason: '',
        endedBecause: null,
      },
      ...{ receivedAt: null, version: 1, etag: '"7"', timeline: [], unitClosed: false },
    };
    answers = [{ body: alert }, { body: alert }];
    const { code, out } = await run('ack', 'a:x:1', '--note', 'seen');
    expect({ code, out }).toEqual({ code: 0, out: 'Acknowledged a:x:1 (A X)' });
    expect(asked[1]).toMatchObject({ url: '/api/v1/alerts/a%3Ax%3A1/acknowledge', body: '{"note":"seen"}' });
    expect(asked[1]?.headers['if-match']).toBe('"7"');
  });

  it('says no with exit code 1 where the system says no', async () => {
    answers = [
      { status: 404, headers: problem, body: { type: 't', title: 'Not found', status: 404, code: 'not-found' } },
    ];
    expect(await run('status', 'a|d|2026-10')).toEqual({ code: 1, out: '', err: '404 Not found' });
  });

  it.each([
    [['nonsense']],
    [['push']],
    [['push', 'x.doc']],
    [['push', 'there-is-no.csv']],
    [['ack', 'a', '--nope']],
    [['report', 'monthly']],
  ])('ends %j with exit code 2', async (argv) => {
    expect((await run(...argv)).code).toBe(2);
    expect(asked).toEqual([]);
  });

  it('ends with exit code 3 where nobody answers', async () => {
    const settings = { url: 'http://127.0.0.1:9', key: 'k', language: 'en' } as const;
    const err: string[] = [];
    expect(await runXiaomai(['alerts'], settings, { out: () => undefined, err: (line) => err.push(line) })).toBe(3);
    expect(err[0]).toContain('Unreachable: http://127.0.0.1:9');
  });
});
