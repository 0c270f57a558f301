import type { Catalogue } from '../catalogue/domain/catalogue.ts';
import type { OrgTree } from '../org-tree/domain/org-tree.ts';
import type { Scorecard } from '../scorecards/domain/card.ts';
import { inMemoryScorecards, inMemoryStandings } from '../scorecards/flow/in-memory-stores.ts';
import type { AcceptedSubmission, ScorecardStore } from '../scorecards/flow/judge-submissions.ts';
import type { NotableCard } from '../scorecards/flow/standing/keep-standings.ts';
import type { RejudgeRequest } from '../scorecards/flow/rejudge/rejudge-request.ts';
import { takeSubmissions, type JudgingBatch } from '../scorecards/flow/take-submissions.ts';

/** What is judged by, and when. */
export type Judgement = { readonly catalogue: Catalogue; readonly tree: OrgTree; readonly now: number };

/** Where a step breaks off, as a crash would. */
export type Crash = 'none' | 'before-update' | 'half-updated' | 'before-publish';

/** A judge whose stores live as long as the test. */
export type MemoryJudge = {
  /** Every card it has published, in order. */
  readonly told: readonly Scorecard[];
  /** What whoever handles verdicts has heard, in order. */
  readonly heard: readonly NotableCard[];
  readonly all: () => readonly Scorecard[];
  /** Judges by another catalogue from now on. */
  readonly adopt: (next: Catalogue) => void;
  readonly take: (batch: JudgingBatch, generation: number, how?: Crash) => Promise<void>;
};

/** Makes a judge. */
export function memoryJudge({ catalogue: initial, tree, now }: Judgement): MemoryJudge {
  let catalogue = initial;
  const stored = inMemoryScorecards();
  const told: Scorecard[] = [];
  const heard: NotableCard[] = [];
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
    catalogue: () => catalogue,
    tree: () => tree,
    refresh: () => Promise.resolve(),
    now: () => now,
    scorecards,
    standings: inMemoryStandings(),
    readSiblings: stored.readSiblings,
    encode: () => Buffer.alloc(0),
    publish: (cards, notable) => {
      if (crash === 'before-publish') return Promise.reject(new Error('crash'));
      told.push(...cards.map(({ card }) => card));
      heard.push(...notable);
      return Promise.resolve();
    },
    settled: () => undefined,
    crashPoint: () => undefined,
  });
  return {
    told,
    heard,
    all: () => stored.all(),
    adopt: (next) => {
      catalogue = next;
    },
    take: (batch, generation, how = 'none') => {
      crash = how;
      return take(batch, generation);
    },
  };
}

/** What must come out, in whatever order it comes in: every revision by itself, in the order of periods, then what else asks. */
export async function sortedPass(
  {
    submissions,
    requests,
  }: { readonly submissions: readonly AcceptedSubmission[]; readonly requests: readonly RejudgeRequest[] },
  judgement: Judgement,
): Promise<MemoryJudge> {
  const judge = memoryJudge(judgement);
  const inOrder = [...submissions].sort((a, b) =>
    a.period === b.period ? a.revision - b.revision : a.period < b.period ? -1 : 1,
  );
  for (const revision of inOrder) await judge.take({ submissions: [revision], requests: [] }, 1);
  for (const request of requests) await judge.take({ submissions: [], requests: [request] }, 1);
  return judge;
}
