import type { Catalogue, Indicator } from '../../catalogue/domain/catalogue.ts';
import type { Quotient } from '../../catalogue/domain/decimal.ts';
import { ancestorsOf, nearestPlace, type OrgTree, type OrgUnit } from '../../org-tree/domain/org-tree.ts';
import { hasReported, type Scorecard } from '../domain/card.ts';
import { quotientOf } from '../domain/judge.ts';
import { fieldsOfOthers, outliers, type Field } from '../domain/judging/outliers.ts';
import type { Finding } from '../domain/scorecard.ts';
import { periodEnd, type CardReader, type Place } from './read-scorecards.ts';
import type { ReadViews, ScorecardView } from './view-scorecards.ts';

/** What looking among peers needs. */
export type PeersPorts = {
  readonly catalogue: () => Catalogue;
  readonly tree: () => OrgTree;
  readonly reader: Pick<CardReader, 'below'>;
};

type Looking = { readonly place: Place; readonly indicators: readonly Indicator[]; readonly tree: OrgTree };

/** What the others of each type say of each indicator, by whom they are the others of. */
type Fields = ReadonlyMap<string, (unit: string) => Field | undefined>;

const keyOf = (type: string, indicator: string): string => `${type} ${indicator}`;

function lookedFor({ datasets, indicators }: Catalogue, dataset: string): readonly Indicator[] {
  const ofDataset = (datasets.get(dataset)?.indicators ?? []).flatMap((id) => indicators.get(id) ?? []);
  return ofDataset.filter(({ outlierFloor }) => outlierFloor !== undefined);
}

function numberIn({ cells }: Scorecard, { id, unit }: Indicator): Quotient | undefined {
  const cell = cells.find(({ indicator }) => indicator === id);
  return cell && quotientOf(cell, unit);
}

async function readFields({ place, indicators, tree }: Looking, { below }: PeersPorts['reader']): Promise<Fields> {
  const day = periodEnd(place.period);
  const numbers = new Map<string, Map<string, Quotient>>();
  for await (const card of below(place)) {
    const type = nearestPlace(tree, card.orgUnit, day)?.type;
    if (type === undefined || !hasReported(card)) continue;
    for (const indicator of indicators) {
      const number = numberIn(card, indicator);
      const key = keyOf(type, indicator.id);
      const known = numbers.get(key) ?? new Map<string, Quotient>();
      if (number !== undefined) numbers.set(key, known.set(card.orgUnit, number));
    }
  }
  return new Map([...numbers].map(([key, ofUnits]) => [key, fieldsOfOthers(ofUnits)]));
}

function farFromPeers(view: ScorecardView, { id, type }: OrgUnit, looked: { fields: Fields } & Looking) {
  return looked.indicators.flatMap((indicator): readonly Finding[] => {
    const figure = view.items.find((item) => item.indicator === indicator.id);
    const field = looked.fields.get(keyOf(type, indicator.id))?.(id);
    return figure === undefined ? [] : outliers('outlier-peers', figure, { indicator, field });
  });
}

/**
 * Reads views and says which figures of reporting units lie far from those of their peers: the units of the same type in the same
 * district. Every district is read once, and only where a dataset looks for outliers.
 */
export function amongPeers({ catalogue, tree, reader }: PeersPorts, read: ReadViews): ReadViews {
  return async (units, wanted) => {
    const day = periodEnd(wanted.period);
    const known = new Map<string, Fields>();
    const fieldsIn = async (looking: Looking): Promise<Fields> => {
      const key = `${looking.place.dataset} ${looking.place.path}`;
      const fields = known.get(key) ?? (await readFields(looking, reader));
      known.set(key, fields);
      return fields;
    };
    const look = async (unit: OrgUnit, view: ScorecardView): Promise<ScorecardView> => {
      const indicators = view.revision > 0 ? lookedFor(catalogue(), view.dataset) : [];
      const place = indicators.length === 0 ? undefined : nearestPlace(tree(), unit.id, day);
      const district = place && ancestorsOf(tree(), place, day).find(({ type }) => type === 'district');
      if (place === undefined || district === undefined) return view;
      const { dataset, period } = view;
      const looking = { place: { dataset, period, path: district.path }, indicators, tree: tree() };
      const fields = await fieldsIn(looking);
      return { ...view, findings: [...view.findings, ...farFromPeers(view, place, { ...looking, fields })] };
    };
    const looked = [];
    for (const { unit, views } of await read(units, wanted)) {
      const of: ScorecardView[] = [];
      for (const view of views) of.push(await look(unit, view));
      looked.push({ unit, views: of });
    }
    return looked;
  };
}
