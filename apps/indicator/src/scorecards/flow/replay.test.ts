import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  anythingSaid,
  believedOf,
  breachesOf,
  comparingCatalogue,
  essence,
  newestOf,
  outlierCatalogue,
  revisionsOf,
  rollupsOf,
  sameAgainAndAgain,
  smallTown,
  type Said,
} from '../../testing/replay.ts';
import { memoryJudge, sortedPass, type Crash } from '../../testing/memory-judge.ts';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import type { Scorecard } from '../domain/card.ts';
import type { AcceptedSubmission } from './judge-submissions.ts';

const judgementBy = (catalogue: Catalogue) => ({ catalogue, tree: smallTown, now: 0 });
type Judgement = ReturnType<typeof judgementBy>;

// What parents make of the cards they heard of: the highest version of each child counts.
const sumsOf = (told: readonly Scorecard[], judgement: Judgement) =>
  new Map([...rollupsOf(newestOf(told), judgement)].map(([key, { version: _version, ...sums }]) => [key, sums]));

const byId = (cards: readonly Scorecard[]) =>
  new Map(
    cards
      .map((card) => [`${card.orgUnit}|${card.dataset}|${card.period}`, essence(card)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

type Step = { readonly length: number; readonly back: number; readonly crash: Crash };

const runOf = (said: fc.Arbitrary<readonly Said[]>) =>
  fc.record({
    said,
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
async function throughTrouble(log: readonly AcceptedSubmission[], steps: readonly Step[], judgement: Judgement) {
  const judge = memoryJudge(judgement);
  let generation = 1;
  let at = 0;
  for (let turn = 0; at < log.length; turn += 1) {
    const { length, back, crash } = steps[turn] ?? { length: 4, back: 0, crash: 'none' };
    const handled = await judge.take({ submissions: log.slice(at, at + length), requests: [] }, generation, crash).then(
      () => true,
      () => false,
    );
    if (handled) at += length;
    if (!handled || back > 0) generation += 1;
    at = Math.max(0, at - back);
  }
  return judge;
}

type Runs = {
  readonly catalogue: Catalogue;
  readonly numRuns: number;
  readonly ofInterest: (card: Scorecard) => boolean;
};

/** Runs what is said through trouble, and once in order: both must end in the same. Counts the cards that are of interest. */
async function compareRuns(said: fc.Arbitrary<readonly Said[]>, { catalogue, numRuns, ofInterest }: Runs) {
  const judgement = judgementBy(catalogue);
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(runOf(said), async ({ said: all, steps, order }) => {
      const revisions = revisionsOf(all);
      const judge = await throughTrouble(shuffled(revisions, order), steps, judgement);
      const sorted = await sortedPass({ submissions: revisions, requests: [] }, judgement);
      expect(byId(judge.all())).toEqual(byId(sorted.all()));
      expect(sumsOf(judge.told, judgement)).toEqual(sumsOf(sorted.all(), judgement));
      expect(believedOf(judge.heard)).toEqual(breachesOf(sorted.all()));
      compared += sorted.all().filter(ofInterest).length;
    }),
    { numRuns, seed: 20_261_130 },
  );
  return compared;
}

test('any order, repetition, batching and crash end in the cards, sums and known breaches of a sorted single pass', async () => {
  const ofInterest = ({ cells }: Scorecard): boolean => cells.some(({ against }) => against !== '');
  const runs = { catalogue: comparingCatalogue, numRuns: 1_000, ofInterest };
  expect(await compareRuns(anythingSaid(['s1', 's2'], 14), runs)).toBeGreaterThan(1_000); // the runs are about something
}, 600_000);

test('outliers are found among the past as it stands, in whatever order it came and was corrected', async () => {
  const ofInterest = ({ findings }: Scorecard): boolean => findings.some(({ code }) => code === 'outlier-own');
  const runs = { catalogue: outlierCatalogue, numRuns: 300, ofInterest };
  expect(await compareRuns(sameAgainAndAgain(24), runs)).toBeGreaterThan(40);
}, 600_000);
