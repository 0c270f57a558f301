import { err, ok, type Result } from '@xiaomai/kernel';
import type { HazardPolicy } from './decide.ts';
import { dueDay } from './due-day.ts';
import type { HazardEvent } from './event.ts';
import type { Hazard, HazardState } from './hazard.ts';

export type HazardVerb = 'rectify' | 'strike-off' | 'return' | 'reopen' | 'void' | 'comment' | 'recheck';

/** What a person does to a hazard, and which state of its handling the person had in view. */
export type HazardHandling = {
  readonly kind: 'handle';
  readonly verb: HazardVerb;
  readonly at: number;
  /** The calendar day in Asia/Shanghai. */
  readonly today: string;
  readonly by: string;
  readonly handlingVersion: number;
  readonly note: string;
  readonly links: readonly string[];
  /** RECTIFY: the day it was done; empty = today. */
  readonly on: string;
  /** RECHECK: the look-back sample, and whether the hazard has stayed away. */
  readonly sample: string;
  readonly passed: boolean;
};

export type HazardRefusal =
  | { readonly reason: 'no-such-hazard' }
  | { readonly reason: 'moved-on'; readonly handlingVersion: number }
  | { readonly reason: 'not-in-this-state'; readonly state: HazardState }
  | { readonly reason: 'note-missing' }
  | { readonly reason: 'evidence-missing' }
  | { readonly reason: 'date-before-found' }
  | { readonly reason: 'date-in-future' }
  | { readonly reason: 'already-rechecked' };

const from: Record<HazardVerb, readonly HazardState[]> = {
  rectify: ['open'],
  'strike-off': ['rectified'],
  return: ['rectified'],
  reopen: ['struck-off'],
  void: ['open', 'rectified', 'struck-off'],
  comment: ['open', 'rectified', 'struck-off', 'voided'],
  recheck: ['open', 'rectified', 'struck-off'],
};

type Check = (hazard: Hazard, command: HazardHandling) => HazardRefusal['reason'] | null;

const isBlank = (text: string): boolean => text.trim() === '';

/** Whether what is said to have been done can be believed: words always, and for a major hazard something to look at. */
export const isEvident = (
  { severity }: Pick<Hazard, 'severity'>,
  said: { readonly note: string; readonly links: readonly string[] },
): boolean => !isBlank(said.note) && (severity === 'general' || said.links.length > 0);

const needsNote: Check = (_, { note }) => (isBlank(note) ? 'note-missing' : null);
const needsEvidence: Check = (hazard, command) => (isEvident(hazard, command) ? null : 'evidence-missing');
const needsStoredEvidence: Check = ({ evidence }) => (evidence === null ? 'evidence-missing' : null);
const needsDay: Check = ({ foundOn }, { on, today }) => {
  if (on === '') return null;
  if (on < foundOn) return 'date-before-found';
  return on > today ? 'date-in-future' : null;
};
const needsFirst: Check = ({ rechecks }, { sample }) =>
  rechecks.some((recheck) => recheck.sample === sample) ? 'already-rechecked' : null;
// A look-back that finds the hazard again says what it saw.
const needsFinding: Check = (_, { passed, note }) => (!passed && isBlank(note) ? 'note-missing' : null);

const checks: Record<HazardVerb, readonly Check[]> = {
  rectify: [needsEvidence, needsDay],
  'strike-off': [needsStoredEvidence],
  return: [needsNote],
  reopen: [needsNote],
  void: [needsNote],
  comment: [needsNote],
  recheck: [needsFirst, needsFinding],
};

type Said = { readonly at: number; readonly by: string; readonly note: string };
type Eventful = (said: Said, command: HazardHandling, decided: Decided) => readonly HazardEvent[];
type Decided = { readonly hazard: Hazard; readonly dueOn: string };

function rechecked(
  said: Said,
  { sample, passed, today, by }: HazardHandling,
  decided: Decided,
): readonly HazardEvent[] {
  const event: HazardEvent = { kind: 'rechecked', ...said, recheck: { sample, on: today, by, passed } };
  const isBack = !passed && decided.hazard.state === 'struck-off';
  return isBack ? [event, { kind: 'reopened', ...said, dueOn: decided.dueOn }] : [event];
}

const events: Record<HazardVerb, Eventful> = {
  rectify: (said, { on, today, note, links }) => [
    { kind: 'rectified', ...said, evidence: { on: on || today, note, links }, source: null },
  ],
  'strike-off': (said) => [{ kind: 'struck-off', ...said }],
  return: (said) => [{ kind: 'returned', ...said }],
  reopen: (said, _, { dueOn }) => [{ kind: 'reopened', ...said, dueOn }],
  void: (said) => [{ kind: 'voided', ...said }],
  comment: (said) => [{ kind: 'commented', ...said }],
  recheck: rechecked,
};

// A comment and a look-back change nothing that somebody else could have changed meanwhile.
const needsVersion = (verb: HazardVerb): boolean => verb !== 'comment' && verb !== 'recheck';

function refusalOf(hazard: Hazard, command: HazardHandling): HazardRefusal | null {
  const { verb, handlingVersion } = command;
  if (needsVersion(verb) && handlingVersion !== hazard.handlingVersion) {
    return { reason: 'moved-on', handlingVersion: hazard.handlingVersion };
  }
  if (!from[verb].includes(hazard.state)) return { reason: 'not-in-this-state', state: hazard.state };
  const [reason] = checks[verb].map((check) => check(hazard, command)).filter((found) => found !== null);
  return reason === undefined ? null : ({ reason } as HazardRefusal);
}

/** Whether a person may do this now, and what then happened. */
export function decideHandling(
  { isWorkingDay }: HazardPolicy,
  hazard: Hazard,
  command: HazardHandling,
): Result<readonly HazardEvent[], HazardRefusal> {
  const refusal = refusalOf(hazard, command);
  if (refusal !== null) return err(refusal);
  const { at, by, note, today, verb } = command;
  const dueOn = dueDay(today, hazard.severity, isWorkingDay);
  return ok(events[verb]({ at, by, note }, command, { hazard, dueOn }));
}
