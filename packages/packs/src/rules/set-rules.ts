import { compareDecimals } from '../decimals.ts';
import type { Finding } from '../fault.ts';
import type { CheckFile, DatasetFile, GroupFile } from '../pack-schema.ts';

/** Members that were named before, each at its place. */
export function repeatedFindings(key: string, ids: readonly string[]): readonly Finding[] {
  return ids.flatMap((value, index): Finding[] =>
    ids.indexOf(value) === index ? [] : [{ path: [key, index], code: 'repeated', value }],
  );
}

/** What makes no sense within one group. */
export function groupFindings({ members, complete, at_least: atLeast }: GroupFile): readonly Finding[] {
  const found: Finding[] = [...repeatedFindings('members', members)];
  if (complete && members.length === 0) found.push({ path: ['complete'], code: 'members-missing', value: true });
  if (atLeast !== undefined && atLeast > members.length) {
    found.push({ path: ['at_least'], code: 'at-least-too-high', value: atLeast, detail: String(members.length) });
  }
  return found;
}

function checkFindings(check: CheckFile, indicators: readonly string[]): readonly Finding[] {
  const { kind, left, right, tolerance } = check;
  const outside = (value: string, ...path: (string | number)[]): Finding[] =>
    indicators.includes(value) ? [] : [{ path, code: 'not-in-dataset', value }];
  const found = [...outside(left, 'left'), ...right.flatMap((id, index) => outside(id, 'right', index))];
  if (kind !== 'sum' && right.length > 1) {
    found.push({ path: ['right'], code: 'one-wanted', value: right.join(), detail: kind });
  }
  if (right.includes(left)) found.push({ path: ['left'], code: 'other-is-itself', value: left });
  if (tolerance !== undefined && compareDecimals(tolerance, '0') < 0) {
    found.push({ path: ['tolerance'], code: 'negative', value: tolerance });
  }
  return found;
}

function dueFindings({ due, computed, id, valid_from: from }: DatasetFile): readonly Finding[] {
  if (due === undefined) return [];
  const found: Finding[] = [];
  if (computed) found.push({ path: ['due'], code: 'computed-with-due', value: id });
  if (due.valid_from === undefined && from === undefined) {
    found.push({ path: ['due'], code: 'key-missing', value: 'due', detail: 'valid_from' });
  }
  return found;
}

/** What makes no sense within one dataset. */
export function datasetFindings(dataset: DatasetFile): readonly Finding[] {
  const { valid_from: from, valid_to: to } = dataset;
  const ids = dataset.checks.map(({ id }) => id);
  return [
    ...repeatedFindings('indicators', dataset.indicators),
    ...repeatedFindings('reported_by', dataset.reported_by),
    ...repeatedFindings('period_kinds', dataset.period_kinds),
    ...repeatedFindings('checks', ids),
    ...dataset.checks.flatMap((check, index) =>
      checkFindings(check, dataset.indicators).map((found) => ({ ...found, path: ['checks', index, ...found.path] })),
    ),
    ...dueFindings(dataset),
    ...(from !== undefined && to !== undefined && to < from
      ? [{ path: ['valid_to'], code: 'days-not-in-order', value: to, detail: from } as const]
      : []),
  ];
}
