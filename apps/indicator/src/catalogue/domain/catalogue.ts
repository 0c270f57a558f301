import type { Decimal } from './decimal.ts';
import { needsOf, type Needs } from './needs.ts';

/** What an indicator is a quantity of. */
export type IndicatorKind = 'ratio' | 'count' | 'amount' | 'score' | 'milestone' | 'open-items' | 'checklist';

/** How children make their parent's figure. */
export type Aggregation = 'ratio-of-sums' | 'units-met' | 'sum' | 'mean' | 'max' | 'latest' | 'none';

/** Which way is better. */
export type Direction = 'up' | 'down' | 'neutral';

/** How a figure is held against its target. */
export type Comparator =
  | 'at-least'
  | 'at-most'
  | 'above'
  | 'below'
  | 'equals'
  | 'range'
  | 'zero'
  /** Not below (not above) the own figure of the base period. */
  | 'non-decreasing'
  | 'non-increasing'
  /** Not below (not above) times × another indicator of the same unit and period. */
  | 'at-least-other'
  | 'at-most-other'
  /** Each indicator of `order` above the one before it. */
  | 'ordered'
  /** Reached once in the period, received before the day `before`. */
  | 'once-before';

/** What of a figure is held against its target: see `Measure` of the contract. */
export type Measure = 'figure' | 'change-points' | 'change-percent' | 'each-child' | 'spread' | 'rounds';

/** Which own period a figure is compared with. */
export type Base = 'none' | 'period-before' | 'last-year' | 'fixed';

/** How a target is approached: the stages by day, and what counts between them. */
export type Path = {
  readonly kind: 'linear' | 'stepwise' | 'listed';
  readonly stages: readonly { readonly on: string; readonly value: Decimal }[];
};

/** How grave a breach is. */
export type Severity = 'notice' | 'warning' | 'major' | 'critical';

/** Where in the source documents a fact stands. */
export type Source = { readonly file: string; readonly phrase: string };

/** A defined quantity. */
export type Indicator = {
  readonly id: string;
  readonly pack: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: IndicatorKind;
  readonly unit: string;
  readonly aggregation: Aggregation;
  /** Not empty: met (1/1) when every named figure of the same submission meets its target. */
  readonly conjunctionOf: readonly string[];
  readonly numeratorZh: string;
  readonly denominatorZh: string;
  readonly source: Source | undefined;
  readonly note: string;
  readonly direction: Direction;
  /** Of conjunctionOf at least so many must be met; 0 = all. */
  readonly atLeast: number;
  /** Of a checklist: its items, in order. */
  readonly items: readonly string[];
  /** Outside of these a value is a finding. */
  readonly plausibleMin: Decimal | undefined;
  readonly plausibleMax: Decimal | undefined;
  /** Least spread (MAD) assumed when outliers are looked for; undefined = not looked for. */
  readonly outlierFloor: Decimal | undefined;
  /** Departments that answer for it. */
  readonly owners: readonly string[];
};

/** What a figure is held against. */
export type Target = {
  /** <indicator>@<n> */
  readonly id: string;
  readonly indicator: string;
  readonly comparator: Comparator;
  /** Lower bound of a range; 0 of zero. */
  readonly value: Decimal;
  readonly upper: Decimal | undefined;
  readonly severity: Severity;
  /** 力争: a miss warns and raises no alert. */
  readonly soft: boolean;
  /** First and last day it judges; empty = open. */
  readonly validFrom: string;
  readonly validTo: string;
  /** Day by which it must be reached; empty = at once. */
  readonly due: string;
  /** Org units whose subtree it is for; empty = everywhere. */
  readonly scope: readonly string[];
  readonly source: Source | undefined;
  /** Types and tags of org unit it is for; empty = every. */
  readonly types: readonly string[];
  readonly tags: readonly string[];
  readonly measure: Measure;
  readonly base: Base;
  /** Of base `fixed`; never the judged period itself. */
  readonly basePeriod: string;
  /** Of at-least-other and at-most-other; else empty. */
  readonly other: string;
  readonly times: Decimal;
  /** Of ordered: lowest first. */
  readonly order: readonly string[];
  /** Of once-before: MM-DD. */
  readonly before: string;
  readonly path: Path | undefined;
  /** At risk when the trend of the own past misses it by `due`. */
  readonly projected: boolean;
  readonly owners: readonly string[];
};

/** A named, ordered set of indicators. */
export type Group = {
  readonly id: string;
  readonly pack: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly members: readonly string[];
  readonly complete: boolean;
  readonly source: Source | undefined;
  /** Met when at least so many members are; 0 = all. */
  readonly atLeast: number;
};

/** A contradiction looked for within one submission. */
export type Check = {
  readonly id: string;
  /** `sum`: left = sum of right. `at-most`: left ≤ right. `agree`: left and right differ by no more than the tolerance. */
  readonly kind: 'sum' | 'at-most' | 'agree';
  readonly left: string;
  readonly right: readonly string[];
  readonly tolerance: Decimal;
};

/** By when a submission is due, counted from the last day of its period. */
export type Due = {
  readonly days: number;
  readonly workingDays: boolean;
  /** HH:MM in Asia/Shanghai. */
  readonly at: string;
  readonly remindBefore: readonly number[];
  readonly remindAfter: readonly number[];
  /** Periods that end before this day are not due; empty = the dataset's first day. */
  readonly validFrom: string;
};

/** Who reports what. */
export type Dataset = {
  readonly id: string;
  readonly pack: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly indicators: readonly string[];
  readonly reportedBy: readonly string[];
  readonly periodKinds: readonly string[];
  readonly rollsUp: boolean;
  /** Undefined: voluntary, never late or missing. */
  readonly due: Due | undefined;
  /** Computed by the platform, never pushed. */
  readonly computed: boolean;
  readonly checks: readonly Check[];
  /** First and last day of the periods it is for; empty = open. */
  readonly validFrom: string;
  readonly validTo: string;
};

/** One versioned file of indicators, targets, groups and datasets. */
export type Pack = {
  readonly id: string;
  readonly version: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Why it was changed last; needed when the change reaches into the past. */
  readonly change: string;
  /** Unix milliseconds since when it stands as it stands; 0 = not known. */
  readonly since: number;
  readonly indicators: readonly Indicator[];
  readonly targets: readonly Target[];
  readonly groups: readonly Group[];
  readonly datasets: readonly Dataset[];
};

/** Indicators that a dataset carries no more, though stored cards may have figures of them. */
export type Carried = readonly { readonly dataset: string; readonly indicators: readonly string[] }[];

/** A dataset with what is computed from it. */
export type DatasetPlan = Dataset & {
  /** Indicators computed from the pushed ones, parts before wholes. */
  readonly derived: readonly Indicator[];
  /** Indicators it carried once: figures that were pushed are judged on. */
  readonly kept: readonly string[];
  /** Groups whose every member is pushed or derived. */
  readonly groups: readonly Group[];
  /** What judging it needs beyond the card; undefined = nothing. */
  readonly needs: Needs | undefined;
  /** Days of the year (MM-DD) before which one of its figures is to be reached: on them it is judged anew. */
  readonly deadlines: readonly string[];
};

/** Everything that can be asked and judged, looked up by id. */
export type Catalogue = {
  /** Grows with every change; 0 = nothing loaded. */
  readonly version: number;
  /** Unix milliseconds since when it is in force; 0 = not known. */
  readonly since: number;
  readonly packs: readonly Pack[];
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** Targets by indicator. */
  readonly targets: ReadonlyMap<string, readonly Target[]>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly datasets: ReadonlyMap<string, DatasetPlan>;
  /** Indicators whose targets look at each unit right below a rollup. */
  readonly ofChildren: ReadonlySet<string>;
};

function byIndicator(targets: readonly Target[]): ReadonlyMap<string, readonly Target[]> {
  const map = new Map<string, Target[]>();
  for (const target of targets) map.set(target.indicator, [...(map.get(target.indicator) ?? []), target]);
  return map;
}

function derivedOf(dataset: Dataset, indicators: readonly Indicator[]): readonly Indicator[] {
  const known = new Set(dataset.indicators);
  const derived: Indicator[] = [];
  for (let found = true; found;) {
    found = false;
    for (const indicator of indicators) {
      const parts = indicator.conjunctionOf;
      if (parts.length === 0 || known.has(indicator.id) || !parts.every((part) => known.has(part))) continue;
      known.add(indicator.id);
      derived.push(indicator);
      found = true;
    }
  }
  return derived;
}

type Known = {
  readonly indicators: readonly Indicator[];
  readonly groups: readonly Group[];
  /** With all they ever carried. */
  readonly datasets: readonly Dataset[];
  readonly targets: ReadonlyMap<string, readonly Target[]>;
};

const withKept = (dataset: Dataset, kept: readonly string[]): Dataset =>
  kept.length === 0 ? dataset : { ...dataset, indicators: [...dataset.indicators, ...kept] };

function planOf(dataset: Dataset, kept: readonly string[], { indicators, groups, ...known }: Known): DatasetPlan {
  const derived = derivedOf(dataset, indicators);
  const available = new Set([...dataset.indicators, ...derived.map(({ id }) => id)]);
  const complete = groups.filter(({ members }) => members.length > 0 && members.every((id) => available.has(id)));
  const targets = [...available, ...kept].flatMap((id) => known.targets.get(id) ?? []);
  const once = targets.filter(({ comparator }) => comparator === 'once-before');
  const deadlines = [...new Set(once.map(({ before }) => before))].sort();
  const needs = needsOf(withKept(dataset, kept), { indicators, ...known });
  return { ...dataset, derived, kept, groups: complete, needs, deadlines };
}

/** Whether a target looks at each unit right below a rollup. */
export const ofChildren = ({ measure }: Target): boolean => measure === 'each-child' || measure === 'spread';

/** Puts packs together for looking up: with what their datasets carried before, and since when they are in force. */
export function makeCatalogue(
  version: number,
  packs: readonly Pack[],
  { since = 0, carried = [] }: { readonly since?: number; readonly carried?: Carried } = {},
): Catalogue {
  const indicators = packs.flatMap((pack) => pack.indicators);
  const groups = packs.flatMap((pack) => pack.groups);
  const datasets = packs.flatMap((pack) => pack.datasets);
  const targets = byIndicator(packs.flatMap((pack) => pack.targets));
  const kept = new Map(carried.map((one) => [one.dataset, one.indicators]));
  const keptOf = ({ id }: Dataset): readonly string[] => kept.get(id) ?? [];
  const known = { indicators, groups, targets, datasets: datasets.map((one) => withKept(one, keptOf(one))) };
  return {
    version,
    since,
    packs,
    indicators: new Map(indicators.map((indicator) => [indicator.id, indicator])),
    targets,
    ofChildren: new Set(
      [...targets.values()]
        .flat()
        .filter(ofChildren)
        .map(({ indicator }) => indicator),
    ),
    groups: new Map(groups.map((group) => [group.id, group])),
    datasets: new Map(datasets.map((dataset) => [dataset.id, planOf(dataset, keptOf(dataset), known)])),
  };
}
