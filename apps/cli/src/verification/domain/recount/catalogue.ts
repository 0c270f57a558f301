import { readDecimal, zero, type Fraction } from './fraction.ts';

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

/** The catalogue as it is exported. */
export type CatalogueExport = {
  readonly indicators: readonly {
    readonly id: string;
    readonly unit: string;
    readonly aggregation: Aggregation;
    readonly conjunctionOf: readonly string[];
  }[];
  readonly targets: readonly {
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
  }[];
  readonly groups: readonly { readonly id: string; readonly members: readonly string[] }[];
  readonly datasets: readonly {
    readonly id: string;
    readonly indicators: readonly string[];
    readonly rollsUp: boolean;
  }[];
};

export type Indicator = CatalogueExport['indicators'][number];
export type Target = CatalogueExport['targets'][number] & { readonly low: Fraction; readonly high: Fraction };

/** A dataset with the indicators that follow from the pushed ones (parts first) and the groups it can judge. */
export type Dataset = {
  readonly id: string;
  readonly rollsUp: boolean;
  readonly derived: readonly Indicator[];
  readonly groups: readonly CatalogueExport['groups'][number][];
};

export type Rules = {
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly targets: ReadonlyMap<string, readonly Target[]>;
  readonly datasets: ReadonlyMap<string, Dataset>;
};

function bound(text: string, target: string): Fraction {
  const decimal = text === '' ? zero : readDecimal(text);
  if (decimal === undefined) throw new Error(`target ${target}: "${text}" is no decimal`);
  return decimal;
}

const targetOf = (target: CatalogueExport['targets'][number]): Target => ({
  ...target,
  low: bound(target.comparator === 'zero' ? '' : target.value, target.id),
  high: bound(target.comparator === 'range' ? target.upper : '', target.id),
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
  const datasetOf = ({ id, rollsUp, indicators: pushed }: CatalogueExport['datasets'][number]): Dataset => {
    const derived = derivedFrom(pushed, indicators);
    const there = new Set([...pushed, ...derived.map((indicator) => indicator.id)]);
    const judged = groups.filter(({ members }) => members.length > 0 && members.every((member) => there.has(member)));
    return { id, rollsUp, derived, groups: judged };
  };
  return {
    indicators: new Map(indicators.map((indicator) => [indicator.id, indicator])),
    targets: Map.groupBy(targets.map(targetOf), ({ indicator }) => indicator),
    datasets: new Map(datasets.map((dataset) => [dataset.id, datasetOf(dataset)])),
  };
}
