import { Me } from '@xiaomai/gateway-api/me';
import type { Api } from '../../api/api.ts';
import { refused, type Command } from '../../terminal/command.ts';
import { tell } from '../../terminal/terminal.ts';
import type { Difference } from '../domain/compare/difference.ts';
import { verify, type Compared } from '../flow/verify.ts';
import type { Exports } from '../flow/exports.ts';

const mostKept = 10_000;

const differenceText = ({ subject, key, field, expected, stored }: Difference): string =>
  `${subject} ${key}  ${field === '' ? '' : `${field}: `}expected ${expected}, stored ${stored}`;

const comparedText = {
  zh: '比对：{submissions} 份填报（{revisions} 个版本）、{scorecards} 张记分卡、{rollups} 张汇总、{standings} 项最新判定、{alerts} 条预警',
  en: 'Compared {submissions} submissions ({revisions} revisions), {scorecards} scorecards, {rollups} rollups, {standings} newest verdicts, {alerts} alerts',
};

const adminOnly = { zh: '只有管理员可以核对', en: 'Only an administrator can verify' };

/** Recomputes everything from the accepted submissions, by itself, and compares. */
export const verifyCommand = (exportsOf: (api: Api) => Exports): Command => ({
  summary: {
    zh: '从已接受的填报重新计算全部判定、汇总和预警并逐项比对',
    en: 'Recompute every verdict, rollup and alert from the accepted submissions and compare',
  },
  usage: '[--json]',
  options: {},
  words: [0, 0],
  run: async (args, { api, terminal }) => {
    const me = await api.readJson('/me');
    if (!me.ok) return refused(me.reason, args, terminal);
    if (Me.parse(me.value).role !== 'admin') {
      terminal.err(tell(terminal, adminOnly));
      return 'refused';
    }
    const kept: Difference[] = [];
    let count = 0;
    const compared: Compared = await verify(exportsOf(api), (difference) => {
      count += 1;
      if (!args.json) terminal.out(differenceText(difference));
      else if (kept.length < mostKept) kept.push(difference);
    });
    if (args.json) terminal.out(JSON.stringify({ differences: count, details: kept, compared }));
    else {
      terminal.out(tell(terminal, comparedText, compared));
      terminal.out(`${String(count)} differences`);
    }
    return count === 0 ? 'done' : 'refused';
  },
});
