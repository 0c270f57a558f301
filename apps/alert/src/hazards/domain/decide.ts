import { assertNever, err, ok, type Result } from '@xiaomai/kernel';
import { decideHandling, type HazardHandling, type HazardRefusal } from './decide-handling.ts';
import { decideReport, type ReportHazard } from './decide-report.ts';
import type { IsWorkingDay } from './due-day.ts';
import type { HazardEvent } from './event.ts';
import { system, type Hazard } from './hazard.ts';

export type FallDue = { readonly kind: 'fall-due'; readonly at: number; readonly today: string };
export type HazardCommand = ReportHazard | HazardHandling | FallDue;

/** What the authority has laid down. */
export type HazardPolicy = { readonly isWorkingDay: IsWorkingDay };

export const isPastDue = ({ state, dueOn }: Pick<Hazard, 'state' | 'dueOn'>, today: string): boolean =>
  state === 'open' && dueOn < today;

function decideFallDue(hazard: Hazard | null, { at, today }: FallDue): readonly HazardEvent[] {
  if (hazard === null || hazard.overdue || !isPastDue(hazard, today)) return [];
  return [{ kind: 'overdue', at, by: system, note: `整改期限 ${hazard.dueOn} 已过` }];
}

/** What follows from a command. A report and a clock are facts and cannot be refused; a person's command can. */
export function decide(
  policy: HazardPolicy,
  hazard: Hazard | null,
  command: HazardCommand,
): Result<readonly HazardEvent[], HazardRefusal> {
  switch (command.kind) {
    case 'report':
      return ok(decideReport(policy, hazard, command));
    case 'fall-due':
      return ok(decideFallDue(hazard, command));
    case 'handle':
      return hazard === null ? err({ reason: 'no-such-hazard' }) : decideHandling(policy, hazard, command);
    default:
      return assertNever(command);
  }
}
