import { isMissingRule, type AlertState, type Episode } from './alert.ts';
import { acknowledgeBy, rectifyBy } from './deadline.ts';
import type { Judge, Policy } from './decide.ts';
import type { AlertEvent } from './event.ts';
import { decidingReading, isSamePeriod, saysTheSame, withReading, type Reading } from './reading.ts';

type Judged = { readonly policy: Policy; readonly episode: Episode | null; readonly command: Judge };

const clocksOf = ({ policy, command }: Judged, reading: Reading): { acknowledgeBy: number; deadline: number } => ({
  acknowledgeBy: acknowledgeBy(reading.severity, command.at, policy.isWorkingDay),
  deadline: rectifyBy(reading.severity, command.at, policy.isWorkingDay),
});

function updated(
  { policy, command: { at, subject } }: Judged,
  episode: Episode,
  reading: Reading,
): readonly AlertEvent[] {
  const stays = episode.subject.path === subject.path; // the tree may have moved the unit, and with it who handles it
  if (stays && saysTheSame(episode.reading, reading)) return [];
  const deadline =
    reading.severity === episode.severity
      ? episode.deadline
      : rectifyBy(reading.severity, episode.openedAt, policy.isWorkingDay);
  return [{ kind: 'updated', at, subject, reading, deadline }];
}

// A short dip does not give the school more time; a case taken up again after a while does.
const goesOn = ({ policy, command }: Judged, { condition, handling, resolvedAt }: Episode): boolean =>
  handling !== 'closed' && (condition === 'no-data' || command.at - resolvedAt <= policy.holdMs);

// Two are never open: what nobody has closed is the same case, however long ago it was resolved.
const isOver = ({ policy, command }: Judged, { handling, closedAt }: Episode): boolean =>
  handling === 'closed' && command.at - closedAt > policy.holdMs;

// The case of a unit that is no more may have been closed while it fired: the same figures do not open it again.
const isSettled = ({ episode }: Judged, next: Reading): boolean =>
  episode?.condition === 'firing' && episode.handling === 'closed' && saysTheSame(episode.reading, next);

function breached(judged: Judged, reading: Reading): readonly AlertEvent[] {
  const { episode, command } = judged;
  const { at, subject } = command;
  if (episode === null || isOver(judged, episode)) {
    const number = (episode?.number ?? 0) + 1;
    return [{ kind: 'opened', at, number, subject, reading, ...clocksOf(judged, reading) }];
  }
  if (episode.condition === 'firing') return updated(judged, episode, reading);
  const clocks = goesOn(judged, episode) ? null : clocksOf(judged, reading);
  return [{ kind: 'returned-to-breach', at, subject, reading, clocks }];
}

function reasonOfEnd(episode: Episode, reading: Reading): string {
  if (reading.closedSince !== undefined) return 'unit-closed';
  if (isMissingRule(episode.subject.indicator)) return 'reported-late';
  const isCorrection = isSamePeriod(episode.reading, reading) || reading.periodEnd < episode.reading.periodEnd;
  return isCorrection ? 'corrected' : reading.verdict;
}

function cleared({ episode, command: { at } }: Judged, reading: Reading): readonly AlertEvent[] {
  if (episode === null || episode.condition === 'resolved') return [];
  return [{ kind: 'resolved', at, reading, because: reasonOfEnd(episode, reading) }];
}

function withdrawn({ episode, command: { at } }: Judged): readonly AlertEvent[] {
  return episode?.condition === 'firing' ? [{ kind: 'data-withdrawn', at }] : [];
}

function conditionAfter(judged: Judged, deciding: Reading | undefined): readonly AlertEvent[] {
  if (deciding === undefined) return withdrawn(judged);
  if (deciding.verdict !== 'breached') return cleared(judged, deciding);
  return isSettled(judged, deciding) ? [] : breached(judged, deciding);
}

/** The condition follows the newest valid reading, whatever the order in which readings come; nothing new, no event. */
export function decideJudgement(policy: Policy, state: AlertState, command: Judge): readonly AlertEvent[] {
  const readings = withReading(state.readings, command.reading);
  if (readings === state.readings) return [];
  const deciding = decidingReading(readings);
  const changed =
    deciding === decidingReading(state.readings)
      ? []
      : conditionAfter({ policy, episode: state.episode, command }, deciding);
  return [{ kind: 'reading-taken', reading: command.reading }, ...changed];
}
