import type { Alert, AlertDetail, AlertVerb, Handling } from '@xiaomai/gateway-api/alert';
import type { Role } from '@xiaomai/gateway-api/me';

const from: Record<AlertVerb, readonly Handling[]> = {
  acknowledge: ['new'],
  assign: ['new', 'acknowledged', 'assigned', 'rectifying'],
  start: ['acknowledged', 'assigned'],
  submit: ['rectifying'],
  approve: ['in-review'],
  return: ['in-review'],
  close: ['new', 'acknowledged', 'assigned', 'rectifying'],
  reopen: ['closed'],
  comment: ['new', 'acknowledged', 'assigned', 'rectifying', 'in-review', 'closed'],
};

const verbs = Object.keys(from) as AlertVerb[];
const endings: readonly AlertVerb[] = ['approve', 'close'];

/** The school rectifies, the staff judge, a leader looks and speaks. */
const allowed: Record<Role, readonly AlertVerb[]> = {
  school: ['start', 'submit', 'comment'],
  staff: verbs,
  leader: ['comment'],
  admin: verbs,
  service: [],
};

/** What a person can do next, in the order of the work; the service has the last word. */
export const verbsFor = (alert: Pick<Alert, 'handling'>, role: Role): AlertVerb[] =>
  verbs.filter((verb) => from[verb].includes(alert.handling) && allowed[role].includes(verb));

/** An alert cannot be ended while its figures still breach the target, unless the unit is no more. */
export const isHeldBack = (alert: Pick<AlertDetail, 'condition' | 'unitClosed'>, verb: AlertVerb): boolean =>
  endings.includes(verb) && alert.condition === 'firing' && !alert.unitClosed;

/** Where a verb cannot go without a note. Grave alerts end with a review note (复盘). */
export function needsNote(alert: Alert, verb: AlertVerb): boolean {
  if (verb === 'approve')
    return alert.condition === 'firing' || alert.severity === 'critical' || alert.severity === 'major';
  return ['submit', 'return', 'close', 'reopen', 'comment'].includes(verb);
}

/** The one thing that brings the alert forward. */
export const nextVerb: Record<Handling, AlertVerb> = {
  new: 'acknowledge',
  acknowledged: 'assign',
  assigned: 'start',
  rectifying: 'submit',
  'in-review': 'approve',
  closed: 'comment',
};
