import type { Target } from '../recount/catalogue.ts';
import type { Standing } from '../recount/standing.ts';
import { pathOf } from '../recount/tree.ts';
import { compareFields, type Difference, type Fields } from './difference.ts';
import type { StoredAlert } from './stored.ts';

/** What an alert must say: the newest valid figure, and the line of org units it stands in. */
export type ExpectedAlert = { readonly standing: Standing | undefined; readonly line: readonly string[] };

export const mustFire = (standing: Standing | undefined): boolean => standing?.cell.verdict === 'breached';

type Numbers = { readonly numerator: number | bigint; readonly denominator: number | bigint; readonly value: string };

const figureText = ({ numerator, denominator, value }: Numbers): string =>
  value === '' ? `${String(numerator)}/${String(denominator)}` : value;

function targetFields(target: Target | undefined): Fields {
  const { severity = '', comparator = '', value = '' } = target ?? {};
  return { severity, comparator, targetValue: comparator === 'zero' ? '0' : value };
}

const expectedFields = ({ cell, dataset, period, receivedAt }: Standing, line: readonly string[]): Fields => ({
  path: pathOf(line),
  dataset,
  period,
  receivedAt: String(receivedAt),
  figure: figureText(cell),
  ...targetFields(cell.target),
});

const storedFields = (alert: StoredAlert): Fields => ({
  path: alert.path,
  dataset: alert.dataset,
  period: alert.period,
  receivedAt: String(alert.receivedAt),
  figure: figureText(alert),
  severity: alert.severity,
  comparator: alert.comparator,
  targetValue: alert.comparator === 'zero' ? '0' : alert.targetValue,
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
  return compareFields(named, expectedFields(standing, line), storedFields(stored));
}

/** Every breach has exactly one firing alert. */
export function compareCount(key: string, expected: Standing, firing: number): readonly Difference[] {
  if (!mustFire(expected) || firing === 1) return [];
  return [{ subject: 'alert', key, field: 'firing alerts', expected: '1', stored: String(firing) }];
}
