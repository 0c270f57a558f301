import { amountOf, isValid, type Figure, type Verdict } from '../figures/figure.ts';
import { decimalOf, order, plus, readDecimal, zero, type Fraction } from '../figures/fraction.ts';
import type { JudgedCell } from '../judging/judge.ts';
import type { Aggregation, Rules } from '../rules/catalogue.ts';
import type { Card } from '../units/card.ts';

export type UnitCounts = Record<Verdict, number>;

export type CellTally = {
  numerator: bigint;
  denominator: bigint;
  /** Sum of the decimals; undefined while there is none. */
  sum: Fraction | undefined;
  /** The figure that counts: the greatest, or the one received last. */
  chosen: Figure | undefined;
  valued: number;
  latestAt: number;
  latestUnit: string;
  readonly units: UnitCounts;
};

/** Everything that the reporting units below one org unit come to, for one dataset and period. */
export type Tally = {
  reported: number;
  receivedAt: number;
  missing: number;
  late: number;
  /** Sum of the stored versions of the scorecards below. */
  version: number;
  readonly cells: Map<string, CellTally>;
  readonly groups: Map<string, { met: number; judged: number }>;
  readonly findings: Map<string, number>;
};

/** The unit a card is of, when its submission came, and since when a figure of it stands. */
export type Adding = {
  readonly rules: Rules;
  readonly orgUnit: string;
  readonly receivedAt: number;
  readonly since: (indicator: string) => number;
};

export const emptyTally = (): Tally => ({
  ...{ reported: 0, receivedAt: 0, missing: 0, late: 0, version: 0 },
  ...{ cells: new Map(), groups: new Map(), findings: new Map() },
});

const emptyCell = (): CellTally => ({
  ...{ numerator: 0n, denominator: 0n, sum: undefined, chosen: undefined, valued: 0, latestAt: 0, latestUnit: '' },
  units: { met: 0, 'at-risk': 0, breached: 0, 'no-data': 0, 'not-applicable': 0 },
});

/** What is added, with the number it comes to and when it came. */
type Added = { readonly cell: JudgedCell; readonly amount: Fraction; readonly unit: string; readonly since: number };
type Add = (tally: CellTally, added: Added, orgUnit: string) => void;

const figureOnly = ({ numerator, denominator, value }: Figure): Figure => ({ numerator, denominator, value });

const addSum: Add = (tally, { cell }) => {
  const decimal = readDecimal(cell.value);
  if (decimal === undefined) return;
  tally.sum = plus(tally.sum ?? zero, decimal);
  tally.valued += 1;
};

const choose = (tally: CellTally, { cell, since }: Added, orgUnit: string): void => {
  tally.chosen = figureOnly(cell);
  tally.latestAt = since;
  tally.latestUnit = orgUnit;
};

const adding: Readonly<Record<Aggregation, Add>> = {
  'units-met': (tally, { cell: { verdict } }) => {
    if (!isValid(verdict)) return;
    if (verdict === 'met') tally.numerator += 1n;
    tally.denominator += 1n;
    tally.valued += 1;
  },
  'ratio-of-sums': (tally, { cell: { numerator, denominator, value } }) => {
    if (value !== '') return;
    tally.numerator += numerator;
    tally.denominator += denominator;
    tally.valued += 1;
  },
  sum: addSum,
  mean: addSum,
  max: (tally, added, orgUnit) => {
    tally.valued += 1;
    const known = tally.chosen && amountOf(tally.chosen, added.unit);
    const stands = known === undefined ? 1 : order(added.amount, known);
    if (stands > 0 || (stands === 0 && orgUnit > tally.latestUnit)) choose(tally, added, orgUnit);
  },
  latest: (tally, added, orgUnit) => {
    tally.valued += 1;
    const { latestAt, latestUnit } = tally;
    const isLater = added.since === latestAt ? orgUnit > latestUnit : added.since > latestAt;
    if (tally.chosen === undefined || isLater) choose(tally, added, orgUnit);
  },
  none: () => undefined,
};

function entryOf<T>(map: Map<string, T>, key: string, empty: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = empty();
  map.set(key, fresh);
  return fresh;
}

function addCell(tally: Tally, [id, cell]: readonly [string, JudgedCell], from: Adding): void {
  const { aggregation = 'none', unit = '' } = from.rules.indicators.get(id) ?? {};
  const into = entryOf(tally.cells, id, emptyCell);
  into.units[cell.verdict] += 1;
  const amount = amountOf(cell, unit);
  if (amount === undefined) return;
  adding[aggregation](into, { cell, amount, unit, since: from.since(id) }, from.orgUnit);
}

/** Adds the card of one reporting unit. */
export function addCard(tally: Tally, { cells, groups, findings }: Card, from: Adding): void {
  tally.reported += 1;
  tally.receivedAt = Math.max(tally.receivedAt, from.receivedAt);
  for (const cell of cells) addCell(tally, cell, from);
  for (const [id, verdict] of groups) {
    const into = entryOf(tally.groups, id, () => ({ met: 0, judged: 0 }));
    if (verdict === 'met') into.met += 1;
    if (isValid(verdict)) into.judged += 1;
  }
  for (const { code } of findings) tally.findings.set(code, (tally.findings.get(code) ?? 0) + 1);
}

/** Counts a unit that says nothing about an indicator. */
export function countSilent(tally: Tally, indicator: string): void {
  entryOf(tally.cells, indicator, emptyCell).units['no-data'] += 1;
}

/** Adds a unit that has taken everything back: only that it said so counts. */
export function addWithdrawn(tally: Tally, receivedAt: number): void {
  tally.receivedAt = Math.max(tally.receivedAt, receivedAt);
}

const largest = 2n ** 53n - 1n;
const tooLarge: Figure = { numerator: largest, denominator: 0n, value: '' };

/** What was added up, as a figure. */
export function figureOf({ numerator, denominator, sum, chosen }: CellTally): Figure {
  if (chosen !== undefined) return chosen;
  if (numerator > largest || denominator > largest) return tooLarge;
  return { numerator, denominator, value: sum === undefined ? '' : decimalOf(sum) };
}

/** The number it comes to in its unit; of a mean the sum ÷ the units with a value. */
export function amountOfTally(tally: CellTally, aggregation: Aggregation, unit: string): Fraction | undefined {
  const amount = amountOf(figureOf(tally), unit);
  if (aggregation !== 'mean' || amount === undefined) return amount;
  return { over: amount.over, under: amount.under * BigInt(tally.valued) };
}
