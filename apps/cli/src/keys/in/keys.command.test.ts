import { describe, expect, it } from '@jest/globals';
import { Unreachable } from '../../api/api.ts';
import { httpApi } from '../../api/http-api.ts';
import { readArguments, type Command } from '../../terminal/command.ts';
import type { Outcome } from '../../terminal/terminal.ts';
import { createKeyCommand } from './create.command.ts';
import { listKeysCommand } from './list.command.ts';
import { revokeKeyCommand } from './revoke.command.ts';
import { rotateKeyCommand } from './rotate.command.ts';

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly ifMatch: string | null;
  readonly body: unknown;
};
type Ran = { readonly outcome: Outcome; readonly out: string; readonly err: string; readonly asked: readonly Asked[] };

const key = {
  ...{ id: 'k1', orgUnit: '330702001', datasets: [], label: '教务系统', signature: 'required', state: 'active' },
  ...{ oldSecretUntil: null, createdAt: '2026-11-24T04:00:00.000Z', lastUsedAt: '2026-11-25T04:00:00.000Z' },
  ...{ version: 3, etag: '"3"' },
};
const detail = { ...key, history: [] };
const issued = { ...detail, secret: 'sk_k1_s', signingSecret: 'sign' };
const said = (body: unknown, status = 200): Response => Response.json(body, { status });
const problem = (status: number, code: string): Response =>
  Response.json(
    { type: 't', title: code, status, code },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );

async function run(command: Command, argv: readonly string[], answers: Response[]): Promise<Ran> {
  const asked: Asked[] = [];
  const out: string[] = [];
  const err: string[] = [];
  const api = httpApi({
    ...{ url: 'http://x', key: 'token', language: 'en' },
    wait: () => Promise.resolve(),
    fetch: (url, init) => {
      const { method, headers } = new Request(url, init);
      const path = (typeof url === 'string' ? url : '').replace('http://x/api/v1', '');
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      asked.push({ method, path, ifMatch: headers.get('if-match'), body });
      return Promise.resolve(answers.shift() ?? problem(500, 'nothing left to say'));
    },
  });
  const args = readArguments(command, argv);
  if (!args.ok) throw new Error(args.reason);
  const terminal = {
    language: 'en',
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
  } as const;
  const outcome = await command.run(args.value, { api, terminal });
  return { outcome, out: out.join('\n'), err: err.join('\n'), asked };
}

describe('xiaomai keys', () => {
  it('makes a key for a unit and some datasets, and prints its secrets this once', async () => {
    const argv = ['--org-unit', '330702001', '--datasets', 'a,b', '--label', '教务系统'];
    const { outcome, out, err, asked } = await run(createKeyCommand, argv, [said(issued, 201)]);
    expect([outcome, out]).toEqual(['done', 'secret          sk_k1_s\nsigning secret  sign']);
    expect(err).toContain('k1  330702001  Shown this once');
    const body = { orgUnit: '330702001', datasets: ['a', 'b'], label: '教务系统', signature: 'optional' };
    expect(asked).toEqual([{ method: 'POST', path: '/keys', ifMatch: null, body }]);
  });

  it('does not make a second key where the first may have been made', async () => {
    const lost = [problem(504, 'unavailable'), said(issued, 201)];
    await expect(run(createKeyCommand, ['--org-unit', 'u'], lost)).rejects.toBeInstanceOf(Unreachable);
    expect(lost).toHaveLength(1);
    const busy = await run(createKeyCommand, ['--org-unit', 'u'], [problem(429, 'rate-limited'), said(issued, 201)]);
    expect([busy.outcome, busy.asked.length]).toEqual(['done', 2]);
  });

  it('lists every page, without headings for a program', async () => {
    const pages = () => [
      said({ items: [key], next: 'k1' }),
      said({ items: [{ ...key, id: 'k2', state: 'revoked' }], next: null }),
    ];
    const { out, asked } = await run(listKeysCommand, ['--org-unit', '330702'], pages());
    expect(asked.map(({ path }) => path)).toEqual([
      '/keys?limit=500&orgUnit=330702',
      '/keys?limit=500&orgUnit=330702&cursor=k1',
    ]);
    const rows = out.split('\n').map((line) => line.split(/ {2,}/));
    expect(rows[1]).toEqual(['k1', '330702001', 'all', 'active · signed', '2026-11-25 12:00', '教务系统']);
    expect([rows.length, rows[2]?.[3]]).toEqual([3, 'revoked · signed']);
    expect(JSON.parse((await run(listKeysCommand, ['--json'], pages())).out)).toMatchObject({
      items: [{ id: 'k1' }, { id: 'k2' }],
    });
  });

  it('rotates a key as it was seen and says how long both secrets work', async () => {
    const rotated = { ...issued, oldSecretUntil: '2026-12-08T04:00:00.000Z' };
    const { out, err, asked } = await run(
      rotateKeyCommand,
      ['k1', '--grace-days', '14'],
      [said(detail), said(rotated)],
    );
    expect(asked[1]).toEqual({ method: 'POST', path: '/keys/k1/rotate', ifMatch: '"3"', body: { graceDays: 14 } });
    expect(out).toContain('sk_k1_s');
    expect(err).toContain('The secret before works until 2026-12-08 12:00');
  });

  it('revokes a key with a reason, seen or not', async () => {
    const { out, asked } = await run(revokeKeyCommand, ['k1', '--reason', '外泄'], [said(detail)]);
    expect(asked).toEqual([{ method: 'POST', path: '/keys/k1/revoke', ifMatch: null, body: { reason: '外泄' } }]);
    expect(out).toBe('Revoked k1 (330702001); it is dead everywhere within 5 seconds');
  });

  it.each<[string, Command, string[]]>([
    ['no unit', createKeyCommand, []],
    ['an unknown signature', createKeyCommand, ['--org-unit', 'u', '--signature', 'maybe']],
    ['91 days of grace', rotateKeyCommand, ['k1', '--grace-days', '91']],
    ['days that are no number', rotateKeyCommand, ['k1', '--grace-days', '']],
    ['no reason', revokeKeyCommand, ['k1']],
  ])('asks nothing with %s', async (_what, command, argv) => {
    const { outcome, asked } = await run(command, argv, []);
    expect([outcome, asked]).toEqual(['usage', []]);
  });

  it('says no as the system says no', async () => {
    const { outcome, err } = await run(rotateKeyCommand, ['k1'], [said(detail), problem(412, 'precondition-failed')]);
    expect([outcome, err]).toEqual(['refused', '412 precondition-failed']);
  });
});
