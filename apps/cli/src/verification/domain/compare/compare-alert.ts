import type { Target } from '../rules/catalogue.ts';
import { pathOf, type OrgUnit } from '../rules/tree.ts';
import type { Standing } from '../units/standing.ts';
import { figureField } from './cell-fields.ts';
import { compareFields, type Difference, type Fields } from './difference.ts';
import type { StoredAlert } from './stored.ts';

/** What an alert must say: the newest valid figure, and the line of org units it stands in. */
export type ExpectedAlert = { readonly standing: Standing | undefined; readonly line: readonly OrgUnit[] };

export const mustFire = (standing: Standing | undefined): boolean => standing?.cell.verdict === 'breached';

const ofOthers: ReadonlySet<string> = new Set([
  'non-decreasing',
  'non-increasing',
  'at-least-other',
  'at-most-other',
  'ordered',
]);

// What another figure makes the bound is told in words beside the alert; the figures themselves are compared on the card.
const valueOf = (target: Target | undefined, value: string): Fields => {
  if (target === undefined) return { targetValue: value };
  const { comparator, measure } = target;
  if (measure !== 'figure' || ofOthers.has(comparator)) return {};
  return { targetValue: comparator === 'zero' ? '0' : value };
};

function targetFields(target: Target | undefined): Fields {
  const { severity = '', comparator = '', value = '' } = target ?? {};
  return { severity, comparator, ...valueOf(target, value) };
}

const expectedFields = ({ cell, dataset, period, receivedAt }: Standing, line: readonly OrgUnit[]) => ({
  path: pathOf(line),
  dataset,
  period,
  receivedAt: String(receivedAt),
  figure: figureField(cell),
});

const storedFields = (alert: StoredAlert) => ({
  path: alert.path,
  dataset: alert.dataset,
  period: alert.period,
  receivedAt: String(alert.receivedAt),
  figure: figureField(alert),
});

const storedTarget = ({ severity, comparator, targetValue }: StoredAlert, target: Target | undefined): Fields => ({
  ...{ severity, comparator },
  ...valueOf(target, targetValue),
});

/** What is wrong with one stored alert: it fires when the newest valid figure is no breach, or says another figure. */
export function compareAlert(expected: ExpectedAlert, stored: StoredAlert): readonly Difference[] {
  if (stored.condition !== 'firing') return [];
  const named = { subject: 'alert', key: stored.id } as const;
  const { standing, line } = expected;
  if (standing === undefined || !mustFire(standing)) {
    const condition = standing === undefined ? 'no valid data' : `not firing (${standing.cell.verdict})`;
    return [{ ...named, field: 'condition', expected: condition, stored: 'firing' }];
  }
  const [figure, said] = [expectedFields(standing, line), storedFields(stored)];
  if (standing.isLeft === true) return compareFields(named, figure, said);
  const { target } = standing.cell;
  return compareFields(named, { ...figure, ...targetFields(target) }, { ...said, ...storedTarget(stored, target) });
}

/** Every breach has exactly one firing alert. */
export function compareCount(key: string, expected: Standing, firing: number): readonly Difference[] {
  if (!mustFire(expected) || firing === 1) return [];
  return [{ subject: 'alert', key, field: 'firing alerts', expected: '1', stored: String(firing) }];
}
