import { parsePeriod } from '@xiaomai/period';
import { isExpected } from '../../../due/domain/due-plan.ts';
import { nearestPlace, placeOn } from '../../../org-tree/domain/org-tree.ts';
import type { CardKey, Scorecard } from '../../domain/card.ts';
import { timelinessOf } from '../../domain/timeliness.ts';
import { UnknownReference, type JudgingContext } from '../judge-submissions.ts';
import { causeKind, type RejudgeRequest } from './rejudge-request.ts';

/** The card of a unit from which nothing has come, as the first version: whether that is missing now. */
export function cardOfNothing({ orgUnit, dataset, period: text }: CardKey, context: JudgingContext): Scorecard {
  const plan = context.catalogue.datasets.get(dataset);
  const period = parsePeriod(text);
  if (plan === undefined) throw new UnknownReference(`dataset ${dataset}`);
  if (!period.ok) throw new UnknownReference(`period ${text}`);
  const unit = nearestPlace(context.tree, orgUnit, period.value.end);
  if (unit === undefined) throw new UnknownReference(`org unit ${orgUnit}`);
  const place = placeOn(context.tree, orgUnit, period.value.end);
  const expected = place !== undefined && isExpected(plan, place, period.value);
  return {
    ...{ orgUnit, dataset, period: text, parent: unit.parent, path: unit.path, formerParents: [] },
    ...{ version: 1, revision: 0, cause: '', reason: '', receivedAt: 0, firstReceivedAt: 0 },
    ...{ judgedAt: context.now, catalogueVersion: context.catalogue.version, withdrawn: false },
    ...{ cells: [], groups: [], findings: [] },
    ...timelinessOf({ dataset: plan, period: period.value, since: undefined, expected }, context.now),
  };
}

/** The first card of a unit that has none: only its due time makes one, and only if it is missing then. */
export function absentCard(requests: readonly RejudgeRequest[], context: JudgingContext): Scorecard | undefined {
  const request = requests.findLast(({ cause }) => causeKind(cause) === 'due');
  if (request === undefined) return undefined;
  const card = cardOfNothing(request, context);
  return card.missing ? { ...card, cause: request.cause, reason: request.reason } : undefined;
}
