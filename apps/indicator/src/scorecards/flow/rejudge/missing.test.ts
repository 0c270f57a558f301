import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeCatalogue, type Catalogue, type Due } from '../../../catalogue/domain/catalogue.ts';
import { aDataset, anIndicator, aPack, aTarget } from '../../../catalogue/domain/examples.ts';
import { makeOrgTree } from '../../../org-tree/domain/org-tree.ts';
import { contributionOfCard } from '../../domain/card.ts';
import { ratioOf } from '../../domain/examples.ts';
import { describeMissing } from '../describe-missing.ts';
import { inMemoryScorecards, inMemoryStandings } from '../in-memory-stores.ts';
import type { NotableCard } from '../standing/keep-standings.ts';
import { takeSubmissions, type JudgingBatch } from '../take-submissions.ts';

const due: Due = {
  ...{ days: 5, workingDays: true, at: '17:00', remindBefore: [], remindAfter: [], validFrom: '2026-09-01' },
};
const catalogueWith = (rule: Due | undefined): Catalogue =>
  makeCatalogue(1, [
    aPack({
      indicators: [anIndicator('a')],
      targets: [aTarget('a')],
      datasets: [aDataset('d', ['a'], { due: rule, nameZh: '月报' })],
    }),
  ]);
const unit = (id: string, parent: string, more: object = {}) => ({
  ...{ id, parent, path: parent === '' ? `${id}/` : `t/${id}/`, type: parent === '' ? 'town' : 'primary' },
  ...{ nameZh: id, nameEn: id, validFrom: '', validTo: '', tags: [], ...more },
});
const tree = makeOrgTree(1, [unit('t', ''), unit('s', 't'), unit('gone', 't', { validTo: '2026-08-31' })]);
const at = (text: string): number => Date.parse(`${text}:00+08:00`);
const dueAt = at('2026-11-06T17:00');
const dueTimes = new Map([
  ['2026-09', at('2026-10-13T17:00')],
  ['2026-10', dueAt],
]);

type Said = {
  readonly revision: number;
  readonly receivedAt: number;
  readonly first?: number;
  readonly back?: boolean;
};

const said = (period: string, { revision, receivedAt, first = 0, back = false }: Said): JudgingBatch => ({
  submissions: [
    {
      ...{ id: `s|d|${period}`, orgUnit: 's', dataset: 'd', period, revision, receivedAt, firstReceivedAt: first },
      ...{ figures: back ? [] : [ratioOf('a', 10, 10)], withdrawn: back },
    },
  ],
  requests: [],
});
const asked = (period: string, orgUnit = 's'): JudgingBatch => ({
  submissions: [],
  requests: [
    { orgUnit, dataset: 'd', period, reason: '', cause: `due@${new Date(dueTimes.get(period) ?? 0).toISOString()}` },
  ],
});
const byCatalogue = (request: JudgingBatch['requests'][number]) => ({ ...request, cause: 'catalogue@1' });

function aJudge(now = dueAt + 60_000) {
  const scorecards = inMemoryScorecards();
  const told: NotableCard[] = [];
  const clock = { now, failures: 0, catalogue: catalogueWith(due) };
  const take = takeSubmissions({
    catalogue: () => clock.catalogue,
    tree: () => tree,
    refresh: () => Promise.resolve(),
    now: () => clock.now,
    scorecards,
    standings: inMemoryStandings(),
    readSiblings: scorecards.readSiblings,
    encode: () => Buffer.alloc(0),
    publish: (_cards, notable) => {
      if (clock.failures > 0) {
        clock.failures -= 1;
        return Promise.reject(new Error('broker away'));
      }
      told.push(...notable);
      return Promise.resolve();
    },
    settled: () => undefined,
    crashPoint: () => undefined,
  });
  /** What whoever listens believes: the highest sequence decides. */
  const believed = (): readonly string[] => {
    const [newest] = told.filter(({ missing }) => missing !== undefined).sort((a, b) => b.sequence - a.sequence);
    return newest?.missing?.periods.map(({ period }) => period) ?? [];
  };
  const items = (): readonly ReturnType<typeof describeMissing>[] =>
    told.flatMap(({ card, missing }) =>
      missing === undefined ? [] : [describeMissing(clock.catalogue, card, missing)],
    );
  const cardOf = (period: string) => scorecards.all().find((card) => card.period === period);
  return { take, clock, told, items, believed, cardOf };
}

describe('a submission that has not come when it is due', () => {
  test('is a card of revision 0 without figures, counted as missing and not as reported, and told as a warning', async () => {
    const judge = aJudge();
    await judge.take(asked('2026-10'), 1);
    const card = judge.cardOf('2026-10');
    expect(card).toMatchObject({ version: 1, revision: 0, missing: true, late: false, dueAt, cells: [], groups: [] });
    expect(card?.cause).toBe('due@2026-11-06T09:00:00.000Z');
    expect(card && contributionOfCard(card, judge.clock.catalogue)).toMatchObject({ reported: 0, missing: 1, late: 0 });
    expect(judge.items()).toMatchObject([
      {
        ...{ indicator: 'missing@d', indicatorName: '未按时报送：月报', verdict: 'breached', severity: 'warning' },
        ...{ reason: '2026-10 未按时报送（期限 2026-11-06 17:00）', period: '' },
        reasonEn: '2026-10 was not reported in time (due 2026-11-06 17:00 Beijing time)',
      },
    ]);
  });

  test('and comes late replaces it: late, no more missing, and that is told', async () => {
    const judge = aJudge();
    await judge.take(asked('2026-10'), 1);
    await judge.take(said('2026-10', { revision: 1, receivedAt: at('2026-11-09T10:12') }), 1);
    expect(judge.cardOf('2026-10')).toMatchObject({ version: 2, revision: 1, missing: false, late: true, dueAt });
    expect(judge.items().at(-1)).toMatchObject({
      verdict: 'met',
      reason: '2026-10 已于 2026-11-09 10:12 补报',
      reasonEn: '2026-10 was reported after its due time, at 2026-11-09 10:12 Beijing time',
    });
  });

  test('is asked for again in vain, and told again after a crash', async () => {
    const judge = aJudge();
    judge.clock.failures = 1;
    await expect(judge.take(asked('2026-10'), 1)).rejects.toThrow('broker away');
    await judge.take(asked('2026-10'), 1);
    expect(judge.cardOf('2026-10')?.version).toBe(1);
    expect(judge.believed()).toEqual(['2026-10']);
  });

  test('is missing also when something that makes no card asks for it in the same batch', async () => {
    const judge = aJudge();
    const { requests } = asked('2026-10');
    await judge.take({ submissions: [], requests: [...requests, ...requests.map(byCatalogue)] }, 1);
    expect(judge.cardOf('2026-10')).toMatchObject({ missing: true, cause: 'due@2026-11-06T09:00:00.000Z' });
  });

  test('of a unit that does not exist then, or of a dataset that is not due any more, is nothing', async () => {
    const judge = aJudge();
    await judge.take(asked('2026-10', 'gone'), 1);
    judge.clock.catalogue = catalogueWith(undefined);
    await judge.take(asked('2026-10'), 1);
    expect(judge.told).toEqual([]);
  });

  test('is not missing any more when the rule is withdrawn', async () => {
    const judge = aJudge();
    await judge.take(asked('2026-10'), 1);
    judge.clock.catalogue = catalogueWith(undefined);
    await judge.take(
      {
        submissions: [],
        requests: [{ orgUnit: 's', dataset: 'd', period: '2026-10', cause: 'catalogue@1', reason: '改为自愿' }],
      },
      1,
    );
    expect(judge.cardOf('2026-10')).toMatchObject({ version: 2, revision: 0, missing: false, dueAt: 0 });
    expect(judge.items().at(-1)).toMatchObject({ verdict: 'met', reason: '2026-10 不再要求报送' });
  });
});

describe('a submission that has come', () => {
  test.each([
    ['at the due time itself', { revision: 1, receivedAt: dueAt }, false],
    ['a moment later', { revision: 1, receivedAt: dueAt + 1 }, true],
    ['in time and is corrected late', { revision: 2, receivedAt: dueAt + 9, first: dueAt - 9 }, false],
    ['late and is corrected', { revision: 2, receivedAt: dueAt + 99, first: dueAt + 9 }, true],
  ])('%s', async (_name, push, late) => {
    const judge = aJudge();
    await judge.take(said('2026-10', push), 1);
    await judge.take(asked('2026-10'), 1);
    expect(judge.cardOf('2026-10')).toMatchObject({ missing: false, late, dueAt, version: 1 });
    expect(judge.told).toEqual([]);
  });

  test('and is taken back after it was due is missing', async () => {
    const judge = aJudge();
    await judge.take(said('2026-10', { revision: 1, receivedAt: dueAt - 9 }), 1);
    await judge.take(said('2026-10', { revision: 2, receivedAt: dueAt + 9, back: true }), 1);
    expect(judge.cardOf('2026-10')).toMatchObject({ missing: true, late: false });
    expect(judge.believed()).toEqual(['2026-10']);
  });

  test('and is taken back before it is due is missing from then on', async () => {
    const judge = aJudge(dueAt - 60_000);
    await judge.take(said('2026-10', { revision: 1, receivedAt: dueAt - 99 }), 1);
    await judge.take(said('2026-10', { revision: 2, receivedAt: dueAt - 9, back: true }), 1);
    expect(judge.cardOf('2026-10')).toMatchObject({ missing: false });
    judge.clock.now = dueAt + 60_000;
    await judge.take(asked('2026-10'), 1);
    expect(judge.cardOf('2026-10')).toMatchObject({ missing: true, revision: 2 });
    expect(judge.believed()).toEqual(['2026-10']);
  });
});

test('two periods are one thing that goes on until both have come', async () => {
  const judge = aJudge();
  await judge.take(asked('2026-09'), 1);
  await judge.take(asked('2026-10'), 1);
  expect(judge.items().at(-1)?.reason).toBe('2 期未按时报送：2026-09、2026-10');
  await judge.take(said('2026-10', { revision: 1, receivedAt: dueAt + 9 }), 1);
  expect(judge.items().at(-1)).toMatchObject({ verdict: 'breached', period: '2026-09' });
  await judge.take(said('2026-09', { revision: 1, receivedAt: dueAt + 9 }), 1);
  expect(judge.items().at(-1)?.verdict).toBe('met');
});

test('any interleaving of due times, submissions, corrections, redelivery and crashes ends in the same cards', async () => {
  // Everything that happens to two periods, in the order in which the intake gave the revisions their numbers.
  const months = ['2026-09', '2026-10'] as const;
  const pushes = (first: number) => [
    { revision: 1, receivedAt: first },
    { revision: 2, receivedAt: first + 5, first },
    { revision: 3, receivedAt: first + 9, first },
  ];
  const step = fc.record({
    month: fc.constantFrom(...months),
    what: fc.constantFrom<'due' | 1 | 2 | 3>('due', 1, 2, 3),
    crash: fc.boolean(),
    generation: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.record({ '2026-09': fc.integer({ min: -20, max: 20 }), '2026-10': fc.integer({ min: -20, max: 20 }) }),
      fc.record({ '2026-09': fc.integer({ min: 0, max: 3 }), '2026-10': fc.integer({ min: 0, max: 3 }) }),
      async (steps, offsets, counts) => {
        const judge = aJudge();
        const batchOf = (month: (typeof months)[number], what: 'due' | number): JudgingBatch | undefined => {
          if (what === 'due') return asked(month);
          const push = pushes((dueTimes.get(month) ?? 0) + offsets[month])[what - 1];
          return push === undefined || what > counts[month] ? undefined : said(month, push);
        };
        // A failure is followed by the same messages once more, as from the broker; in the end everything has come.
        const deliver = async (batch: JudgingBatch | undefined, crash: boolean, generation: number): Promise<void> => {
          if (batch === undefined) return;
          judge.clock.failures = crash ? 1 : 0;
          await judge.take(batch, generation).catch(() => undefined);
          judge.clock.failures = 0;
          if (crash) await judge.take(batch, generation);
        };
        for (const { month, what, crash, generation } of steps) await deliver(batchOf(month, what), crash, generation);
        for (const month of months)
          for (const what of ['due', 1, 2, 3] as const) await deliver(batchOf(month, what), false, 9);
        const missing = months.filter((month) => counts[month] === 0);
        for (const month of months) {
          expect(judge.cardOf(month)).toMatchObject({
            revision: counts[month],
            missing: counts[month] === 0,
            late: counts[month] > 0 && offsets[month] > 0,
            dueAt: dueTimes.get(month),
          });
        }
        expect(judge.believed()).toEqual(missing);
      },
    ),
    { numRuns: 500 },
  );
});
