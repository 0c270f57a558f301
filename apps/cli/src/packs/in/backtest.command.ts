import {
  BacktestLine,
  type BacktestArrival,
  type BacktestChange,
  type BacktestResult,
} from '@xiaomai/gateway-api/backtest';
import type { Problem } from '@xiaomai/gateway-api/problem';
import type { PackText } from '@xiaomai/packs';
import { Unreachable } from '../../api/api.ts';
import { parseLines } from '../../api/lines.ts';
import { misused, refused, type Arguments, type Command, type Tools } from '../../terminal/command.ts';
import { table, tell, type Outcome, type Terminal } from '../../terminal/terminal.ts';
import { arrivalRows, arrivedRows } from '../flow/arrivals-text.ts';
import { alertRows, changeRows, groupRows, targetRows, type Say } from '../flow/backtest-text.ts';

/** What trying packs needs from outside. */
export type BacktestMeans = {
  /** Reads pack files and folders of them; rejects when one is not there. */
  readonly read: (paths: readonly string[]) => Promise<readonly PackText[]>;
  readonly progress: (total: number) => { readonly advance: (done: number) => void; readonly stop: () => void };
};

const usageText = {
  zh: '请给出指标包文件（*.yaml）以及 --from、--to（周期，例如 2026-01 和 2026-11）；--changes 为 1 到 100000',
  en: 'Give pack files (*.yaml) and --from, --to (periods such as 2026-01 and 2026-11); --changes from 1 to 100000',
};
const unreadable = { zh: '无法读取 {files}', en: 'Cannot read {files}' };
const headText = {
  zh: '试算：{from} 至 {to}，对照目录第 {version} 版；判定记分卡 {cards} 张、汇总 {rollups} 张',
  en: 'Tried from {from} to {to} against version {version} of the catalogue: {cards} scorecards, {rollups} rollups judged',
};
const sameText = { zh: '没有判定会改变。', en: 'No verdict would change.' };
const changedText = {
  zh: '会改变的判定：{changes} 项，涉及 {units} 个单位。',
  en: '{changes} verdicts of {units} units would change.',
};
const otherwiseText = {
  zh: '会改变的报送情况（按时、迟报、未报）：{changed} 份。',
  en: '{changed} submissions would have come otherwise (in time, late, missing).',
};
const moreText = {
  zh: '另有 {more} 项未列出（--changes N 可多列）',
  en: '{more} more are not listed (--changes N lists more)',
};

type Tried = {
  readonly result: BacktestResult;
  readonly changes: readonly BacktestChange[];
  readonly arrivals: readonly BacktestArrival[];
};

async function tryPacks(response: Response, progress: BacktestMeans['progress']): Promise<Tried> {
  const changes: BacktestChange[] = [];
  const arrivals: BacktestArrival[] = [];
  let bar: ReturnType<BacktestMeans['progress']> | undefined;
  let before = 0;
  try {
    for await (const line of parseLines(response)) {
      const part = BacktestLine.parse(line);
      if (part.kind === 'result') return { result: part, changes, arrivals };
      if (part.kind === 'change') changes.push(part);
      else if (part.kind === 'arrival') arrivals.push(part);
      else {
        bar ??= progress(part.total);
        bar.advance(part.done - before);
        before = part.done;
      }
    }
  } finally {
    bar?.stop();
  }
  throw new Unreachable('the answer broke off');
}

function show({ result, changes, arrivals }: Tried, { json }: Pick<Arguments, 'json'>, terminal: Terminal): Outcome {
  const say: Say = (texts, places) => tell(terminal, texts, places);
  if (json) {
    const { kind: _kind, ...told } = result;
    const details = [changes, arrivals].map((some) => some.map(({ kind: _of, ...one }) => one));
    terminal.out(JSON.stringify({ ...told, details: details[0], arrivalDetails: details[1] }));
    return 'done';
  }
  const { from, to, catalogueVersion: version, cards, rollups, changedUnits: units } = result;
  terminal.out(say(headText, { from, to, version, cards, rollups }));
  terminal.out(say(result.changes === 0 ? sameText : changedText, { changes: result.changes, units }));
  const changed = result.arrivals.reduce((sum, one) => sum + one.changed, 0);
  if (changed > 0) terminal.out(say(otherwiseText, { changed }));
  for (const rows of [
    targetRows(say, result),
    groupRows(say, result),
    alertRows(say, result),
    changeRows(say, changes),
    arrivalRows(say, result),
    arrivedRows(say, arrivals),
  ]) {
    if (rows.length === 1) continue; // nothing below the heading
    terminal.out('');
    table(rows).forEach(terminal.out);
  }
  const more = result.changes + changed - changes.length - arrivals.length;
  if (more > 0) terminal.out(say(moreText, { more }));
  return 'done';
}

// What is wrong in a pack is told as a check of the packs tells it: file, line and column, path, rule.
function refusedPacks(problem: Problem, args: Arguments, terminal: Terminal): Outcome {
  const faults = problem.errors ?? [];
  if (args.json || faults.length === 0 || !faults.every(({ code }) => code === 'invalid-pack'))
    return refused(problem, args, terminal);
  for (const { detail, value } of faults) {
    terminal.err(value === undefined || value === null ? detail : `${detail} [${String(value)}]`);
  }
  return 'refused';
}

function orderOf(args: Arguments): object | undefined {
  const [from, to] = [args.option('from'), args.option('to')];
  const changes = Number(args.option('changes') ?? 100);
  if (from === undefined || to === undefined) return undefined;
  if (!Number.isInteger(changes) || changes < 1 || changes > 100_000) return undefined;
  const scope = args.option('scope');
  return { from, to, changes, ...(scope === undefined ? {} : { orgUnit: scope }) };
}

async function run(means: BacktestMeans, args: Arguments, { api, terminal }: Tools): Promise<Outcome> {
  const order = orderOf(args);
  if (order === undefined) return misused(usageText, terminal);
  const files = await means.read(args.words).catch(() => undefined);
  if (files === undefined) return misused(unreadable, terminal, { files: args.words.join(' ') });
  if (files.length === 0) return misused(usageText, terminal);
  const answer = await api.ask({
    method: 'POST',
    path: '/packs/backtest',
    headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
    body: JSON.stringify({ ...order, packs: files.map(({ name, text }) => ({ name, text })) }),
  });
  if (!answer.ok) return refusedPacks(answer.reason, args, terminal);
  return show(await tryPacks(answer.value, means.progress), args, terminal);
}

/** Says what changed packs would have said over the stored past, before they are in force. */
export const packsBacktestCommand = (means: BacktestMeans): Command => ({
  summary: {
    zh: '指标包生效前试算：用已存的填报重新判定，列出会改变的判定、指标组和预警；不写入任何数据',
    en: 'Try changed packs on what is stored before they are in force: which verdicts, groups and alerts would be others',
  },
  usage: 'FILE… --from PERIOD --to PERIOD [--scope ORG_UNIT] [--changes N] [--json]',
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    scope: { type: 'string' },
    changes: { type: 'string' },
  },
  words: [1, 1_000],
  run: (args, tools) => run(means, args, tools),
});
