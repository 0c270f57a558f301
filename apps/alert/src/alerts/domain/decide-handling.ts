import { err, ok, type Result } from '@xiaomai/kernel';
import type { AlertState, Episode, Handling } from './alert.ts';
import { acknowledgeBy, rectifyBy } from './deadline.ts';
import type { Policy } from './decide.ts';
import type { AlertEvent } from './event.ts';

export type HandlingVerb =
  'acknowledge' | 'assign' | 'start' | 'submit' | 'approve' | 'return' | 'close' | 'reopen' | 'comment';

/** What a person does to an alert, and which state of its handling the person had in view. */
export type HandlingCommand = {
  readonly kind: 'handle';
  readonly verb: HandlingVerb;
  readonly at: number;
  readonly by: string;
  readonly handlingVersion: number;
  readonly note: string;
  readonly assignee: string;
  readonly links: readonly string[];
  /** The unit is no more, so that nothing but a person's word can end the case. */
  readonly unitIsClosed?: boolean;
};

export type Refusal =
  | { readonly reason: 'no-such-episode' }
  | { readonly reason: 'moved-on'; readonly handlingVersion: number }
  | { readonly reason: 'not-in-this-state'; readonly handling: Handling }
  | { readonly reason: 'still-firing' }
  | { readonly reason: 'evidence-missing' }
  | { readonly reason: 'review-missing' }
  | { readonly reason: 'note-missing' }
  | { readonly reason: 'assignee-missing' };

const from: Record<HandlingVerb, readonly Handling[]> = {
  acknowledge: ['new'],
  assign: ['new', 'acknowledged', 'assigned', 'rectifying'],
  start: ['acknowledged', 'assigned'],
  submit: ['rectifying'],
  approve: ['in-review'],
  return: ['in-review'],
  close: ['new', 'acknowledged', 'assigned', 'rectifying', 'in-review'],
  reopen: ['closed'],
  comment: ['new', 'acknowledged', 'assigned', 'rectifying', 'in-review', 'closed'],
};

type Check = (episode: Episode, command: HandlingCommand) => Refusal['reason'] | null;

const isBlank = (text: string): boolean => text.trim() === '';

const needsNote: Check = (_, { note }) => (isBlank(note) ? 'note-missing' : null);
const needsAssignee: Check = (_, { assignee }) => (isBlank(assignee) ? 'assignee-missing' : null);
const needsEvidence: Check = (_, { note, links }) => (isBlank(note) && links.length === 0 ? 'evidence-missing' : null);
const needsEnd: Check = ({ condition }, { unitIsClosed = false }) =>
  condition === 'firing' && !unitIsClosed ? 'still-firing' : null;
const needsReasonWhileFiring: Check = ({ condition }, { note }) =>
  condition === 'firing' && isBlank(note) ? 'note-missing' : null;
const needsReasonOrEvidence: Check = ({ hasEvidence }, { note }) =>
  hasEvidence || !isBlank(note) ? null : 'evidence-missing';
const needsReview: Check = ({ severity }, { note }) =>
  (severity === 'critical' || severity === 'major') && isBlank(note) ? 'review-missing' : null;

const checks: Record<HandlingVerb, readonly Check[]> = {
  acknowledge: [],
  assign: [needsAssignee],
  start: [],
  submit: [needsEvidence],
  approve: [needsEnd, needsReview, needsReasonWhileFiring],
  return: [needsNote],
  close: [needsEnd, needsReview, needsReasonWhileFiring, needsReasonOrEvidence],
  reopen: [needsNote],
  comment: [needsNote],
};

type Eventful = (command: HandlingCommand, episode: Episode, policy: Policy) => readonly AlertEvent[];

const byOf = ({ at, by, note }: HandlingCommand): { at: number; by: string; note: string } => ({ at, by, note });

const events: Record<HandlingVerb, Eventful> = {
  acknowledge: (command) => [{ kind: 'acknowledged', ...byOf(command) }],
  assign: (command) => [{ kind: 'assigned', assignee: command.assignee.trim(), ...byOf(command) }],
  start: (command) => [{ kind: 'started', ...byOf(command) }],
  submit: (command) => [{ kind: 'submitted', links: command.links, ...byOf(command) }],
  approve: (command) => [
    { kind: 'approved', ...byOf(command) },
    { kind: 'closed', ...byOf(command) },
  ],
  return: (command) => [{ kind: 'returned', ...byOf(command) }],
  close: (command) => [{ kind: 'closed', ...byOf(command) }],
  reopen: (command, { severity }, { isWorkingDay }) => [
    {
      kind: 'reopened',
      ...byOf(command),
      acknowledgeBy: acknowledgeBy(severity, command.at, isWorkingDay),
      deadline: rectifyBy(severity, command.at, isWorkingDay),
    },
  ],
  comment: (command) => [{ kind: 'commented', ...byOf(command) }],
};

function refusalOf(episode: Episode, command: HandlingCommand): Refusal | null {
  const { verb, handlingVersion } = command;
  // A comment changes nothing that somebody else could have changed meanwhile.
  if (verb !== 'comment' && handlingVersion !== episode.handlingVersion) {
    return { reason: 'moved-on', handlingVersion: episode.handlingVersion };
  }
  if (!from[verb].includes(episode.handling)) return { reason: 'not-in-this-state', handling: episode.handling };
  const [reason] = checks[verb].map((check) => check(episode, command)).filter((found) => found !== null);
  return reason === undefined ? null : ({ reason } as Refusal);
}

/** Whether a person may do this now, and what then happened. */
export function decideHandling(
  policy: Policy,
  state: AlertState,
  command: HandlingCommand,
): Result<readonly AlertEvent[], Refusal> {
  if (state.episode === null) return err({ reason: 'no-such-episode' });
  const refusal = refusalOf(state.episode, command);
  return refusal === null ? ok(events[command.verb](command, state.episode, policy)) : err(refusal);
}
