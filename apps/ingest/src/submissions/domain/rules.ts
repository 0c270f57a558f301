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
};

/** What matters of an org unit. Days are YYYY-MM-DD; empty = open. */
export type UnitRule = {
  readonly id: string;
  readonly type: string;
  readonly path: string;
  readonly validFrom: string;
  readonly validTo: string;
};

/** The catalogue and the tree, as far as acceptance depends on them. */
export type Rules = {
  readonly datasets: ReadonlyMap<string, DatasetRule>;
  readonly indicators: ReadonlyMap<string, IndicatorRule>;
  readonly units: ReadonlyMap<string, UnitRule>;
};

/** Whether a unit exists on a day. */
export const existsOn = (unit: Pick<UnitRule, 'validFrom' | 'validTo'>, day: string): boolean =>
  (unit.validFrom === '' || unit.validFrom <= day) && (unit.validTo === '' || day <= unit.validTo);

/** Datasets in which units of a type report an indicator. */
export const datasetsOf = (rules: Rules, indicator: string, unitType: string): readonly DatasetRule[] =>
  [...rules.datasets.values()].filter(
    (dataset) => dataset.reportedBy.has(unitType) && dataset.indicators.has(indicator),
  );
