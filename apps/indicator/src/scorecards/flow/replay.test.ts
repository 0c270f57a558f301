import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anythingSaid, comparingCatalogue, essence, revisionsOf, rollupsOf, smallTown } from '../../testing/replay.ts';
import type { Scorecard } from '../domain/card.ts';
import { inMemoryScorecards, inMemoryStandings } from './in-memory-stores.ts';
import type { AcceptedSubmission, ScorecardStore } from './judge-submissions.ts';
import { takeSubmissions } from './take-submissions.ts';

/** Where a step breaks off, as a crash would. */
type Crash = 'none' | 'before-update' | 'half-updated' | 'before-publish';

function aJudge() {
  const stored = inMemoryScorecards();
  const told: Scorecard[] = [];
  let crash: Crash = 'none';
  const scorecards: ScorecardStore = {
    ...stored,
    update: async (cards) => {
      if (crash === 'before-update' && cards.length > 0) throw new Error('crash');
      const half = crash === 'half-updated' ? cards.slice(0, Math.ceil(cards.length / 2)) : cards;
      await stored.update(half);
      if (half.length < cards.length) throw new Error('crash');
    },
  };
  const take = takeSubmissions({
    catalogue: () => comparingCatalogue,
    tree: () => smallTown,
    refresh: () => Promise.resolve(),
    now: () => 0,
    scorecards,
    standings: inMemoryStandings(),
    readSiblings: stored.readSiblings,
    encode: () => Buffer.alloc(0),
    publish: (cards) => {
      if (crash === 'before-publish') return Promise.reject(new Error('crash'));
      told.push(...cards.map(({ card }) => card));
      return Promise.resolve();
    },
    settled: () => undefined,
    crashPoint: () => undefined,
  });
  return {
    told,
    all: () => stored.all(),
    take: (submissions: readonly AcceptedSubmission[], generation: number, how: Crash = 'none') => {
      crash = how;
      return take({ submissions, requests: [] }, generation);
    },
  };
}

const byId = (cards: readonly Scorecard[]) =>
  new Map(
    cards
      .map((card) => [`${card.orgUnit}|${card.dataset}|${card.period}`, essence(card)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

async function sortedPass(revisions: readonly AcceptedSubmission[]) {
  const judge = aJudge();
  const inOrder = [...revisions].sort((a, b) =>
    a.period === b.period ? a.revision - b.revision : a.period < b.period ? -1 : 1,
  );
  for (const revision of inOrder) await judge.take([revision], 1);
  return judge;
}

type Step = { readonly length: number; readonly back: number; readonly crash: Crash };

const run = fc.record({
  said: anythingSaid(14),
  steps: fc.array(
    fc.record({
      length: fc.integer({ min: 1, max: 5 }),
      back: fc.constantFrom(0, 0, 0, 1, 3, 9),
      crash: fc.constantFrom<Crash>('none', 'none', 'none', 'before-update', 'half-updated', 'before-publish'),
    }),
    { minLength: 6, maxLength: 12 },
  ),
  order: fc.array(fc.nat(), { minLength: 14, maxLength: 14 }),
});

// The order of different submissions is free: they come from two schools over several partitions.
function shuffled(revisions: readonly AcceptedSubmission[], order: readonly number[]): readonly AcceptedSubmission[] {
  const queues = [...Map.groupBy(revisions, ({ id }) => id).values()];
  const log: AcceptedSubmission[] = [];
  for (let turn = 0; log.length < revisions.length; turn += 1) {
    const waiting = queues.filter((queue) => queue.length > 0);
    const next = waiting[(order[turn % order.length] ?? 0) % waiting.length]?.shift();
    if (next !== undefined) log.push(next);
  }
  return log;
}

// A consumer reads the log in stretches. What breaks off comes again, memory gone; now and then it goes back further.
async function throughTrouble(log: readonly AcceptedSubmission[], steps: readonly Step[]) {
  const judge = aJudge();
  let generation = 1;
  let at = 0;
  for (let turn = 0; at < log.length; turn += 1) {
    const { length, back, crash } = steps[turn] ?? { length: 4, back: 0, crash: 'none' };
    const handled = await judge.take(log.slice(at, at + length), generation, crash).then(
      () => true,
      () => false,
    );
    if (handled) at += length;
    if (!handled || back > 0) generation += 1;
    at = Math.max(0, at - back);
  }
  return judge;
}

test('any order, repetition, batching and crash end in the cards and sums of a sorted single pass', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(run, async ({ said, steps, order }) => {
      const revisions = revisionsOf(said);
      const judge = await throughTrouble(shuffled(revisions, order), steps);
      const sorted = await sortedPass(revisions);
      expect(byId(judge.all())).toEqual(byId(sorted.all()));
      expect(rollupsOf(judge.told)).toEqual(rollupsOf(sorted.all()));
      compared += sorted.all().filter(({ cells }) => cells.some(({ against }) => against !== '')).length;
    }),
    { numRuns: 1_000, seed: 20_261_130 },
  );
  expect(compared).toBeGreaterThan(1_000); // cards that were held against others: the runs are about something
}, 600_000);
