import type { Scorecard } from '../../domain/card.ts';
import type { Cell } from '../../domain/judge.ts';
import type { Finding } from '../../domain/scorecard.ts';

const sameList = <T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean =>
  a.length === b.length && a.every((x, index) => same(x, b[index] as T));

const fieldsEqual =
  <T>(fields: readonly (keyof T)[]) =>
  (a: T, b: T): boolean =>
    fields.every((field) => a[field] === b[field]);

const sameCell = fieldsEqual<Cell>([
  ...(['indicator', 'numerator', 'denominator', 'value', 'statedRate', 'receivedAt'] as const),
  ...(['verdict', 'target', 'against', 'measured'] as const),
]);
const sameFinding = fieldsEqual<Finding>([
  ...(['code', 'indicator', 'check', 'found', 'expected', 'spread', 'floored', 'among'] as const),
]);
const sameGroup = fieldsEqual<Scorecard['groups'][number]>(['group', 'verdict']);
const sameState = fieldsEqual<Scorecard>([
  ...(['revision', 'receivedAt', 'parent', 'path', 'missing', 'late', 'dueAt'] as const),
]);

/** Whether two cards say the same, whatever made them and when. */
export const sameJudgement = (a: Scorecard, b: Scorecard): boolean =>
  sameState(a, b) &&
  (a.withdrawn === true) === (b.withdrawn === true) &&
  sameList(a.cells, b.cells, sameCell) &&
  sameList(a.groups, b.groups, sameGroup) &&
  sameList(a.findings, b.findings, sameFinding);
