import type { Hazard, HazardVerb } from '@xiaomai/gateway-api/hazard';
import type { Role } from '@xiaomai/gateway-api/me';

const from: Record<HazardVerb, readonly Hazard['state'][]> = {
  rectify: ['open'],
  'strike-off': ['rectified'],
  return: ['rectified'],
  reopen: ['struck-off'],
  void: ['open', 'rectified', 'struck-off'],
  comment: ['open', 'rectified', 'struck-off', 'voided'],
};

const verbs = Object.keys(from) as HazardVerb[];

/** The school puts it right, the staff strike it off, a leader looks and speaks. */
const allowed: Record<Role, readonly HazardVerb[]> = {
  school: ['rectify', 'comment'],
  staff: verbs,
  leader: ['comment'],
  admin: verbs,
  service: [],
};

/** What a person can do next; the service has the last word. */
export const hazardVerbsFor = ({ state }: Pick<Hazard, 'state'>, role: Role): HazardVerb[] =>
  verbs.filter((verb) => from[verb].includes(state) && allowed[role].includes(verb));

/** Striking off alone needs no word more: the evidence is there already. */
export const needsHazardNote = (verb: HazardVerb): boolean => verb !== 'strike-off';
