import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { runXiaomai } from '../../service.ts';

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Asked = { readonly method: string; readonly url: string; readonly type: string; readonly body: Buffer };

describe('the formats of the command line', () => {
  let server: Server;
  let dir: string;
  let asked: Asked[];
  let answer: { status: number; type: string; body: string | Buffer };
  let before: (typeof answer)[];

  beforeEach(async () => {
    asked = [];
    before = [];
    answer = { status: 201, type: 'application/json', body: '{"receipts":[]}' };
    dir = await mkdtemp(join(tmpdir(), 'xiaomai-cli-'));
    server = createServer((request, response) => {
      void buffer(request).then((body) => {
        asked.push({
          method: request.method ?? '',
          url: request.url ?? '',
          type: request.headers['content-type'] ?? '',
          body,
        });
        const { status, type, body: said } = before.shift() ?? answer;
        response.writeHead(status, { 'content-type': type });
        response.end(said);
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

  it('pushes a workbook as it is, and names the cells it is refused for', async () => {
    const errors = [{ cell: 'H5', code: 'negative-numerator', detail: 'The numerator cannot be negative.', value: -1 }];
    const problem = { type: 'x', title: 'The submission was refused', status: 422, code: 'submission-refused', errors };
    answer = { status: 422, type: 'application/problem+json', body: JSON.stringify(problem) };
    const bytes = Buffer.from([0x50, 0x4b, 0, 255]);
    const { code, err } = await run('push', await file('filled.xlsx', bytes));
    expect(code).toBe(1);
    expect(err).toContain('H5  negative-numerator  The numerator cannot be negative.');
    expect(asked).toEqual([{ method: 'POST', url: '/api/v1/submissions', type: workbookType, body: bytes }]);
  });

  it('knows a data value set of DHIS2 by what is in it', async () => {
    const receipts = [{ id: 'a|d|2026-11', revision: 1, status: 'created', values: [] }];
    answer = { status: 200, type: 'application/json', body: JSON.stringify({ status: 'SUCCESS', receipts }) };
    const set = JSON.stringify({ period: '202611', orgUnit: 'a', dataValues: [] });
    const { code, out } = await run('push', await file('x.json', set), '--dry-run');
    expect([code, out]).toEqual([0, '1 created, 0 updated, 0 unchanged, 0 rejected']);
    expect(asked[0]).toMatchObject({ url: '/api/v1/dataValueSets?dryRun=true', type: 'application/json' });
  });

  it('ends with 1 where a data value set is refused in part', async () => {
    const refusal = {
      status: 'rejected',
      values: [],
      errors: [{ code: 'invalid-value', detail: 'No.', pointer: '/x' }],
    };
    answer = { status: 409, type: 'application/json', body: JSON.stringify({ status: 'ERROR', receipts: [refusal] }) };
    const { code, err } = await run('push', '--type', 'dhis2', await file('set', '{"dataValues":[]}'));
    expect([code, err]).toEqual([1, expect.stringContaining('/x  invalid-value  No.')]);
  });

  const streamed = (...lines: readonly object[]): typeof answer => ({
    ...{ status: 200, type: 'application/x-ndjson' },
    body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  });
  const stored = { status: 'created', values: [] };
  const ended = (status: number, code: string) => ({ type: `urn:${code}`, title: code, status, code });

  it('goes on after a stream that the other side ended because it is busy, and says why another one ended', async () => {
    const path = await file('x.ndjson', '{"a":1}\n{"a":2}\n');
    before = [streamed(stored, ended(503, 'unavailable'))];
    answer = streamed(stored);
    const both = { code: 0, out: '2 created, 0 updated, 0 unchanged, 0 rejected' };
    expect(await run('push', path)).toMatchObject(both);
    expect(asked.map(({ body }) => body.toString())).toEqual(['{"a":1}\n{"a":2}\n', '{"a":2}\n']);
    answer = streamed(stored, ended(401, 'unauthenticated'));
    expect(await run('push', path)).toMatchObject({ code: 1, err: expect.stringContaining('401 unauthenticated') });
  });

  it.each([
    ['x.ndjson', '\n'],
    ['x.json', '{"orgUnit":'],
    ['x.json', '{ "orgUnit": "a", "orgUnit": "b" }'],
  ])('leaves it to the other side to refuse what stands in %s: %j', async (name, content) => {
    const errors = [{ pointer: '', code: 'no-submissions', detail: 'No.' }];
    answer = {
      ...{ status: 422, type: 'application/problem+json' },
      body: JSON.stringify({ ...ended(422, 'submission-refused'), errors }),
    };
    const { code, err } = await run('push', await file(name, content));
    expect([code, err]).toEqual([1, expect.stringContaining('no-submissions')]);
    expect(asked[0]?.body.toString().trim()).toBe(content.trim());
  });

  it('saves a template under its name or another', async () => {
    answer = { status: 200, type: workbookType, body: Buffer.from([80, 75, 3, 4]) };
    const name = join(dir, 'form.xlsx');
    const { code, out } = await run('template', 'safety', '--org-unit', 'a b', '--period', '2026-11', '-o', name);
    expect([code, out]).toEqual([0, `Saved the template: ${name}`]);
    expect(asked[0]?.url).toBe('/api/v1/datasets/safety/template.xlsx?orgUnit=a+b&period=2026-11');
    expect(await readFile(name)).toEqual(Buffer.from([80, 75, 3, 4]));
    expect((await run('template', 'safety', '--period', '2026-11')).code).toBe(2);
    const nowhere = join(dir, 'no', 'where.xlsx');
    expect((await run('template', 'safety', '--org-unit', 'a', '--period', '2026', '-o', nowhere)).code).toBe(2);
  });

  it('says why there is no template', async () => {
    const problem = { type: 'x', title: 'The content is not acceptable', status: 422, code: 'unprocessable' };
    answer = { status: 422, type: 'application/problem+json', body: JSON.stringify(problem) };
    expect(await run('template', 'none', '--org-unit', 'a', '--period', '2026-11')).toMatchObject({ code: 1 });
  });
});
