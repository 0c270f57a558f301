import fc from 'fast-check';
import { makeCatalogue, type Catalogue } from '../catalogue/domain/catalogue.ts';
import { aDataset, aGroup, anIndicator, aPack, aTarget } from '../catalogue/domain/examples.ts';
import { makeOrgTree, type OrgTree } from '../org-tree/domain/org-tree.ts';
import { contributionOfCard, type Scorecard } from '../scorecards/domain/card.ts';
import { aFigure } from '../scorecards/domain/examples.ts';
import { periodOf } from '../scorecards/domain/judging/judge-target.ts';
import { rollUp, type Rollup } from '../scorecards/domain/rollup.ts';
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

const months = ['2025-10', '2025-11', '2025-12', '2026-11'];

/** One thing a school says: figures of the named indicators, in one submission. */
export type Said = {
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly figures: readonly { readonly indicator: string; readonly amount: number }[];
};

/** Anything schools may say, in the order in which it is accepted. */
export const anythingSaid = (maxLength: number): fc.Arbitrary<readonly Said[]> => {
  const figuresOf = (ids: readonly string[]) =>
    fc.uniqueArray(fc.record({ indicator: fc.constantFrom(...ids), amount: fc.constantFrom(-1, 0, 1, 2, 3, 3) }), {
      selector: ({ indicator }) => indicator,
      minLength: 2,
      maxLength: 6,
    });
  const place = { orgUnit: fc.constantFrom('s1', 's2'), period: fc.constantFrom(...months) };
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
  return fc.array(said, { minLength: Math.floor(maxLength / 2), maxLength });
};

// Below nothing means: taken back.
function figureOf(indicator: string, amount: number) {
  if (amount < 0) return aFigure({ indicator });
  if (indicator === 'guards') return aFigure({ indicator, numerator: amount, denominator: 3 });
  return aFigure({ indicator, value: String(amount) });
}

/** The revisions that the intake makes of it: each carries the whole merged submission. */
export function revisionsOf(all: readonly Said[]): readonly AcceptedSubmission[] {
  const newest = new Map<string, AcceptedSubmission>();
  return all.map(({ orgUnit, dataset, period, figures }, index) => {
    const id = `${orgUnit}|${dataset}|${period}`;
    const before = newest.get(id);
    const merged = new Map(before?.figures.map((figure) => [figure.indicator, figure]));
    for (const { indicator, amount } of figures) merged.set(indicator, figureOf(indicator, amount));
    const revision = (before?.revision ?? 0) + 1;
    const receivedAt = Date.parse('2026-12-01T00:00:00.000Z') + index;
    const sorted = [...merged.values()].sort((a, b) => (a.indicator < b.indicator ? -1 : 1));
    const next = { id, orgUnit, dataset, period, revision, figures: sorted, receivedAt };
    newest.set(id, next);
    return next;
  });
}

/** What a card says, without what differs between two ways to the same end. */
export type Essence = Omit<Scorecard, 'version' | 'cause' | 'reason' | 'judgedAt'>;

export function essence({ version: _v, cause: _c, reason: _r, judgedAt: _j, ...card }: Scorecard): Essence {
  return card;
}

/** What parents make of the cards they heard of, by dataset and period: the highest version of each child counts. */
export function rollupsOf(told: readonly Scorecard[]): ReadonlyMap<string, Omit<Rollup, 'version'>> {
  const newest = new Map<string, Scorecard>();
  for (const card of told) {
    const id = `${card.orgUnit}|${card.dataset}|${card.period}`;
    if ((newest.get(id)?.version ?? 0) <= card.version) newest.set(id, card);
  }
  const nodes = Map.groupBy(newest.values(), ({ dataset, period }) => `${dataset}|${period}`);
  return new Map(
    [...nodes].sort().map(([key, cards]) => {
      const [dataset = '', period = ''] = key.split('|');
      const occasion = { path: 't/', type: 'town', tags: [], dataset, period: periodOf(period) };
      const children = cards.map((card) => contributionOfCard(card, comparingCatalogue));
      const { version: _version, ...rollup } = rollUp(comparingCatalogue, children, occasion);
      return [key, rollup];
    }),
  );
}
