import { Me } from '@xiaomai/gateway-api/me';
import type { Api } from '../../api/api.ts';
import { misused, refused, type Arguments, type Command, type Tools } from '../../terminal/command.ts';
import { tell, type Outcome, type Terminal } from '../../terminal/terminal.ts';
import type { Difference } from '../domain/compare/difference.ts';
import type { Exports } from '../flow/exports.ts';
import type { Shelves } from '../flow/shelves.ts';
import { verify, type Compared, type Means } from '../flow/verify.ts';

const mostShown = 100;

const differenceText = ({ subject, key, field, expected, stored }: Difference): string =>
  `${subject} ${key}  ${field === '' ? '' : `${field}: `}expected ${expected}, stored ${stored}`;

const comparedText = {
  zh: '比对：{submissions} 份填报（{revisions} 个版本）、{scorecards} 张记分卡、{rollups} 张汇总、{standings} 项最新判定、{alerts} 条预警',
  en: 'Compared {submissions} submissions ({revisions} revisions), {scorecards} scorecards, {rollups} rollups, {standings} newest verdicts, {alerts} alerts',
};

const leftText = {
  zh: '其中 {left} 张属于已取消的数据集：保持当时的判定，不再复算',
  en: '{left} of them are of datasets that are gone: they keep the judgement they had, which is not recounted',
};

const moreText = { zh: '另有 {more} 处差异未列出', en: '{more} more are not shown' };
const adminOnly = { zh: '只有管理员可以核对', en: 'Only an administrator can verify' };
const noInstantText = { zh: '--at 不是时间：{text}', en: '--at is no instant: {text}' };

/** Where exports come from, and what else is needed. */
export type VerifyMeans = {
  readonly ofGateway: (api: Api) => Exports;
  readonly ofFiles: (folder: string) => Exports;
  readonly shelves: () => Promise<Shelves>;
  readonly isWorkday: Means['isWorkday'];
  readonly now: () => number;
};

type Found = { readonly count: number; readonly shown: readonly Difference[]; readonly compared: Compared };

async function compareAll(exports: Exports, means: VerifyMeans, now: number): Promise<Found> {
  const shelves = await means.shelves();
  const shown: Difference[] = [];
  let count = 0;
  try {
    const compared = await verify(exports, { shelves, isWorkday: means.isWorkday, now }, (difference) => {
      count += 1;
      if (shown.length < mostShown) shown.push(difference);
    });
    return { count, shown, compared };
  } finally {
    await shelves.clear();
  }
}

function show({ count, shown, compared }: Found, { json }: Pick<Arguments, 'json'>, terminal: Terminal): Outcome {
  if (json) terminal.out(JSON.stringify({ differences: count, details: shown, compared }));
  else {
    shown.map(differenceText).forEach(terminal.out);
    if (count > shown.length) terminal.out(tell(terminal, moreText, { more: count - shown.length }));
    terminal.out(tell(terminal, comparedText, compared));
    if (compared.left > 0) terminal.out(tell(terminal, leftText, { left: compared.left }));
    terminal.out(`${String(count)} differences`);
  }
  return count === 0 ? 'done' : 'refused';
}

async function refusedByRole(args: Arguments, { api, terminal }: Tools): Promise<Outcome | undefined> {
  const me = await api.readJson('/me');
  if (!me.ok) return refused(me.reason, args, terminal);
  if (Me.parse(me.value).role === 'admin') return undefined;
  terminal.err(tell(terminal, adminOnly));
  return 'refused';
}

/** Recomputes everything from the accepted submissions, by itself, and compares. */
export const verifyCommand = (means: VerifyMeans): Command => ({
  summary: {
    zh: '从已接受的填报重新计算全部判定、汇总和预警并逐项比对；--from-files 核对已保存的导出',
    en: 'Recompute every verdict, rollup and alert from the accepted submissions and compare; --from-files reads saved exports',
  },
  usage: '[--from-files DIR [--at INSTANT]] [--json]',
  options: { 'from-files': { type: 'string' }, at: { type: 'string' } },
  words: [0, 0],
  offline: (args) => args.option('from-files') !== undefined,
  run: async (args, tools) => {
    const folder = args.option('from-files');
    const text = args.option('at');
    const at = text === undefined ? means.now() : Date.parse(text);
    if (Number.isNaN(at)) return misused(noInstantText, tools.terminal, { text: text ?? '' });
    const refusal = folder === undefined ? await refusedByRole(args, tools) : undefined;
    if (refusal !== undefined) return refusal;
    const exports = folder === undefined ? means.ofGateway(tools.api) : means.ofFiles(folder);
    return show(await compareAll(exports, means, at), args, tools.terminal);
  },
});
