import type { Dataset } from '@xiaomai/gateway-api/catalogue';
import type { DecidedPeriod, PeriodDecision } from '@xiaomai/gateway-api/period';
import type { Scorecard } from '@xiaomai/gateway-api/scorecard';

export type DueState = 'missing' | 'late' | 'reported' | 'waiting' | 'closed';

type Card = Pick<Scorecard, 'missing' | 'late' | 'coverage'>;

/** What a school owes of one dataset; nothing has to be said of what is not there yet and not due. */
export function dueStateOf(card: Card | undefined, isClosed = false): DueState {
  const silent = isClosed ? 'closed' : 'waiting';
  if (card === undefined) return silent;
  if (card.missing === true) return 'missing';
  if (card.late === true) return 'late';
  return card.coverage.reported > 0 ? 'reported' : silent;
}

/** The datasets a kind of unit has to report by a day in months. */
export const owedBy = (datasets: readonly Dataset[], type: string): readonly Dataset[] =>
  datasets.filter(
    ({ due, reportedBy, periodKinds }) => due !== null && reportedBy.includes(type) && periodKinds.includes('month'),
  );

type Asked = { readonly period: string; readonly line: readonly string[] };

/** Of all decisions on the way from a unit up to the root the latest counts; undefined = it never was closed. */
export function standingDecision(
  decided: readonly DecidedPeriod[],
  { period, line }: Asked,
): PeriodDecision | undefined {
  return decided
    .filter((one) => one.period === period && line.includes(one.orgUnit))
    .flatMap(({ history }) => history.at(-1) ?? [])
    .sort((a, b) => b.at.localeCompare(a.at))[0];
}
