import { amountOf } from '../figures/figure.ts';
import type { Child } from '../judging/situation.ts';
import type { Dataset, Rules } from '../rules/catalogue.ts';
import type { Period } from '../rules/period.ts';
import { rollupUnitsAbove, type OrgUnit } from '../rules/tree.ts';
import { keyOf } from '../units/book.ts';
import type { RecountedCard } from '../units/recount-unit.ts';
import { addCard, addWithdrawn, countSilent, emptyTally, type Tally } from './tally.ts';

/** One place where numbers are added up. */
export type Spot = { readonly unit: string; readonly dataset: string; readonly period: Period };

/** Everything that is added up, of all units that are not leaves. */
export type Sums = {
  readonly tallies: Map<string, Tally>;
  /** Units right below that are added up themselves, and the numbers of those that report, where a target asks for them. */
  readonly sumsBelow: Map<string, Set<string>>;
  readonly leavesBelow: Map<string, Map<string, Child[]>>;
  /** Indicators whose targets look at the units right below. */
  readonly watched: ReadonlySet<string>;
};

export function createSums(rules: Rules): Sums {
  const targets = [...rules.targets.values()].flat();
  const watched = targets.filter(({ measure }) => measure === 'each-child' || measure === 'spread');
  return {
    ...{ tallies: new Map(), sumsBelow: new Map(), leavesBelow: new Map() },
    watched: new Set(watched.map(({ indicator }) => indicator)),
  };
}

function entryOf<T>(map: Map<string, T>, key: string, empty: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = empty();
  map.set(key, fresh);
  return fresh;
}

function tallyAt({ tallies }: Sums, { unit, dataset, period }: Spot): Tally {
  const key = keyOf(unit, dataset, period.text);
  const known = tallies.get(key);
  if (known !== undefined) return known;
  const fresh = emptyTally();
  tallies.set(key, fresh);
  return fresh;
}

// Remembers who stands right below whom, where a target asks for it.
function watch(sums: Sums, rules: Rules, { entry, card, line }: RecountedCard): void {
  const watched = [...card.cells].filter(([indicator]) => sums.watched.has(indicator));
  const above = rollupUnitsAbove(line, entry.period.end).map((unit) => ({
    unit,
    key: keyOf(unit, entry.dataset, entry.period.text),
  }));
  const [first] = above;
  if (first === undefined || watched.length === 0) return;
  const leaves = entryOf(sums.leavesBelow, first.key, () => new Map<string, Child[]>());
  for (const [indicator, cell] of watched) {
    const amount = amountOf(cell, rules.indicators.get(indicator)?.unit ?? '');
    entryOf(leaves, indicator, () => []).push({ unit: line[0]?.id ?? '', amount });
  }
  above.reduce((below, higher) => {
    entryOf(sums.sumsBelow, higher.key, () => new Set<string>()).add(below.unit);
    return higher;
  });
}

/** What did not come of a unit, and whether it was due. */
type Missing = {
  readonly dataset: Dataset;
  readonly period: Period;
  readonly line: readonly OrgUnit[];
  readonly missing: boolean;
};

/** What a stored card shows of what did not come. */
type Shown = { readonly version: number; readonly cells: readonly { readonly indicator: string }[] };

const nothingShown: Shown = { version: 0, cells: [] };

/** A card of what did not come counts everywhere above, as missing where it is, with what it shows: that there is no data. */
export function addMissingToSums(
  sums: Sums,
  { dataset, period, line, missing }: Missing,
  { version, cells }: Shown = nothingShown,
): void {
  if (!dataset.rollsUp) return;
  for (const unit of rollupUnitsAbove(line, period.end)) {
    const tally = tallyAt(sums, { unit, dataset: dataset.id, period });
    if (missing) tally.missing += 1;
    tally.version += version;
    for (const { indicator } of cells) countSilent(tally, indicator);
  }
}

/** Adds the card of a reporting unit to everything above it; answers the keys of the tallies. */
export function addToSums(sums: Sums, rules: Rules, recounted: RecountedCard): readonly Tally[] {
  const { entry, card, line } = recounted;
  const { dataset, period, receivedAt } = entry;
  if (rules.datasets.get(dataset)?.rollsUp !== true) return [];
  watch(sums, rules, recounted);
  const orgUnit = line[0]?.id ?? '';
  const since = (indicator: string): number => entry.figures.get(indicator)?.since ?? receivedAt;
  return rollupUnitsAbove(line, period.end).map((unit) => {
    const tally = tallyAt(sums, { unit, dataset, period });
    if (entry.withdrawn) addWithdrawn(tally, receivedAt);
    else addCard(tally, card, { rules, orgUnit, receivedAt, since });
    return tally;
  });
}
