import type { Dataset, Indicator, Target } from './catalogue.ts';

/** What judging a card of a dataset must know beyond the card itself. */
export type Needs = {
  readonly periodBefore: boolean;
  readonly lastYear: boolean;
  /** Periods that are a fixed base. */
  readonly fixed: readonly string[];
  /** Own periods of the calendar year. */
  readonly rounds: boolean;
  /** Own periods of the last while. */
  readonly trend: boolean;
  /** Own periods of the last two dozen: outliers are looked for. */
  readonly past: boolean;
  /** Other datasets that may have the figures its targets name. */
  readonly datasets: readonly string[];
  /** Other datasets whose targets name its figures. */
  readonly namedBy: readonly string[];
};

type Known = {
  readonly datasets: readonly Dataset[];
  readonly indicators: readonly Indicator[];
  readonly targets: ReadonlyMap<string, readonly Target[]>;
};

const comparesWithBase = ({ comparator, measure }: Target): boolean =>
  comparator === 'non-decreasing' ||
  comparator === 'non-increasing' ||
  measure === 'change-points' ||
  measure === 'change-percent';

const othersOf = ({ other, order }: Target): readonly string[] => (other === '' ? order : [other, ...order]);

function targetsOf(dataset: Dataset, { indicators, targets }: Known): readonly Target[] {
  const own = new Set(dataset.indicators);
  const derived = indicators.filter(({ conjunctionOf }) => conjunctionOf.length > 0).map(({ id }) => id);
  return [...own, ...derived].flatMap((id) => targets.get(id) ?? []);
}

const namesFiguresOf = (targets: readonly Target[], { indicators }: Dataset): boolean => {
  const carried = new Set(indicators);
  return targets.flatMap(othersOf).some((id) => carried.has(id));
};

const looksForOutliers = ({ indicators: own }: Dataset, { indicators }: Known): boolean =>
  indicators.some(({ id, outlierFloor }) => outlierFloor !== undefined && own.includes(id));

/** What judging a dataset needs; undefined = its cards stand alone, as nearly all do. */
export function needsOf(dataset: Dataset, known: Known): Needs | undefined {
  const targets = targetsOf(dataset, known);
  const based = targets.filter(comparesWithBase);
  const others = known.datasets.filter(({ id }) => id !== dataset.id);
  const needs = {
    periodBefore: based.some(({ base }) => base === 'period-before' || base === 'none'),
    lastYear: based.some(({ base }) => base === 'last-year'),
    fixed: based.flatMap(({ base, basePeriod }) => (base === 'fixed' ? [basePeriod] : [])),
    rounds: targets.some(({ measure }) => measure === 'rounds'),
    trend: targets.some(({ projected }) => projected),
    past: looksForOutliers(dataset, known),
    datasets: others.filter((other) => namesFiguresOf(targets, other)).map(({ id }) => id),
    namedBy: others.filter((other) => namesFiguresOf(targetsOf(other, known), dataset)).map(({ id }) => id),
  };
  const any = Object.values(needs).some((need) => (typeof need === 'boolean' ? need : need.length > 0));
  return any ? needs : undefined;
}
