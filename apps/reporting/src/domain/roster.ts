import { hasReported, type CardItem, type Member, type UnitCard, type Verdict } from './facts.ts';
import type { Figure } from './figure.ts';
import { traceOf, type Source } from './source.ts';

/** Units of one member of the scope. */
export type RosterPart<Entry> = {
  readonly orgUnit: string;
  readonly name: string;
  readonly units: readonly Entry[];
};

export type JudgedEntry = {
  readonly orgUnit: string;
  readonly name: string;
  readonly figure: Figure;
  readonly source: Source;
};

export type MissingEntry = { readonly orgUnit: string; readonly name: string; readonly type: string };

/** The units with one verdict for one indicator, member by member. */
export type IndicatorRoster = {
  readonly indicator: string;
  readonly name: string;
  readonly total: number;
  readonly parts: readonly RosterPart<JudgedEntry>[];
};

const byId = (a: { readonly orgUnit: string }, b: { readonly orgUnit: string }): number =>
  a.orgUnit < b.orgUnit ? -1 : 1;

function partsOf<Entry>(
  members: readonly Member[],
  entryOf: (unit: UnitCard) => Entry | undefined,
): readonly RosterPart<Entry>[] {
  return [...members]
    .sort(byId)
    .map(({ orgUnit, name, units }) => ({
      orgUnit,
      name,
      units: [...units].sort(byId).flatMap((unit) => entryOf(unit) ?? []),
    }))
    .filter((part) => part.units.length > 0);
}

/** The units that were expected and have not come. */
export function missingUnits(members: readonly Member[]): readonly RosterPart<MissingEntry>[] {
  return partsOf(members, (unit) => {
    const { orgUnit, name, type } = unit;
    return hasReported(unit) ? undefined : { orgUnit, name, type };
  });
}

function judgedEntry(unit: UnitCard, indicator: string, verdict: Verdict): JudgedEntry | undefined {
  const item = unit.card?.items.find((candidate) => candidate.indicator === indicator);
  if (unit.card === undefined || item?.verdict !== verdict) return undefined;
  return {
    orgUnit: unit.orgUnit,
    name: unit.name,
    figure: item.figure,
    source: traceOf(unit.orgUnit, indicator, unit.card),
  };
}

/** For each of the scope's indicators that has any: the units with that verdict, with their values. */
export function unitsWithVerdict(
  items: readonly CardItem[],
  members: readonly Member[],
  verdict: Verdict,
): readonly IndicatorRoster[] {
  return items
    .map(({ indicator, name }) => {
      const parts = partsOf(members, (unit) => judgedEntry(unit, indicator, verdict));
      return { indicator, name, total: parts.reduce((total, part) => total + part.units.length, 0), parts };
    })
    .filter((roster) => roster.total > 0);
}
