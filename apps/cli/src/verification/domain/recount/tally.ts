import type { Aggregation, Rules } from './catalogue.ts';
import type { Card } from './card.ts';
import { decimalOf, readDecimal, sumDecimals, zero, type Fraction } from './fraction.ts';
import { isValid, judge, type JudgedCell, type Occasion, type Verdict } from './judge.ts';

type UnitCounts = Record<Verdict, number>;
type CellTally = { numerator: bigint; denominator: bigint; value: Fraction | undefined; readonly units: UnitCounts };
type GroupTally = { met: number; judged: number };

/** Everything that the reporting units below one org unit come to, for one dataset and period. */
export type Tally = {
  reported: number;
  receivedAt: number;
  readonly cells: Map<string, CellTally>;
  readonly groups: Map<string, GroupTally>;
};

export type RollupCell = JudgedCell & { readonly units: Readonly<UnitCounts> };
export type RollupGroup = Readonly<GroupTally> & { readonly verdict: Verdict };

/** What a rollup must say. */
export type Rollup = {
  readonly reported: number;
  readonly receivedAt: number;
  readonly cells: ReadonlyMap<string, RollupCell>;
  readonly groups: ReadonlyMap<string, RollupGroup>;
};

export const emptyTally = (): Tally => ({ reported: 0, receivedAt: 0, cells: new Map(), groups: new Map() });

const noUnits = (): UnitCounts => ({ met: 0, 'at-risk': 0, breached: 0, 'no-data': 0, 'not-applicable': 0 });

const addFigure: Readonly<Record<Aggregation, (tally: CellTally, cell: JudgedCell) => void>> = {
  'units-met': (tally, { verdict }) => {
    if (verdict === 'met') tally.numerator += 1n;
    if (isValid(verdict)) tally.denominator += 1n;
  },
  'ratio-of-sums': (tally, { numerator, denominator, value }) => {
    if (value !== '' || denominator <= 0n) return;
    tally.numerator += numerator;
    tally.denominator += denominator;
  },
  sum: (tally, { value }) => {
    const decimal = readDecimal(value);
    if (decimal !== undefined) tally.value = sumDecimals(tally.value ?? zero, decimal);
  },
  mean: () => undefined,
  max: () => undefined,
  latest: () => undefined,
  none: () => undefined,
};

function entryOf<T>(map: Map<string, T>, key: string, empty: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = empty();
  map.set(key, fresh);
  return fresh;
}

/** Adds a unit that has taken everything back: only that it said so counts. */
export function addWithdrawn(tally: Tally, receivedAt: number): void {
  tally.receivedAt = Math.max(tally.receivedAt, receivedAt);
}

/** Adds the card of one reporting unit. */
export function addCard(
  tally: Tally,
  { cells, groups }: Card,
  { rules, receivedAt }: { rules: Rules; receivedAt: number },
): void {
  tally.reported += 1;
  tally.receivedAt = Math.max(tally.receivedAt, receivedAt);
  for (const [id, cell] of cells) {
    const into = entryOf(tally.cells, id, () => ({
      numerator: 0n,
      denominator: 0n,
      value: undefined,
      units: noUnits(),
    }));
    into.units[cell.verdict] += 1;
    addFigure[rules.indicators.get(id)?.aggregation ?? 'none'](into, cell);
  }
  for (const [id, verdict] of groups) {
    const into = entryOf(tally.groups, id, () => ({ met: 0, judged: 0 }));
    if (verdict === 'met') into.met += 1;
    if (isValid(verdict)) into.judged += 1;
  }
}

function judgeGroupTally({ met, judged }: GroupTally): RollupGroup {
  if (judged === 0) return { met, judged, verdict: 'no-data' };
  return { met, judged, verdict: met === judged ? 'met' : 'breached' };
}

/** Judges what was added up, at the org unit it is for. */
export function judgeTally(rules: Rules, tally: Tally, occasion: Occasion): Rollup {
  const cells = new Map<string, RollupCell>();
  for (const [indicator, { numerator, denominator, value, units }] of tally.cells) {
    const figure = { indicator, numerator, denominator, value: value === undefined ? '' : decimalOf(value) };
    cells.set(indicator, { ...judge(rules, figure, occasion), units });
  }
  const groups = new Map([...tally.groups].map(([id, group]) => [id, judgeGroupTally(group)]));
  return { reported: tally.reported, receivedAt: tally.receivedAt, cells, groups };
}
