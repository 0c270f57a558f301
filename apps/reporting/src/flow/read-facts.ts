import type { Period } from '@xiaomai/period';
import { disagreements } from '../domain/agreement.ts';
import type { Card, Member, ScopeUnit, SectionFacts, UnitCard } from '../domain/facts.ts';
import type { Caller, CatalogueWords, DatasetPlace, IndicatorSource } from './ports.ts';

/** One reading of all datasets of a scope. */
export type Reading = {
  readonly catalogueVersion: number;
  readonly sections: readonly SectionFacts[];
  /** Where the figures contradict each other because something was changing meanwhile; empty = of one moment. */
  readonly disagreements: readonly string[];
};

export type Ask = {
  readonly scope: ScopeUnit;
  readonly period: Period;
  readonly monthBefore: string;
  readonly yearBefore: string;
};

const areas: readonly string[] = ['nation', 'province', 'city', 'district', 'town'];

/** Whether a unit is made of others, rather than reporting itself. */
const isArea = ({ type }: { readonly type: string }): boolean => areas.includes(type);

type Readers = { readonly source: IndicatorSource; readonly caller: Caller };

/** The units right below, with the reporting units of each; those that owe nothing for the dataset are left out. */
async function readMembers(place: DatasetPlace, { source, caller }: Readers): Promise<readonly Member[]> {
  const children = await source.children(place, caller);
  const below = async (unit: UnitCard): Promise<Member> => ({
    ...unit,
    units: await source.reporting({ ...place, orgUnit: unit.orgUnit }, caller),
  });
  const members: Member[] = [];
  for (const area of children.filter(isArea)) members.push(await below(area));
  const own = new Set(children.filter((unit) => !isArea(unit)).map((unit) => unit.orgUnit));
  if (own.size > 0) {
    const reporting = await source.reporting(place, caller);
    members.push(...reporting.filter((unit) => own.has(unit.orgUnit)).map((unit) => ({ ...unit, units: [unit] })));
  }
  return members.filter((member) => member.units.length > 0);
}

type Base = { readonly month: readonly Card[]; readonly year: readonly Card[]; readonly words: CatalogueWords };

// An area that pushes a dataset itself has no counts of units below.
const isSelfReported = (card: Card): boolean =>
  card.items.length > 0 && card.items.every((item) => item.counts === null);

type Read = Pick<SectionFacts, 'card' | 'members'>;

async function readSection(card: Card, { scope }: Ask, readers: Readers): Promise<Read> {
  const place = { orgUnit: scope.orgUnit, period: card.period, dataset: card.dataset };
  const members = isArea(scope) && !isSelfReported(card) ? await readMembers(place, readers) : [];
  return { card, members };
}

function withUppers(card: Card, { uppers }: CatalogueWords): Card {
  const items = card.items.map((item) => {
    const upper = item.target === null ? undefined : uppers.get(item.target.id);
    if (item.target === null || upper === undefined) return item;
    return { ...item, target: { ...item.target, value: `${item.target.value}–${upper}` } };
  });
  return { ...card, items };
}

function withBase({ card, members }: Read, { month, year, words }: Base): SectionFacts {
  return {
    card: withUppers(card, words),
    members,
    datasetName: words.datasets.get(card.dataset)?.name ?? card.dataset,
    monthBefore: month.find((other) => other.dataset === card.dataset),
    yearBefore: year.find((other) => other.dataset === card.dataset),
  };
}

/** Reads everything once: the scope's cards first and last, so that a change in between shows. */
export async function readOnce(ask: Ask, readers: Readers): Promise<Reading> {
  const { source, caller } = readers;
  const cardsOf = (period: string): Promise<readonly Card[]> =>
    source.cards({ orgUnit: ask.scope.orgUnit, period }, caller);
  const words = await source.catalogue(caller);
  const isDue = ({ dataset, expected }: Card): boolean =>
    expected > 0 && (words.datasets.get(dataset)?.periodKinds.includes(ask.period.kind) ?? false);
  const due = (await cardsOf(ask.period.text)).filter(isDue);
  const read: Read[] = [];
  for (const card of due) read.push(await readSection(card, ask, readers));
  const base: Base = { month: await cardsOf(ask.monthBefore), year: await cardsOf(ask.yearBefore), words };
  const after = await cardsOf(ask.period.text);
  const versionAfter = (card: Card): number => after.find((other) => other.dataset === card.dataset)?.version ?? 0;
  const sections = read.map((section) => withBase(section, base));
  return {
    catalogueVersion: words.version,
    sections,
    disagreements: sections.flatMap((section) => disagreements(section, versionAfter(section.card))),
  };
}
