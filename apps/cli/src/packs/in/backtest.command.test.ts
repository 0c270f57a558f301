import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { BacktestResult } from '@xiaomai/gateway-api/backtest';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runXiaomai } from '../../service.ts';

type Said = { readonly status: number; readonly type: string; readonly body: string };

const target = (value: string) => ({
  ...{ id: 'rate@1', indicator: 'rate', comparator: 'at-least', value, upper: null, severity: 'major', soft: false },
  ...{ validFrom: null, validTo: null, due: null, scope: [], source: null, types: [], tags: [], measure: 'figure' },
  ...{ base: null, basePeriod: null, other: null, times: '1', order: [], before: null, path: null },
  ...{ projected: false, owners: [] },
});
const none = { judged: 0, changed: 0, transitions: [] };
const units = {
  judged: 3,
  changed: 2,
  transitions: [
    { before: 'breached', after: 'met', count: 2 },
    { before: 'met', after: 'met', count: 1 },
  ],
};
const result = {
  ...{ kind: 'result', catalogueVersion: 7, datasets: ['d'], from: '2026-01-01', to: '2026-11-30' },
  ...{ cards: 3, rollups: 0, changes: 2, changedUnits: 1 },
  targets: [{ indicator: 'rate', name: '配备率', before: target('100'), after: target('60'), units, rollups: none }],
  groups: [{ group: 'all', name: '四个全覆盖', units, rollups: none }],
  alerts: [{ severity: 'major', opened: { before: 2, after: 0 }, resolved: { before: 1, after: 0 } }],
  arrivals: [],
};
const item = (verdict: string, reason: string) => ({
  ...{ indicator: 'rate', name: '配备率', pack: 'p', unit: 'percent', verdict, value: '75', target: '60' },
  ...{ targetId: 'rate@1', comparator: 'at-least', gap: null, severity: 'major', reason },
});
const change = {
  ...{ kind: 'change', orgUnit: 's1', orgName: '一小', rollup: false, dataset: 'd', period: '2026-10' },
  ...{ before: item('breached', '低于 100%'), after: item('met', '不低于 60%') },
};
const ndjson = (...lines: unknown[]): Said => ({
  ...{ status: 200, type: 'application/x-ndjson' },
  body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
});

describe('xiaomai packs backtest', () => {
  let server: Server;
  let dir: string;
  let said: Said;
  let asked: { readonly url: string; readonly body: unknown }[];

  beforeEach(async () => {
    asked = [];
    dir = await mkdtemp(join(tmpdir(), 'xiaomai-backtest-'));
    await writeFile(join(dir, 'p.yaml'), 'pack: p\n');
    server = createServer((request, response) => {
      void text(request).then((body) => {
        asked.push({ url: request.url ?? '', body: JSON.parse(body) as unknown });
        response.writeHead(said.status, { 'content-type': said.type }).end(said.body);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await rm(dir, { recursive: true });
  });

  async function run(...argv: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
    const [out, err]: [string[], string[]] = [[], []];
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const settings = { url, key: 'a token', language: 'zh-CN' } as const;
    const write = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
    return { code: await runXiaomai(['packs', 'backtest', ...argv], settings, write), out, err };
  }

  const time = ['--from', '2026-01', '--to', '2026-11'];

  test('shows what would change: by target, group, alert and unit', async () => {
    said = ndjson({ kind: 'progress', done: 0, total: 3 }, { kind: 'progress', done: 3, total: 3 }, change, result);
    const { code, out } = await run(dir, ...time, '--scope', '3307');
    expect(code).toBe(0);
    expect(asked).toEqual([
      {
        url: '/api/v1/packs/backtest',
        body: {
          ...{ from: '2026-01', to: '2026-11', changes: 100, orgUnit: '3307' },
          packs: [{ name: 'p.yaml', text: 'pack: p\n' }],
        },
      },
    ]);
    expect(out).toEqual([
      '试算：2026-01-01 至 2026-11-30，对照目录第 7 版；判定记分卡 3 张、汇总 0 张',
      '会改变的判定：2 项，涉及 1 个单位。',
      '',
      '指标         现目标      试目标     层级      判定  变化',
      '配备率 rate  ≥100 major  ≥60 major  填报单位  3     2     未达标→达标 2',
      '',
      '指标组          层级      现结果            试结果',
      '四个全覆盖 all  填报单位  达标 1，未达标 2  达标 3',
      '',
      '预警级别  触发 现→试  解除 现→试',
      '严重      2→0         1→0',
      '',
      '单位     周期     指标    现→试        试判理由',
      '一小 s1  2026-10  配备率  未达标→达标  不低于 60%',
      '另有 1 项未列出（--changes N 可多列）',
    ]);
  });

  test('shows how submissions would have come by another due time, each with its own', async () => {
    const due = { days: 5, workingDays: true, at: '17:00', remindBefore: [], remindAfter: [], validFrom: '2026-01-01' };
    const transitions = [
      { before: 'in-time', after: 'in-time', count: 1 },
      { before: 'in-time', after: 'late', count: 1 },
      { before: 'not-due', after: 'missing', count: 1 },
    ];
    const came = { dataset: 'd', name: '月报', before: null, after: due, judged: 3, changed: 2, transitions };
    const nothing = { changes: 0, changedUnits: 0, targets: [], groups: [], alerts: [] };
    const arrival = {
      ...{ kind: 'arrival', orgUnit: 's1', orgName: '一小', dataset: 'd', period: '2026-10' },
      before: { arrival: 'in-time', dueAt: '2026-11-10T09:00:00.000Z' },
      after: { arrival: 'late', dueAt: '2026-11-06T09:00:00.000Z' },
      receivedAt: '2026-11-09T02:12:00.000Z',
    };
    said = ndjson(arrival, { ...result, ...nothing, arrivals: [came] });
    expect((await run(dir, ...time)).out.slice(1)).toEqual([
      '没有判定会改变。',
      '会改变的报送情况（按时、迟报、未报）：2 份。',
      '',
      '数据集  现期限  试期限                   应报  变化',
      '月报 d  —       期末后 5 个工作日 17:00  3     2     按时→迟报 1，不要求→未报 1',
      '',
      '单位     周期     数据集  现→试      试期限            收到',
      '一小 s1  2026-10  d       按时→迟报  2026-11-06 17:00  2026-11-09 10:12',
      '另有 1 项未列出（--changes N 可多列）',
    ]);
    expect(JSON.parse((await run(dir, ...time, '--json')).out.join(''))).toMatchObject({
      arrivals: [{ dataset: 'd', changed: 2 }],
      arrivalDetails: [{ orgUnit: 's1', after: { arrival: 'late' } }],
    });
  });

  test('says that nothing changes, and answers a program with everything', async () => {
    const same: Partial<BacktestResult> = { changes: 0, changedUnits: 0, targets: [], groups: [], alerts: [] };
    said = ndjson({ ...result, ...same });
    const { code, out } = await run(join(dir, 'p.yaml'), ...time);
    expect([code, out.at(-1)]).toEqual([0, '没有判定会改变。']);
    said = ndjson(change, result);
    const told = JSON.parse((await run(join(dir, 'p.yaml'), ...time, '--json')).out.join('')) as object;
    expect(told).toMatchObject({
      catalogueVersion: 7,
      changes: 2,
      details: [{ orgUnit: 's1', after: { verdict: 'met' } }],
    });
  });

  test('tells what is wrong in the packs as a check of them does', async () => {
    const errors = [
      { line: 4, code: 'invalid-pack', detail: 'p.yaml:4:9  colour  unknown-key: 不认识的键', value: 'red' },
      { code: 'invalid-pack', detail: 'q.yaml:1:1  pack  missing-key: 缺少必填项' },
    ];
    const problem = { type: 'x', title: '内容不符合要求', status: 422, code: 'unprocessable', errors };
    said = { status: 422, type: 'application/problem+json', body: JSON.stringify(problem) };
    expect(await run(dir, ...time)).toEqual({
      code: 1,
      out: [],
      err: ['p.yaml:4:9  colour  unknown-key: 不认识的键 [red]', 'q.yaml:1:1  pack  missing-key: 缺少必填项'],
    });
  });

  test('wants files that are there, and a time', async () => {
    expect((await run(dir)).code).toBe(2);
    expect((await run(join(dir, 'none.yaml'), ...time)).code).toBe(2);
    expect((await run(dir, ...time, '--changes', 'all')).code).toBe(2);
    expect(asked).toEqual([]);
  });

  test('an answer that breaks off is none', async () => {
    said = ndjson({ kind: 'progress', done: 0, total: 3 });
    expect((await run(dir, ...time)).code).toBe(3);
  });
});
