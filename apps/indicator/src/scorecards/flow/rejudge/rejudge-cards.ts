import { cardId, succeeding, type Scorecard } from '../../domain/card.ts';
import type { EncodedCard, JudgingContext, ScorecardStore, SettledCard } from '../judge-submissions.ts';
import { judgeSubmission } from '../judge-submissions.ts';
import { pushedFigures } from '../around/gather-around.ts';
import { absentCard, cardOfNothing } from './absent-card.ts';
import { causeKind, sameOrigin, type RejudgeRequest } from './rejudge-request.ts';
import { sameJudgement } from './same-judgement.ts';

/** What judging anew needs. */
export type RejudgePorts = {
  readonly context: JudgingContext;
  /** The cards as they stand, by id; those that are not there do not exist. */
  readonly stored: ReadonlyMap<string, EncodedCard>;
  readonly store: ScorecardStore;
  readonly encode: (card: Scorecard) => Buffer;
};

/** Judges the submission that a stored card is of, as if it came now. */
export function judgeStored(card: Scorecard, context: JudgingContext): Scorecard {
  const { orgUnit, dataset, period, revision, receivedAt, firstReceivedAt, withdrawn } = card;
  const submission = {
    ...{ id: cardId(card), orgUnit, dataset, period, revision, receivedAt, firstReceivedAt },
    figures: pushedFigures(card, context.catalogue),
    withdrawn: withdrawn === true,
  };
  return judgeSubmission(submission, context);
}

function judgeAgain(before: Scorecard, request: RejudgeRequest, context: JudgingContext): Scorecard {
  const made = { cause: request.cause, reason: request.reason };
  const next = before.revision === 0 ? cardOfNothing(before, context) : judgeStored(before, context);
  return succeeding({ ...next, ...made }, before);
}

function byCard(requests: readonly RejudgeRequest[]): ReadonlyMap<string, readonly RejudgeRequest[]> {
  const groups = new Map<string, RejudgeRequest[]>();
  for (const request of requests) {
    const group = groups.get(cardId(request));
    if (group === undefined) groups.set(cardId(request), [request]);
    else group.push(request);
  }
  return groups;
}

// A card that stands as one of the causes left it may not have been told before a crash; another version of the same base
// may have taken its place in the message that comes again. One that the tree has moved away and back stands as it stood, but
// whoever rolls up may have dropped it in between; and a new catalogue may judge the sums anew where it leaves the parts alone.
const mayBeUntold = (card: Scorecard, group: readonly RejudgeRequest[]): boolean =>
  group.some(({ cause }) => sameOrigin(cause) === sameOrigin(card.cause) || reachesRollups(cause));

const reachesRollups = (cause: string): boolean => causeKind(cause) === 'tree' || causeKind(cause) === 'catalogue';

type Outcome = { readonly kind: 'fresh' | 'changed' | 'repeated'; readonly next: EncodedCard };
type Group = { readonly requests: readonly RejudgeRequest[]; readonly before: EncodedCard | undefined };

function judgeOne({ requests, before }: Group, { context, encode }: RejudgePorts): Outcome | undefined {
  if (before === undefined) {
    const card = absentCard(requests, context);
    return card === undefined ? undefined : { kind: 'fresh', next: { card, bytes: encode(card) } };
  }
  const next = judgeAgain(before.card, requests.at(-1) as RejudgeRequest, context); // no group is empty
  if (!sameJudgement(before.card, next)) return { kind: 'changed', next: { card: next, bytes: encode(next) } };
  return mayBeUntold(before.card, requests) ? { kind: 'repeated', next: before } : undefined;
}

/** Judges stored cards anew from their own figures under the present catalogue and tree. Where nothing changes nothing is
 *  written; what one of these causes has changed before is told again. */
export async function rejudgeCards(
  requests: readonly RejudgeRequest[],
  ports: RejudgePorts,
): Promise<readonly SettledCard[]> {
  if (requests.length === 0) return [];
  const groups = byCard(requests);
  const outcomes = [...groups].flatMap(
    ([id, group]) => judgeOne({ requests: group, before: ports.stored.get(id) }, ports) ?? [],
  );
  const of = (kind: Outcome['kind']): readonly EncodedCard[] =>
    outcomes.filter((outcome) => outcome.kind === kind).map(({ next }) => next);
  const raced = await ports.store.insert(of('fresh'));
  if (raced.size > 0) throw new Error('another writer inserted the same scorecards');
  await ports.store.update(of('changed'));
  return outcomes.map(({ kind, next }) => ({ ...next, repeated: kind === 'repeated' }));
}
