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

/** A card with the unit it is of, and when its newest submission came. */
export type Adding = { readonly rules: Rules; readonly orgUnit: string; readonly receivedAt: number };

export const emptyTally = (): Tally => ({
  ...{ reported: 0, receivedAt: 0, missing: 0, late: 0, version: 0 },
  ...{ cells: new Map(), groups: new Map(), findings: new Map() },
});

const emptyCell = (): CellTally => ({
  ...{ numerator: 0n, denominator: 0n, sum: undefined, chosen: undefined, valued: 0, latestAt: 0, latestUnit: '' },
  units: { met: 0, 'at-risk': 0, breached: 0, 'no-data': 0, 'not-applicable': 0 },
});

type Add = (
  tally: CellTally,
  cell: JudgedCell,
  from: Adding & { readonly amount: Fraction; readonly unit: string },
) => void;

const addSum: Add = (tally, { value }) => {
  const decimal = readDecimal(value);
  if (decimal !== undefined) tally.sum = plus(tally.sum ?? zero, decimal);
};

const figureOnly = ({ numerator, denominator, value }: Figure): Figure => ({ numerator, denominator, value });

const adding: Readonly<Record<Aggregation, Add>> = {
  'units-met': (tally, { verdict }) => {
    if (verdict === 'met') tally.numerator += 1n;
    if (isValid(verdict)) tally.denominator += 1n;
  },
  'ratio-of-sums': (tally, { numerator, denominator, value }) => {
    if (value !== '') return;
    tally.numerator += numerator;
    tally.denominator += denominator;
  },
  sum: addSum,
  mean: addSum,
  max: (tally, cell, { amount, unit }) => {
    const known = tally.chosen && amountOf(tally.chosen, unit);
    if (known === undefined || order(amount, known) > 0) tally.chosen = figureOnly(cell);
  },
  latest: (tally, cell, { receivedAt, orgUnit }) => {
    const isLater = receivedAt === tally.latestAt ? orgUnit > tally.latestUnit : receivedAt > tally.latestAt;
    if (tally.chosen !== undefined && !isLater) return;
    tally.chosen = figureOnly(cell);
    tally.latestAt = receivedAt;
    tally.latestUnit = orgUnit;
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
  into.valued += 1;
  adding[aggregation](into, cell, { ...from, amount, unit });
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

/** Adds a unit that has taken everything back: only that it said so counts. */
export function addWithdrawn(tally: Tally, receivedAt: number): void {
  tally.receivedAt = Math.max(tally.receivedAt, receivedAt);
}

/** What was added up, as a figure. */
export function figureOf({ numerator, denominator, sum, chosen }: CellTally): Figure {
  if (chosen !== undefined) return chosen;
  return { numerator, denominator, value: sum === undefined ? '' : decimalOf(sum) };
}

/** The number it comes to in its unit; of a mean the sum ÷ the units with a value. */
export function amountOfTally(tally: CellTally, aggregation: Aggregation, unit: string): Fraction | undefined {
  const amount = amountOf(figureOf(tally), unit);
  if (aggregation !== 'mean' || amount === undefined) return amount;
  return { over: amount.over, under: amount.under * BigInt(tally.valued) };
}
