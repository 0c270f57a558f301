import type { Scorecard } from '../../domain/card.ts';
import type { JudgingContext } from '../judge-submissions.ts';
import { causeKind, type CauseKind, type RejudgeRequest } from './rejudge-request.ts';

type MakeCard = (request: RejudgeRequest, context: JudgingContext) => Scorecard | undefined;

const nothing: MakeCard = () => undefined;

// Where nothing was pushed there is nothing to judge.
const made: Record<CauseKind, MakeCard> = { due: nothing, catalogue: nothing, tree: nothing, base: nothing };

/** The first card of a unit that has none, by what asks for it; undefined = none. */
export const absentCard: MakeCard = (request, context) => {
  const kind = causeKind(request.cause);
  return kind === undefined ? undefined : made[kind](request, context);
};
