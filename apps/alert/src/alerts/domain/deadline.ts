import { shanghaiDay } from '@xiaomai/period';
import type { Clock, Episode } from './alert.ts';
import type { Severity } from './reading.ts';

/** Whether a day (YYYY-MM-DD) is worked in mainland China. */
export type IsWorkingDay = (day: string) => boolean;

type Term = { readonly hours: number } | { readonly workingDays: number };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const endOfWork = '17:30:00+08:00';

const rectifyWithin: Record<Severity, Term> = {
  critical: { hours: 24 },
  major: { workingDays: 3 },
  warning: { workingDays: 5 },
  notice: { workingDays: 10 },
};

const acknowledgeWithin: Record<Severity, Term> = {
  critical: { hours: 4 },
  major: { workingDays: 1 },
  warning: { workingDays: 1 },
  notice: { workingDays: 1 },
};

// The day on which the clock starts is not counted.
function endOfWorkingDay(from: number, workingDays: number, isWorkingDay: IsWorkingDay): number {
  let at = from;
  for (let left = workingDays; left > 0;) {
    at += dayMs;
    if (isWorkingDay(shanghaiDay(at))) left -= 1;
  }
  return Date.parse(`${shanghaiDay(at)}T${endOfWork}`);
}

const endOf = (term: Term, from: number, isWorkingDay: IsWorkingDay): number =>
  'hours' in term ? from + term.hours * hourMs : endOfWorkingDay(from, term.workingDays, isWorkingDay);

export const acknowledgeBy = (severity: Severity, from: number, isWorkingDay: IsWorkingDay): number =>
  endOf(acknowledgeWithin[severity], from, isWorkingDay);

export const rectifyBy = (severity: Severity, from: number, isWorkingDay: IsWorkingDay): number =>
  endOf(rectifyWithin[severity], from, isWorkingDay);

/** The school still owes something: the breach goes on and nobody has ended the case. */
export const isUnresolved = ({ condition, handling }: Pick<Episode, 'condition' | 'handling'>): boolean =>
  condition !== 'resolved' && handling !== 'closed';

export const isOverdue = (episode: Episode, at: number): boolean => isUnresolved(episode) && episode.deadline < at;

type Running = { readonly clock: Clock; readonly at: number };

/** The clocks that still run, with the instant at which each is missed. */
export function runningClocks(episode: Episode): readonly Running[] {
  if (!isUnresolved(episode)) return [];
  const clocks: readonly Running[] = [
    ...(episode.handling === 'new' ? [{ clock: 'acknowledgement', at: episode.acknowledgeBy } as const] : []),
    { clock: 'deadline', at: episode.deadline },
  ];
  return clocks.filter(({ clock }) => !episode.escalated.includes(clock));
}
