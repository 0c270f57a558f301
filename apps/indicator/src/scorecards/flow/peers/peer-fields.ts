import type { Catalogue, Indicator } from '../../../catalogue/domain/catalogue.ts';
import type { Quotient } from '../../../catalogue/domain/decimal.ts';
import { nearestPlace, type OrgTree } from '../../../org-tree/domain/org-tree.ts';
import { hasReported, type Scorecard } from '../../domain/card.ts';
import { quotientOf } from '../../domain/judge.ts';
import { fieldsOfOthers, outliers, type Field } from '../../domain/judging/outliers.ts';
import type { Finding } from '../../domain/scorecard.ts';
import { periodEnd, type CardReader, type Place } from '../read-scorecards.ts';

/** One district, and the indicators whose outliers are looked for. */
export type Looking = { readonly place: Place; readonly indicators: readonly Indicator[]; readonly tree: OrgTree };

/** What the units of a district say of the indicators, and what the others of the type of each say. */
export type Peers = {
  readonly cards: readonly { readonly card: Scorecard; readonly type: string }[];
  readonly fieldFor: (unit: string, type: string, indicator: string) => Field | undefined;
};

/** The indicators of a dataset whose outliers are looked for. */
export function lookedFor({ datasets, indicators }: Catalogue, dataset: string): readonly Indicator[] {
  const ofDataset = (datasets.get(dataset)?.indicators ?? []).flatMap((id) => indicators.get(id) ?? []);
  return ofDataset.filter(({ outlierFloor }) => outlierFloor !== undefined);
}

function numberIn({ cells }: Scorecard, { id, unit }: Indicator): Quotient | undefined {
  const cell = cells.find(({ indicator }) => indicator === id);
  return cell && quotientOf(cell, unit);
}

const keyOf = (type: string, indicator: string): string => `${type} ${indicator}`;

/** Reads the units of a district. */
export async function readPeers(
  { place, indicators, tree }: Looking,
  { below }: Pick<CardReader, 'below'>,
): Promise<Peers> {
  const day = periodEnd(place.period);
  const numbers = new Map<string, Map<string, Quotient>>();
  const cards: { card: Scorecard; type: string }[] = [];
  for await (const card of below(place)) {
    const type = nearestPlace(tree, card.orgUnit, day)?.type;
    if (type === undefined || !hasReported(card)) continue;
    cards.push({ card, type });
    for (const indicator of indicators) {
      const number = numberIn(card, indicator);
      const key = keyOf(type, indicator.id);
      const known = numbers.get(key) ?? new Map<string, Quotient>();
      if (number !== undefined) numbers.set(key, known.set(card.orgUnit, number));
    }
  }
  const fields = new Map([...numbers].map(([key, ofUnits]) => [key, fieldsOfOthers(ofUnits)]));
  return { cards, fieldFor: (unit, type, indicator) => fields.get(keyOf(type, indicator))?.(unit) };
}

type Figures = readonly Parameters<typeof outliers>[1][];

/** The figures of a unit that lie far from those of its peers. */
export const farFromPeers = (
  figures: Figures,
  { id, type }: { readonly id: string; readonly type: string },
  { indicators, peers }: { readonly indicators: readonly Indicator[]; readonly peers: Peers },
): readonly Finding[] =>
  indicators.flatMap((indicator) => {
    const figure = figures.find((one) => one.indicator === indicator.id);
    const field = peers.fieldFor(id, type, indicator.id);
    return figure === undefined ? [] : outliers('outlier-peers', figure, { indicator, field });
  });
