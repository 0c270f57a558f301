import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import type { OrgTree } from '../../org-tree/domain/org-tree.ts';
import { cardId, type CardKey, type Scorecard } from '../domain/card.ts';
import {
  judgeSubmission,
  settleCards,
  type AcceptedSubmission,
  type EncodedCard,
  type JudgingContext,
  type ScorecardStore,
  type SettledCard,
} from './judge-submissions.ts';
import { keepStandings, type NotableCard } from './standing/keep-standings.ts';
import { emptyMemory, type StandingStore } from './standing/standing-memory.ts';
import type { ReadSiblings } from './standing/who-speaks.ts';
import { gatherAround } from './around/gather-around.ts';
import { rejudgeCards } from './rejudge/rejudge-cards.ts';
import { causeKind, causeNumber, type RejudgeRequest } from './rejudge/rejudge-request.ts';

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
  readonly publish: (cards: readonly SettledCard[], notable: readonly NotableCard[]) => Promise<void>;
  /** Told after everything above has been done. */
  readonly settled: (cards: readonly EncodedCard[]) => void;
  readonly crashPoint: (name: string) => void;
};

/** What came for the org units of this writer, in whichever topic. */
export type JudgingBatch = {
  readonly submissions: readonly AcceptedSubmission[];
  /** Cards to be judged anew. */
  readonly requests: readonly RejudgeRequest[];
};

/** Judges a batch of one generation of the assignment: write → publish; the caller commits. */
export type TakeSubmissions = (batch: JudgingBatch, generation: number) => Promise<void>;

// Every revision carries the whole submission: of several in one batch only the newest matters.
function newestOf(batch: readonly AcceptedSubmission[]): readonly AcceptedSubmission[] {
  const newest = new Map<string, AcceptedSubmission>();
  for (const submission of batch) {
    const known = newest.get(submission.id);
    if (known === undefined || known.revision < submission.revision) newest.set(submission.id, submission);
  }
  return [...newest.values()];
}

// A card that has changed asks for those that compare with it, also when it only comes again.
const askedBy =
  (base: Scorecard) =>
  (key: CardKey): RejudgeRequest => ({
    ...{ orgUnit: key.orgUnit, dataset: key.dataset, period: key.period, reason: '' },
    cause: `base@${cardId(base)}#${base.version}`,
  });

// A request may name a version of the catalogue or the tree that this process has not seen yet.
function reaches(ports: Pick<TakeSubmissionsPorts, 'catalogue' | 'tree'>, cause: string): boolean {
  const kind = causeKind(cause);
  if (kind === 'catalogue') return ports.catalogue().version >= causeNumber(cause);
  return kind !== 'tree' || ports.tree().version >= causeNumber(cause);
}

async function judgeBatch(
  batch: JudgingBatch,
  known: JudgingContext,
  ports: TakeSubmissionsPorts,
): Promise<readonly SettledCard[]> {
  const submissions = newestOf(batch.submissions);
  const { around, dependents, stored } = await gatherAround({ submissions, again: batch.requests }, ports);
  const context = { ...known, around };
  const cards = submissions.map((submission) => judgeSubmission(submission, context));
  const pushed = await settleCards(cards, ports.scorecards, ports.encode);
  const fresh = new Set(pushed.filter(({ repeated }) => !repeated).map(({ card }) => cardId(card)));
  const requests = [...pushed.flatMap(({ card }) => dependents(card).map(askedBy(card))), ...batch.requests];
  const stale = requests.filter((request) => !fresh.has(cardId(request)));
  const again = await rejudgeCards(stale, { context, stored, store: ports.scorecards, encode: ports.encode });
  const replaced = new Set(again.map(({ card }) => cardId(card)));
  return [...pushed.filter(({ card }) => !replaced.has(cardId(card))), ...again];
}

/** Makes the flow. */
export function takeSubmissions(ports: TakeSubmissionsPorts): TakeSubmissions {
  let memory = emptyMemory(-1);
  const keep = keepStandings(ports);

  const contextOf = async ({ submissions, requests }: JudgingBatch): Promise<JudgingContext> => {
    const known = ({ orgUnit, dataset }: CardKey): boolean =>
      ports.tree().units.has(orgUnit) && ports.catalogue().datasets.has(dataset);
    const upToDate = requests.every(({ cause }) => reaches(ports, cause));
    if (!upToDate || ![...submissions, ...requests].every(known)) await ports.refresh();
    const behind = requests.find(({ cause }) => !reaches(ports, cause));
    if (behind !== undefined) throw new Error(`not there yet: ${behind.cause}`);
    return { catalogue: ports.catalogue(), tree: ports.tree(), now: ports.now() };
  };

  return async (batch, generation) => {
    if (memory.generation !== generation) memory = emptyMemory(generation);
    if (batch.requests.length > 0) ports.crashPoint('indicator.before-rejudge');
    try {
      const settled = await judgeBatch(batch, await contextOf(batch), ports);
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
