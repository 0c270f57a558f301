import { readDecimal, whole, zero, type Fraction } from '../figures/fraction.ts';

export type Comparator =
  | 'at-least'
  | 'at-most'
  | 'above'
  | 'below'
  | 'equals'
  | 'range'
  | 'zero'
  | 'non-decreasing'
  | 'non-increasing'
  | 'at-least-other'
  | 'at-most-other'
  | 'ordered'
  | 'once-before';
export type Aggregation = 'ratio-of-sums' | 'units-met' | 'sum' | 'mean' | 'max' | 'latest' | 'none';
export type Measure = 'figure' | 'change-points' | 'change-percent' | 'each-child' | 'spread' | 'rounds';

/** An indicator as it is exported; texts that say nothing are empty. */
export type Indicator = {
  readonly id: string;
  readonly unit: string;
  readonly aggregation: Aggregation;
  readonly conjunctionOf: readonly string[];
  /** Of the parts at least so many; 0: all. */
  readonly atLeast: number;
  readonly plausibleMin: string;
  readonly plausibleMax: string;
  /** Least spread assumed when outliers are looked for; empty: they are not. */
  readonly outlierFloor: string;
};

export type TargetExport = {
  readonly id: string;
  readonly indicator: string;
  readonly comparator: Comparator;
  readonly value: string;
  readonly upper: string;
  readonly severity: string;
  readonly soft: boolean;
  readonly validFrom: string;
  readonly validTo: string;
  readonly due: string;
  readonly scope: readonly string[];
  readonly types: readonly string[];
  readonly tags: readonly string[];
  readonly measure: Measure;
  readonly base: '' | 'period-before' | 'last-year' | 'fixed';
  readonly basePeriod: string;
  readonly other: string;
  readonly times: string;
  readonly order: readonly string[];
  readonly before: string;
  readonly path: {
    readonly kind: 'linear' | 'stepwise' | 'listed';
    readonly stages: readonly { readonly on: string; readonly value: string }[];
  } | null;
  readonly projected: boolean;
};

export type Group = { readonly id: string; readonly members: readonly string[]; readonly atLeast: number };

export type Check = {
  readonly id: string;
  readonly kind: 'sum' | 'at-most' | 'agree';
  readonly left: string;
  readonly right: readonly string[];
  readonly tolerance: string;
};

export type DatasetExport = {
  readonly id: string;
  readonly indicators: readonly string[];
  readonly reportedBy: readonly string[];
  readonly periodKinds: readonly string[];
  readonly rollsUp: boolean;
  readonly due: {
    readonly days: number;
    readonly workingDays: boolean;
    readonly at: string;
    readonly validFrom: string;
  } | null;
  readonly computed: boolean;
  readonly checks: readonly Check[];
  readonly validFrom: string;
  readonly validTo: string;
};

/** The catalogue as it is exported. */
export type CatalogueExport = {
  readonly indicators: readonly Indicator[];
  readonly targets: readonly TargetExport[];
  readonly groups: readonly Group[];
  readonly datasets: readonly DatasetExport[];
};

/** A target with its numbers read. */
export type Target = TargetExport & {
  readonly low: Fraction;
  readonly high: Fraction;
  readonly factor: Fraction;
  readonly stages: readonly { readonly on: string; readonly value: Fraction }[];
};

/** A dataset with the indicators that follow from the pushed ones (parts first) and the groups it can judge. */
export type Dataset = DatasetExport & { readonly derived: readonly Indicator[]; readonly groups: readonly Group[] };

export type Rules = {
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly targets: ReadonlyMap<string, readonly Target[]>;
  readonly datasets: ReadonlyMap<string, Dataset>;
};

function numberIn(target: string, text: string, otherwise: Fraction): Fraction {
  const decimal = text === '' ? otherwise : readDecimal(text);
  if (decimal === undefined) throw new Error(`target ${target}: "${text}" is no decimal`);
  return decimal;
}

const targetOf = (target: TargetExport): Target => ({
  ...target,
  low: numberIn(target.id, target.comparator === 'zero' ? '' : target.value, zero),
  high: numberIn(target.id, target.upper, zero),
  factor: numberIn(target.id, target.times, whole(1)),
  stages: (target.path?.stages ?? [])
    .map(({ on, value }) => ({ on, value: numberIn(target.id, value, zero) }))
    .sort((a, b) => (a.on < b.on ? -1 : 1)),
});

function derivedFrom(pushed: readonly string[], indicators: readonly Indicator[]): readonly Indicator[] {
  const there = new Set(pushed);
  const derived: Indicator[] = [];
  const follows = ({ id, conjunctionOf }: Indicator): boolean =>
    conjunctionOf.length > 0 && !there.has(id) && conjunctionOf.every((part) => there.has(part));
  for (let next = indicators.find(follows); next !== undefined; next = indicators.find(follows)) {
    derived.push(next);
    there.add(next.id);
  }
  return derived;
}

/** Puts the exported catalogue in the form in which it judges. */
export function rulesOf({ indicators, targets, groups, datasets }: CatalogueExport): Rules {
  const datasetOf = (dataset: DatasetExport): Dataset => {
    const derived = derivedFrom(dataset.indicators, indicators);
    const there = new Set([...dataset.indicators, ...derived.map(({ id }) => id)]);
    const judged = groups.filter(({ members }) => members.length > 0 && members.every((member) => there.has(member)));
    return { ...dataset, derived, groups: judged };
  };
  return {
    indicators: new Map(indicators.map((indicator) => [indicator.id, indicator])),
    targets: Map.groupBy(targets.map(targetOf), ({ indicator }) => indicator),
    datasets: new Map(datasets.map((dataset) => [dataset.id, datasetOf(dataset)])),
  };
}
