import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeCatalogue, type Catalogue, type Target } from '../../catalogue/domain/catalogue.ts';
import { aDataset, aGroup, anIndicator, aPack, aTarget } from '../../catalogue/domain/examples.ts';
import { smallCity } from '../../org-tree/domain/examples.ts';
import { makeOrgTree } from '../../org-tree/domain/org-tree.ts';
import type { Judged } from '../../scorecards/domain/judge.ts';
import { ratioOf } from '../../scorecards/domain/examples.ts';
import type { AcceptedSubmission } from '../../scorecards/flow/judge-submissions.ts';
import { anythingSaid, comparingCatalogue, revisionsOf, rollupsOf, smallTown } from '../../testing/replay.ts';
import { pushed, trialOf, tried, type Tried } from '../../testing/tried-packs.ts';
import type { TallyResult } from '../domain/tally.ts';
import type { BacktestOrder } from './backtest.ts';

const verdictsOf = (result: TallyResult, level: 'units' | 'rollups', side: 'before' | 'after'): object => {
  const counts: Record<string, number> = {};
  for (const target of result.targets)
    for (const one of target[level].transitions) {
      const key = `${target.indicator} ${one[side]}`;
      counts[key] = (counts[key] ?? 0) + one.count;
    }
  return counts;
};

type WithCells = { readonly cells: readonly Judged[] };

const storedVerdicts = (cards: readonly WithCells[]): object => {
  const counts: Record<string, number> = {};
  for (const { indicator, verdict } of cards.flatMap(({ cells }) => cells.filter(({ target }) => target !== ''))) {
    counts[`${indicator} ${verdict}`] = (counts[`${indicator} ${verdict}`] ?? 0) + 1;
  }
  return counts;
};

test('the packs in force change nothing, and what they say is what is stored and rolled up', async () => {
  let judged = 0;
  await fc.assert(
    fc.asyncProperty(anythingSaid(['s1', 's2'], 14), async (said) => {
      const stored = await pushed(revisionsOf(said), comparingCatalogue, smallTown);
      const { result, changes } = await tried(stored, smallTown, {});
      expect(changes).toEqual([]);
      expect(result).toMatchObject({ changes: 0, changedUnits: 0, cards: stored.all().length });
      expect(verdictsOf(result, 'units', 'before')).toEqual(storedVerdicts(stored.all()));
      const rollups = [...rollupsOf(stored.all(), { catalogue: comparingCatalogue, tree: smallTown }).values()];
      expect(verdictsOf(result, 'rollups', 'after')).toEqual(storedVerdicts(rollups));
      judged += result.cards;
    }),
    { numRuns: 200, seed: 20_261_130 },
  );
  expect(judged).toBeGreaterThan(1_000);
});

const catalogueOf = (target: Partial<Target>, more: Parameters<typeof aPack>[0] = {}): Catalogue =>
  makeCatalogue(1, [
    aPack({
      indicators: [anIndicator('guards')],
      targets: [aTarget('guards', target)],
      groups: [aGroup('all', ['guards'])],
      datasets: [aDataset('d', ['guards'])],
      ...more,
    }),
  ]);

const percent = (value: bigint) => ({ comparator: 'at-least', value: { mantissa: value, scale: 0 } }) as const;
const strict = catalogueOf(percent(100n));
const mild = catalogueOf(percent(60n));

const submission = (orgUnit: string, period: string, numerator: number): AcceptedSubmission => ({
  ...{ id: `${orgUnit}|d|${period}`, orgUnit, dataset: 'd', period, revision: 1, receivedAt: 1_790_000_000_000 },
  figures: [ratioOf('guards', numerator, 4)],
});

// s1 meets nothing in October, three quarters in November, all in December; s2 always three quarters; s3 never any.
const past = [
  ...[submission('s1', '2026-10', 0), submission('s1', '2026-11', 3), submission('s1', '2026-12', 4)],
  ...[submission('s2', '2026-10', 3), submission('s2', '2026-11', 3), submission('s3', '2026-11', 0)],
];
const trial = trialOf(strict, mild);

describe('a milder target', () => {
  const inCity = async (asked: Partial<BacktestOrder> = {}): Promise<Tried> =>
    tried(await pushed(past, strict, smallCity), smallCity, { trial, ...asked });

  test('turns breaches into verdicts that are met, of units and of what is above them', async () => {
    const { result, changes } = await inCity();
    expect(result.targets.map(({ units }) => units)).toEqual([
      {
        judged: 6,
        changed: 3,
        transitions: [
          { before: 'breached', after: 'breached', count: 2 },
          { before: 'breached', after: 'met', count: 3 },
          { before: 'met', after: 'met', count: 1 },
        ],
      },
    ]);
    const ofUnits = changes.filter(({ rollup }) => !rollup).map(({ orgUnit, period }) => `${orgUnit} ${period}`);
    expect(ofUnits.sort()).toEqual(['s1 2026-11', 's2 2026-10', 's2 2026-11']);
    // November: both schools of t1 meet it, so t1 and d1 do; one of three does not, so the city has 2/3: met as well.
    const above = changes.filter(({ rollup }) => rollup).map(({ orgUnit, period }) => `${orgUnit} ${period}`);
    expect(above.sort()).toEqual(['c 2026-11', 'd1 2026-11', 't1 2026-11']);
    expect(result.changedUnits).toBe(5);
  });

  test('opens and resolves other alerts', async () => {
    const { result } = await inCity();
    const major = result.alerts.find(({ severity }) => severity === 'major');
    // Before: s1 fails in October and November and meets it in December; s2 and s3 fail for good.
    expect(major).toMatchObject({ opened: { before: 3, after: 2 }, resolved: { before: 1, after: 1 } });
  });

  test('gives the groups other results', async () => {
    const { result } = await inCity();
    expect(result.groups).toMatchObject([{ group: 'all', units: { judged: 6, changed: 3 } }]);
  });

  test('is tried on a subtree and a time only', async () => {
    const d2 = smallCity.units.get('d2');
    if (d2 === undefined) throw new Error('no d2');
    expect((await inCity({ unit: d2 })).result).toMatchObject({ cards: 1, rollups: 2, changes: 0 });
    const october = await inCity({ days: { from: '2026-10-01', to: '2026-10-31' } });
    expect(october.result).toMatchObject({ cards: 2, changedUnits: 1 });
  });

  test('tells nothing of what the caller may not see', async () => {
    const { result, changes } = await inCity({ visible: (path) => path.startsWith('c/d2/') });
    expect({ cards: result.cards, rollups: result.rollups, changes }).toEqual({ cards: 1, rollups: 2, changes: [] });
  });
});

test('another severity changes no verdict but the alerts', async () => {
  const stored = await pushed(past, strict, smallCity);
  const graver = trialOf(strict, catalogueOf({ ...percent(100n), severity: 'critical' }));
  const { result } = await tried(stored, smallCity, { trial: graver });
  expect(result.changes).toBe(0);
  expect(result.alerts).toMatchObject([
    { severity: 'critical', opened: { before: 0, after: 3 } },
    { severity: 'major', opened: { before: 3, after: 0 } },
    ...[{ severity: 'warning' }, { severity: 'notice' }],
  ]);
});

test('an indicator that would be derived is judged on what was pushed long ago, one that would be no more is not', async () => {
  const stored = await pushed(past, strict, smallCity);
  const derived = catalogueOf(percent(100n), {
    indicators: [anIndicator('guards'), anIndicator('half', { conjunctionOf: ['guards'] })],
    targets: [aTarget('guards', percent(60n)), aTarget('half')],
  });
  const there = await tried(stored, smallCity, { trial: trialOf(strict, derived) });
  expect(verdictsOf(there.result, 'units', 'after')).toMatchObject({ 'half met': 4, 'half breached': 2 });
  const away = await tried(await pushed(past, derived, smallCity), smallCity, { trial: trialOf(derived, strict) });
  expect(verdictsOf(away.result, 'units', 'after')).toMatchObject({ 'half not-applicable': 6 });
});

test('a dataset that would be no more is judged no more', async () => {
  const stored = await pushed(past, strict, smallCity);
  const { result } = await tried(stored, smallCity, { trial: trialOf(strict, catalogueOf({}, { datasets: [] })) });
  expect(verdictsOf(result, 'units', 'after')).toEqual({ 'guards not-applicable': 6 });
  expect(result.alerts).toMatchObject([{}, { opened: { before: 3, after: 0 } }, {}, {}]);
});

test('many units are read in portions, and no portion tells anything else', async () => {
  const place = (id: string, parent: string, type: string) => ({
    ...{ id, parent, type, nameZh: id, nameEn: id, validFrom: '', validTo: '', tags: [] },
    path: parent === '' ? `${id}/` : `${parent}/${id}/`,
  });
  const ids = Array.from({ length: 1_203 }, (_, n) => `s${String(n)}`);
  const wide = makeOrgTree(1, [place('t', '', 'town'), ...ids.map((id) => place(id, 't', 'primary'))]);
  const said = ids.map((id, n) => submission(id, '2026-11', n % 5));
  const stored = await pushed(said, strict, wide);
  const november = { days: { from: '2026-11-01', to: '2026-11-30' } };
  const { result, portions } = await tried(stored, wide, { trial, ...november });
  expect(portions).toBe(4); // at the beginning, then after 500, 1,000 and the rest
  const counts = verdictsOf(result, 'units', 'after');
  expect(counts).toEqual({ 'guards met': 480, 'guards breached': 723 });
  expect(result.targets[0]?.rollups).toMatchObject({ judged: 1, changed: 0 });
});
