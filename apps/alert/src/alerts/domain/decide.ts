import { assertNever, ok, type Result } from '@xiaomai/kernel';
import type { AlertState, Subject } from './alert.ts';
import type { IsWorkingDay } from './deadline.ts';
import { decideEscalation } from './decide-escalation.ts';
import { decideHandling, type HandlingCommand, type Refusal } from './decide-handling.ts';
import { decideJudgement } from './decide-judgement.ts';
import type { AlertEvent } from './event.ts';
import type { Reading } from './reading.ts';

export type Judge = {
  readonly kind: 'judge';
  readonly at: number;
  readonly subject: Subject;
  readonly reading: Reading;
};
export type Escalate = { readonly kind: 'escalate'; readonly at: number };
export type AlertCommand = Judge | Escalate | HandlingCommand;

/** What the authority has laid down. */
export type Policy = {
  /** A closed case whose breach returns within this time is the same case. */
  readonly holdMs: number;
  readonly isWorkingDay: IsWorkingDay;
};

/** What follows from a command. A judgement and a clock are facts and cannot be refused; a person's command can. */
export function decide(
  policy: Policy,
  state: AlertState,
  command: AlertCommand,
): Result<readonly AlertEvent[], Refusal> {
  switch (command.kind) {
    case 'judge':
      return ok(decideJudgement(policy, state, command));
    case 'escalate':
      return ok(decideEscalation(state, command.at));
    case 'handle':
      return decideHandling(policy, state, command);
    default:
      return assertNever(command);
  }
}
