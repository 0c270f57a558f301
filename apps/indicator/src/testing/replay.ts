import fc from 'fast-check';
import { makeCatalogue, type Catalogue } from '../catalogue/domain/catalogue.ts';
import { aDataset, aGroup, anIndicator, aPack, aTarget } from '../catalogue/domain/examples.ts';
import { makeOrgTree, nearestPlace, type OrgTree, type OrgUnit } from '../org-tree/domain/org-tree.ts';
import {
  cardId,
  contributionOfCard,
  contributionOfRollup,
  type CardKey,
  type RollupCard,
  type Scorecard,
} from '../scorecards/domain/card.ts';
import type { Contribution } from '../scorecards/domain/contribution.ts';
import { aFigure } from '../scorecards/domain/examples.ts';
import type { PushedFigure } from '../scorecards/domain/judge.ts';
import { periodOf } from '../scorecards/domain/judging/judge-target.ts';
import { rollUp } from '../scorecards/domain/rollup.ts';
import { isValid } from '../scorecards/domain/standing.ts';
import type { NotableCard } from '../scorecards/flow/standing/keep-standings.ts';
import type { AcceptedSubmission } from '../scorecards/flow/judge-submissions.ts';

const ten = { mantissa: 10n, scale: 0 };
const one = { mantissa: 1n, scale: 0 };

/** A catalogue in which cards compare with each other in every way there is. */
export const comparingCatalogue: Catalogue = makeCatalogue(1, [
  aPack({
    indicators: [
      anIndicator('guards', { aggregation: 'ratio-of-sums' }),
      ...['budget', 'fewer', 'change', 'score'].map((id) =>
        anIndicator(id, { kind: 'count', unit: 'count', aggregation: 'sum' }),
      ),
      anIndicator('places', { kind: 'count', unit: 'count', aggregation: 'max', outlierFloor: one }),
      anIndicator('children', { kind: 'count', unit: 'count', aggregation: 'mean' }),
      anIndicator('both', { conjunctionOf: ['guards', 'budget'] }),
    ],
    targets: [
      aTarget('guards', { measure: 'rounds', comparator: 'at-least', value: one }),
      aTarget('budget', { comparator: 'non-decreasing', base: 'period-before' }),
      aTarget('fewer', { comparator: 'non-increasing', base: 'fixed', basePeriod: '2025-11' }),
      aTarget('change', { measure: 'change-percent', comparator: 'at-most', value: ten, base: 'last-year' }),
      aTarget('score', { comparator: 'at-least', value: one, due: '2027-12-31', projected: true }),
      aTarget('places', { comparator: 'at-least-other', other: 'children' }),
      aTarget('both'),
    ],
    groups: [aGroup('g', ['guards', 'budget', 'change'], { atLeast: 2 })],
    datasets: [
      aDataset('d', ['guards', 'budget', 'fewer', 'change', 'score', 'places'], {
        checks: [{ id: 'c', kind: 'at-most', left: 'fewer', right: ['budget'], tolerance: { mantissa: 0n, scale: 0 } }],
      }),
      aDataset('population', ['children']),
    ],
  }),
]);

/** A catalogue in which cards compare with their past alone. */
export const outlierCatalogue: Catalogue = makeCatalogue(1, [
  aPack({
    indicators: [anIndicator('places', { kind: 'count', unit: 'count', aggregation: 'max', outlierFloor: one })],
    datasets: [aDataset('d', ['places'])],
  }),
]);

const unit = (id: string, parent: string, type: string) => ({
  ...{ id, parent, type, nameZh: id, nameEn: id, path: parent === '' ? `${id}/` : `${parent}/${id}/` },
  ...{ validFrom: '', validTo: '', tags: [] },
});

/** Two schools in a town. */
export const smallTown: OrgTree = makeOrgTree(1, [
  unit('t', '', 'town'),
  unit('s1', 't', 'primary'),
  unit('s2', 't', 'primary'),
]);

const firstDay = Date.parse('2026-12-01T00:00:00.000Z');

/** The periods of which schools speak. */
export const months: readonly string[] = ['2025-10', '2025-11', '2025-12', '2026-11'];

/** One thing a school says: figures of the named indicators, in one submission; none = it takes back the whole. */
export type Said = {
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly figures: readonly { readonly indicator: string; readonly amount: number }[];
};

/** Anything schools may say, in the order in which it is accepted. */
export const anythingSaid = (schools: readonly string[], maxLength: number): fc.Arbitrary<readonly Said[]> => {
  const figuresOf = (ids: readonly string[]) =>
    fc.uniqueArray(fc.record({ indicator: fc.constantFrom(...ids), amount: fc.constantFrom(-1, 0, 1, 2, 3, 3) }), {
      selector: ({ indicator }) => indicator,
      minLength: 2,
      maxLength: 6,
    });
  const place = { orgUnit: fc.constantFrom(...schools), period: fc.constantFrom(...months) };
  const pushed = ['guards', 'budget', 'fewer', 'change', 'score', 'places'];
  const said = fc.oneof(
    { weight: 4, arbitrary: fc.record({ ...place, dataset: fc.constant('d'), figures: figuresOf(pushed) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        ...place,
        dataset: fc.constant('population'),
        figures: fc.tuple(fc.record({ indicator: fc.constant('children'), amount: fc.nat(4) })),
      }),
    },
  );
  const takenBack = fc.record({ ...place, dataset: fc.constant('d'), figures: fc.constant([]) });
  return fc.array(fc.oneof({ weight: 5, arbitrary: said }, { weight: 1, arbitrary: takenBack }), {
    minLength: Math.floor(maxLength / 2),
    maxLength,
  });
};

const manyMonths = ['2025-02', '2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-09', '2025-10'];

/** Months in which one school says nearly always the same, in any order. */
export const sameAgainAndAgain = (maxLength: number): fc.Arbitrary<readonly Said[]> =>
  fc.array(
    fc.record({
      ...{ orgUnit: fc.constant('s1'), dataset: fc.constant('d'), period: fc.constantFrom(...manyMonths) },
      figures: fc.tuple(
        fc.record({ indicator: fc.constant('places'), amount: fc.constantFrom(1, 1, 1, 1, 2, 9, 20, -1) }),
      ),
    }),
    { minLength: maxLength - 4, maxLength },
  );

// Below nothing means: taken back.
function figureOf(indicator: string, amount: number) {
  if (amount < 0) return aFigure({ indicator });
  if (indicator === 'guards') return aFigure({ indicator, numerator: amount, denominator: 3 });
  return aFigure({ indicator, value: String(amount) });
}

// What is said over what was said before; nothing = all of it is taken back.
function mergedOver(before: readonly PushedFigure[], { figures }: Said): readonly PushedFigure[] {
  const merged = new Map(before.map((figure) => [figure.indicator, figure]));
  if (figures.length === 0) for (const indicator of merged.keys()) merged.set(indicator, aFigure({ indicator }));
  for (const { indicator, amount } of figures) merged.set(indicator, figureOf(indicator, amount));
  return [...merged.values()].sort((a, b) => (a.indicator < b.indicator ? -1 : 1));
}

/** Whether a figure was taken back. */
export const isTakenBack = ({ value, denominator }: PushedFigure): boolean => value === '' && denominator === 0;

const firstReceipt = (before: AcceptedSubmission | undefined): number =>
  before === undefined || before.withdrawn === true ? 0 : before.firstReceivedAt || before.receivedAt;

/** The revisions that the intake makes of it: each carries the whole merged submission. */
export function revisionsOf(all: readonly Said[]): readonly AcceptedSubmission[] {
  const newest = new Map<string, AcceptedSubmission>();
  return all.flatMap((said, index) => {
    const { orgUnit, dataset, period } = said;
    const id = `${orgUnit}|${dataset}|${period}`;
    const before = newest.get(id);
    const figures = mergedOver(before?.figures ?? [], said);
    if (figures.length === 0) return [];
    const arrival = { receivedAt: firstDay + index, firstReceivedAt: firstReceipt(before) };
    const withdrawn = figures.every(isTakenBack);
    const key = { id, orgUnit, dataset, period };
    const next = { ...key, revision: (before?.revision ?? 0) + 1, figures, ...arrival, withdrawn };
    newest.set(id, next);
    return [next];
  });
}

/** What a card says, without what differs between two ways to the same end. */
export type Essence = Omit<Scorecard, 'version' | 'cause' | 'reason' | 'judgedAt'>;

export function essence({ version: _v, cause: _c, reason: _r, judgedAt: _j, ...card }: Scorecard): Essence {
  return card;
}

/** The highest version of each card that was told. */
export function newestOf(told: readonly Scorecard[]): readonly Scorecard[] {
  const newest = new Map<string, Scorecard>();
  for (const card of told) {
    if ((newest.get(cardId(card))?.version ?? 0) <= card.version) newest.set(cardId(card), card);
  }
  return [...newest.values()];
}

type Place = { readonly catalogue: Catalogue; readonly tree: OrgTree };

function rollupOf(id: string, children: readonly Contribution[], { catalogue, tree }: Place): RollupCard {
  const [orgUnit = '', dataset = '', text = ''] = id.split('|');
  const period = periodOf(text);
  const { path, parent, type, tags } = nearestPlace(tree, orgUnit, period.end) as OrgUnit;
  const made = { formerParents: [], edition: 1, treeVersion: tree.version, catalogueVersion: 0, rolledAt: 0 };
  const rollup = rollUp(catalogue, children, { path, type, tags, dataset, period });
  return { orgUnit, dataset, period: text, path, parent, ...made, ...rollup };
}

const adding = (parent: string, card: CardKey): string => cardId({ ...card, orgUnit: parent });

/** What the levels above some cards say, each made of the one below it, by id of the rollup. */
export function rollupsOf(cards: readonly Scorecard[], place: Place): ReadonlyMap<string, RollupCard> {
  const found = new Map<string, RollupCard>();
  let below = cards.map((card) => ({
    id: adding(card.parent, card),
    child: contributionOfCard(card, place.catalogue),
  }));
  while (below.length > 0) {
    const level = [...Map.groupBy(below, ({ id }) => id)].map(([id, children]) =>
      rollupOf(
        id,
        children.map(({ child }) => child),
        place,
      ),
    );
    for (const rollup of level) found.set(cardId(rollup), rollup);
    const inner = level.filter(({ parent }) => parent !== '');
    below = inner.map((rollup) => ({ id: adding(rollup.parent, rollup), child: contributionOfRollup(rollup) }));
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Spoken = { readonly breached: boolean; readonly rank: number | string };
type Speaking = readonly (readonly [key: string, spoken: Spoken])[];

const breachedIn = (all: Speaking): readonly string[] => {
  const newest = new Map<string, Spoken>();
  for (const [key, spoken] of all) {
    const known = newest.get(key);
    if (known === undefined || known.rank < spoken.rank) newest.set(key, spoken);
  }
  return [...newest].flatMap(([key, { breached }]) => (breached ? [key] : [])).sort();
};

const nameOf = ({ orgUnit, dataset }: CardKey, indicator: string): string => `${orgUnit}|${dataset}|${indicator}`;

/** What is breached for one who has heard of verdicts: of each indicator the message with the highest sequence counts. */
export const believedOf = (heard: readonly NotableCard[]): readonly string[] =>
  breachedIn(
    heard.flatMap(({ card, cells, sequence }) =>
      cells.map(({ indicator, verdict }): Speaking[number] => [
        nameOf(card, indicator),
        { breached: verdict === 'breached', rank: sequence },
      ]),
    ),
  );

/** What is breached: by the newest valid figure of each indicator. */
export const breachesOf = (cards: readonly Scorecard[]): readonly string[] =>
  breachedIn(
    cards.flatMap((card) =>
      card.cells
        .filter(({ verdict }) => isValid(verdict))
        .map(({ indicator, verdict }): Speaking[number] => [
          nameOf(card, indicator),
          { breached: verdict === 'breached', rank: periodOf(card.period).end },
        ]),
    ),
  );
