import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import type { OrgTree } from '../../org-tree/domain/org-tree.ts';
import type { Scorecard } from '../domain/card.ts';
import {
  judgeSubmission,
  settleCards,
  type AcceptedSubmission,
  type EncodedCard,
  type ScorecardStore,
} from './judge-submissions.ts';
import {
  emptyMemory,
  keepStandings,
  type NotableCard,
  type ReadSiblings,
  type StandingStore,
} from './keep-standings.ts';

/** What the judging of submissions needs from outside. */
export type TakeSubmissionsPorts = {
  readonly catalogue: () => Catalogue;
  readonly tree: () => OrgTree;
  /** Brings catalogue and tree up to date: a submission names something newer than what is in memory. */
  readonly refresh: () => Promise<void>;
  readonly now: () => number;
  readonly scorecards: ScorecardStore;
  readonly standings: StandingStore;
  readonly readSiblings: ReadSiblings;
  readonly encode: (card: Scorecard) => Buffer;
  /** Publishes the cards to their parents and the notable ones to whoever handles verdicts. */
  readonly publish: (cards: readonly EncodedCard[], notable: readonly NotableCard[]) => Promise<void>;
  /** Told after everything above has been done. */
  readonly settled: (cards: readonly EncodedCard[]) => void;
  readonly crashPoint: (name: string) => void;
};

/** Judges a batch of submissions of one generation of the assignment: write → publish; the caller commits. */
export type TakeSubmissions = (batch: readonly AcceptedSubmission[], generation: number) => Promise<void>;

// Every revision carries the whole submission: of several in one batch only the newest matters.
function newestOf(batch: readonly AcceptedSubmission[]): readonly AcceptedSubmission[] {
  const newest = new Map<string, AcceptedSubmission>();
  for (const submission of batch) {
    const known = newest.get(submission.id);
    if (known === undefined || known.revision < submission.revision) newest.set(submission.id, submission);
  }
  return [...newest.values()];
}

/** Makes the flow. */
export function takeSubmissions(ports: TakeSubmissionsPorts): TakeSubmissions {
  let memory = emptyMemory(-1);
  const keep = keepStandings(ports.standings, ports.readSiblings);

  const judgeAll = async (batch: readonly AcceptedSubmission[]): Promise<readonly Scorecard[]> => {
    const known = ({ orgUnit, dataset }: AcceptedSubmission): boolean =>
      ports.tree().units.has(orgUnit) && ports.catalogue().datasets.has(dataset);
    if (!batch.every(known)) await ports.refresh();
    const context = { catalogue: ports.catalogue(), tree: ports.tree(), now: ports.now() };
    return batch.map((submission) => judgeSubmission(submission, context));
  };

  return async (batch, generation) => {
    if (memory.generation !== generation) memory = emptyMemory(generation);
    try {
      const cards = await judgeAll(newestOf(batch));
      const settled = await settleCards(cards, ports.scorecards, ports.encode);
      const notable = await keep(memory, settled);
      ports.crashPoint('indicator.after-write');
      await ports.publish(settled, notable);
      ports.crashPoint('indicator.after-publish');
      ports.settled(settled);
    } catch (error) {
      memory = emptyMemory(generation); // what is remembered may be ahead of what is stored
      throw error;
    }
  };
}
