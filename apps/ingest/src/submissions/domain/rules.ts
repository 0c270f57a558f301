import { parsePeriod } from '@xiaomai/period';

/** What matters of an indicator when a figure for it comes in. */
export type IndicatorRule = {
  readonly ratio: boolean;
  /** Computed from others, never pushed. */
  readonly derived: boolean;
  /** A number of things, so never negative. */
  readonly count: boolean;
};

/** Who reports a dataset, for which kinds of period, with which indicators. */
export type DatasetRule = {
  readonly id: string;
  readonly indicators: ReadonlyMap<string, IndicatorRule>;
  readonly reportedBy: ReadonlySet<string>;
  readonly periodKinds: ReadonlySet<string>;
  /** The platform computes it: nobody pushes it. */
  readonly computed?: boolean;
};

/** What an org unit is from one day to another. Days are YYYY-MM-DD; empty = open. */
export type Place = {
  readonly type: string;
  readonly path: string;
  readonly validFrom: string;
  readonly validTo: string;
};

/** What matters of an org unit: what it is last, and what it was before. */
export type UnitRule = Place & { readonly id: string; readonly earlier?: readonly Place[] };

/** The catalogue and the tree, as far as acceptance depends on them. */
export type Rules = {
  readonly datasets: ReadonlyMap<string, DatasetRule>;
  readonly indicators: ReadonlyMap<string, IndicatorRule>;
  readonly units: ReadonlyMap<string, UnitRule>;
};

/** Whether a unit exists on a day. */
export const existsOn = (unit: Pick<UnitRule, 'validFrom' | 'validTo'>, day: string): boolean =>
  (unit.validFrom === '' || unit.validFrom <= day) && (unit.validTo === '' || day <= unit.validTo);

/** What a unit is on a day; undefined when it does not exist then. */
export const placeOn = (unit: UnitRule | undefined, day: string): Place | undefined =>
  unit === undefined ? undefined : [unit, ...(unit.earlier ?? [])].find((place) => existsOn(place, day));

/** What a unit is on the last day of a period, or is last where that cannot be said. */
export function placeIn(unit: UnitRule | undefined, period: string | undefined): Place | undefined {
  const parsed = parsePeriod(period ?? '');
  return (parsed.ok ? placeOn(unit, parsed.value.end) : undefined) ?? unit;
}

/** Datasets in which units of a type report an indicator. */
export const datasetsOf = (rules: Rules, indicator: string, unitType: string): readonly DatasetRule[] =>
  [...rules.datasets.values()].filter(
    (dataset) => dataset.reportedBy.has(unitType) && dataset.indicators.has(indicator),
  );
