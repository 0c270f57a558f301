import { parsePeriod } from '@xiaomai/period';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { nearestPlace, rollsUp, type OrgTree, type OrgUnit } from '../../org-tree/domain/org-tree.ts';
import { hasReported, type RollupCard, type Scorecard } from '../domain/card.ts';
import type { Verdict } from '../domain/judge.ts';
import type { Finding } from '../domain/scorecard.ts';
import type { RollupCell } from '../domain/rollup.ts';
import { absenceOf } from '../domain/wording/absence.ts';
import type { Language } from '../domain/wording/phrases.ts';
import { describeRollupCell, describeVerdict, type DescribedVerdict } from './describe-verdict.ts';
import { unitCards } from './as-is/unit-cards.ts';
import { lookedFor } from './peers/peer-fields.ts';
import { sightOf, type Sight } from './as-is/sight.ts';
import { periodEnd, type CardReader, type UnitCard } from './read-scorecards.ts';

/** A group as a reader sees it. */
export type GroupView = {
  readonly group: string;
  readonly name: string;
  readonly verdict: Verdict;
  readonly members: readonly string[];
  readonly met: number;
  readonly judged: number;
};

/** A scorecard or rollup with its words and its coverage. */
export type ScorecardView = {
  readonly dataset: string;
  readonly period: string;
  readonly version: number;
  /** Of a stored rollup: grows with every write; else 0. */
  readonly edition: number;
  readonly revision: number;
  readonly receivedAt: number;
  readonly judgedAt: number;
  readonly reported: number;
  readonly expected: number;
  readonly items: readonly DescribedVerdict[];
  readonly groups: readonly GroupView[];
  readonly counts: readonly RollupCell[];
  readonly findings: readonly Finding[];
  readonly missing: boolean;
  readonly late: boolean;
  readonly dueAt: number;
  /** Of a rollup: findings below, by code; units missing and late. */
  readonly findingCounts: Readonly<Record<string, number>>;
  readonly missingUnits: number;
  readonly lateUnits: number;
  /** Of a rollup: outliers among peers are looked for, which are in no count. */
  readonly watchesOutliers: boolean;
};

/** A unit with its view, where it has one. */
export type UnitView = { readonly unit: OrgUnit; readonly view: ScorecardView | undefined };

const noFigure: Omit<Scorecard['cells'][number], 'indicator'> = {
  ...{ numerator: 0, denominator: 0, value: '', statedRate: '', receivedAt: 0 },
  ...{ verdict: 'no-data', target: '', against: '', measured: '', derived: false },
};

const ofNoUnit = { findings: [], missing: false, late: false, dueAt: 0 };
const ofNoRollup = { edition: 0, findingCounts: {}, missingUnits: 0, lateUnits: 0, watchesOutliers: false };

/** What views are made with. */
export type ViewPorts = {
  readonly catalogue: () => Catalogue;
  readonly tree: () => OrgTree;
  readonly now: () => number;
  readonly reader: CardReader;
};

type GroupLine = Pick<GroupView, 'group' | 'verdict' | 'met' | 'judged'>;

const groupViews = (catalogue: Catalogue, groups: readonly GroupLine[]): readonly GroupView[] =>
  groups.map((line) => {
    const group = catalogue.groups.get(line.group);
    return { ...line, name: group?.nameZh ?? line.group, members: group?.members ?? [] };
  });

const orders = new WeakMap<Catalogue, ReadonlyMap<string, number>>();

// A page has hundreds of cards, a catalogue hundreds of indicators.
function orderOf(catalogue: Catalogue): ReadonlyMap<string, number> {
  const known = orders.get(catalogue);
  if (known !== undefined) return known;
  const order = new Map([...catalogue.indicators.keys()].map((id, index) => [id, index]));
  orders.set(catalogue, order);
  return order;
}

const inCatalogueOrder = <T extends { readonly indicator: string }>(
  catalogue: Catalogue,
  cells: readonly T[],
): readonly T[] => {
  const order = orderOf(catalogue);
  return [...cells].sort((a, b) => (order.get(a.indicator) ?? 0) - (order.get(b.indicator) ?? 0));
};

// What has not come is told as no data of each indicator.
function cellsOf(catalogue: Catalogue, { dataset, revision, cells }: Scorecard): Scorecard['cells'] {
  const plan = revision === 0 ? catalogue.datasets.get(dataset) : undefined;
  if (plan === undefined) return cells;
  return [...plan.indicators, ...plan.derived.map(({ id }) => id)].map((indicator) => ({ ...noFigure, indicator }));
}

function ofScorecard(
  { catalogue, tree }: Pick<ViewPorts, 'catalogue' | 'tree'>,
  card: Scorecard,
  language: Language,
): ScorecardView {
  const about = { ...card, absence: absenceOf(tree(), card.orgUnit, periodEnd(card.period)), language };
  const known = catalogue();
  const groups = card.groups.map(({ group, verdict }) => ({
    group,
    verdict,
    met: verdict === 'met' ? 1 : 0,
    judged: verdict === 'met' || verdict === 'at-risk' || verdict === 'breached' ? 1 : 0,
  }));
  return {
    dataset: card.dataset,
    period: card.period,
    version: card.version,
    revision: card.revision,
    receivedAt: card.receivedAt,
    judgedAt: card.judgedAt,
    reported: hasReported(card) ? 1 : 0,
    expected: 1,
    items: inCatalogueOrder(known, cellsOf(known, card)).map((cell) => describeVerdict(known, cell, about)),
    groups: groupViews(known, groups),
    counts: [],
    findings: card.findings,
    missing: card.missing,
    late: card.late,
    dueAt: card.dueAt,
    ...ofNoRollup,
  };
}

/** What is known of the units below: how many are expected, and their names; and how it is told. */
type Below = {
  readonly expected: number;
  readonly nameOf: (unit: string) => string;
  readonly language: Language;
};

function ofRollup(catalogue: Catalogue, card: RollupCard, { expected, nameOf, language }: Below): ScorecardView {
  const cells = inCatalogueOrder(catalogue, card.cells);
  return {
    dataset: card.dataset,
    period: card.period,
    version: card.version,
    edition: card.edition,
    revision: 0,
    receivedAt: card.receivedAt,
    judgedAt: card.rolledAt,
    reported: card.reported,
    expected,
    items: cells.map((cell) =>
      describeRollupCell(catalogue, cell, { period: card.period, failing: cell.failing.map(nameOf), language }),
    ),
    groups: groupViews(catalogue, card.groups),
    counts: cells,
    ...ofNoUnit,
    findingCounts: card.findings,
    missingUnits: card.missing,
    lateUnits: card.late,
    watchesOutliers: lookedFor(catalogue, card.dataset).length > 0,
  };
}

function emptyView(wanted: { readonly dataset: string; readonly period: string }, expected: number): ScorecardView {
  const nothing = {
    version: 0,
    revision: 0,
    receivedAt: 0,
    judgedAt: 0,
    reported: 0,
    items: [],
    groups: [],
    counts: [],
  };
  return { ...wanted, ...nothing, ...ofNoUnit, ...ofNoRollup, expected };
}

type Seen = {
  readonly dataset: string;
  readonly period: string;
  readonly language: Language;
  readonly sight: Sight;
};

const datasetsFor = ({ datasets }: Catalogue, period: string): readonly string[] => {
  const parsed = parsePeriod(period);
  return parsed.ok
    ? [...datasets.values()].filter(({ periodKinds }) => periodKinds.includes(parsed.value.kind)).map(({ id }) => id)
    : [];
};

const isDue = ({ datasets }: Catalogue, dataset: string): boolean => datasets.get(dataset)?.due !== undefined;

/** What is asked about units. */
export type Wanted = {
  readonly dataset: string;
  readonly period: string;
  readonly asIs?: boolean;
  /** In which the verdicts are told; Chinese where nothing is said. */
  readonly language?: Language;
};

/**
 * Makes views of units. A unit without anything gets a view only where something is expected below it; of a dataset that
 * was not asked for by name and may be left out (no due time), not even then.
 */
export function viewScorecards(ports: ViewPorts) {
  const readCards = unitCards(ports);
  const rollupView = (
    unit: OrgUnit,
    { sight, language, ...wanted }: Seen,
    rollup: RollupCard | undefined,
  ): ScorecardView | undefined => {
    const catalogue = ports.catalogue();
    if (!rollsUp(unit.type) || catalogue.datasets.get(wanted.dataset)?.rollsUp !== true) return undefined;
    const expected = sight.expects(unit, wanted.dataset);
    const day = periodEnd(wanted.period);
    const nameOf = (id: string): string => nearestPlace(ports.tree(), id, day)?.nameZh ?? id;
    if (rollup !== undefined) return ofRollup(catalogue, rollup, { expected, nameOf, language });
    return expected === 0 ? undefined : emptyView(wanted, expected);
  };

  const view = (unit: OrgUnit, seen: Seen, found: UnitCard | undefined): ScorecardView | undefined =>
    found?.scorecard === undefined
      ? rollupView(unit, seen, found?.rollup)
      : ofScorecard(ports, found.scorecard, seen.language);

  return async (
    units: readonly OrgUnit[],
    wanted: Wanted,
  ): Promise<readonly { readonly unit: OrgUnit; readonly views: readonly ScorecardView[] }[]> => {
    const datasets = wanted.dataset === '' ? datasetsFor(ports.catalogue(), wanted.period) : [wanted.dataset];
    const { period, language = 'zh' } = wanted;
    const sight = sightOf(ports, wanted);
    const found = await readCards(units, { datasets, period, asIs: sight.asIs });
    return units.map((unit) => ({
      unit,
      views: datasets.flatMap((dataset) => {
        const card = found.get(`${unit.id}|${dataset}|${period}`);
        if (card === undefined && wanted.dataset === '' && !isDue(ports.catalogue(), dataset)) return [];
        return view(unit, { dataset, period, language, sight }, card) ?? [];
      }),
    }));
  };
}

/** Reads views of units. */
export type ReadViews = ReturnType<typeof viewScorecards>;
