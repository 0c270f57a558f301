import {
  HazardClass,
  HazardSeverity,
  HazardState,
  HazardVerb as WireVerb,
  type ReportedHazard,
} from '@xiaomai/contracts/hazard';
import type { Evidence, Hazard, Particulars } from '../domain/hazard.ts';
import type { HazardVerb } from '../domain/decide-handling.ts';

export const classes: ReadonlyMap<HazardClass, Hazard['class']> = new Map([
  [HazardClass.SECURITY, 'security'],
  [HazardClass.FIRE, 'fire'],
  [HazardClass.FOOD, 'food'],
  [HazardClass.TRAFFIC, 'traffic'],
  [HazardClass.CHEMICALS, 'chemicals'],
  [HazardClass.DROWNING, 'drowning'],
  [HazardClass.MENTAL_HEALTH, 'mental-health'],
]);

export const severities: ReadonlyMap<HazardSeverity, Hazard['severity']> = new Map([
  [HazardSeverity.GENERAL, 'general'],
  [HazardSeverity.MAJOR, 'major'],
]);

export const states: ReadonlyMap<HazardState, Hazard['state']> = new Map([
  [HazardState.OPEN, 'open'],
  [HazardState.RECTIFIED, 'rectified'],
  [HazardState.STRUCK_OFF, 'struck-off'],
  [HazardState.VOIDED, 'voided'],
]);

export const verbs: ReadonlyMap<WireVerb, HazardVerb> = new Map([
  [WireVerb.RECTIFY, 'rectify'],
  [WireVerb.STRIKE_OFF, 'strike-off'],
  [WireVerb.RETURN, 'return'],
  [WireVerb.REOPEN, 'reopen'],
  [WireVerb.COMMENT, 'comment'],
  [WireVerb.VOID, 'void'],
]);

/** Names of what was asked for; undefined when something is not known. */
export function named<Wire, Name>(words: ReadonlyMap<Wire, Name>, asked: readonly Wire[]): readonly Name[] | undefined {
  const names = asked.flatMap((value) => words.get(value) ?? []);
  return names.length === asked.length ? names : undefined;
}

const evidenceOf = ({ rectifiedOn, evidence, links }: ReportedHazard): Evidence | null =>
  rectifiedOn === '' ? null : { on: rectifiedOn, note: evidence, links };

/** What a report says; undefined when its class or severity is not known. */
export function reportFromWire(
  wire: ReportedHazard,
): { readonly particulars: Particulars; readonly evidence: Evidence | null } | undefined {
  const hazardClass = classes.get(wire.class);
  const severity = severities.get(wire.severity);
  if (hazardClass === undefined || severity === undefined) return undefined;
  const { description, place, foundBy, dueOn, responsible } = wire;
  const particulars = { class: hazardClass, severity, description, place, foundBy, dueOn, responsible };
  return { particulars, evidence: evidenceOf(wire) };
}
