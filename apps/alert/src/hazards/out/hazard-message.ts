import {
  HazardClass,
  HazardSeverity,
  HazardState,
  type Hazard as HazardMessage,
  type SummariseHazardsResponse,
} from '@xiaomai/contracts/hazard';
import type { Hazard } from '../domain/hazard.ts';
import type { HazardSummary } from '../domain/summary.ts';
import type { RoundSummary } from '../flow/summarise-hazards.ts';

export const wireClasses: Record<Hazard['class'], HazardClass> = {
  security: HazardClass.SECURITY,
  fire: HazardClass.FIRE,
  food: HazardClass.FOOD,
  traffic: HazardClass.TRAFFIC,
  chemicals: HazardClass.CHEMICALS,
  drowning: HazardClass.DROWNING,
  'mental-health': HazardClass.MENTAL_HEALTH,
};

const severities: Record<Hazard['severity'], HazardSeverity> = {
  general: HazardSeverity.GENERAL,
  major: HazardSeverity.MAJOR,
};

const states: Record<Hazard['state'], HazardState> = {
  open: HazardState.OPEN,
  rectified: HazardState.RECTIFIED,
  'struck-off': HazardState.STRUCK_OFF,
  voided: HazardState.VOIDED,
};

const evidenceOf = ({ evidence }: Hazard) => ({
  rectifiedOn: evidence?.on ?? '',
  evidence: evidence?.note ?? '',
  links: [...(evidence?.links ?? [])],
});

/** A hazard as it travels, with the newest entries of its timeline. */
export function hazardToWire(hazard: Hazard, newestEntries: number = Number.POSITIVE_INFINITY): HazardMessage {
  const { number, ref, subject, foundOn, foundBy, round, dueOn, responsible, description, place } = hazard;
  const { struckOffAt, reopened, overdue, rechecks, registeredAt, version, handlingVersion, timeline } = hazard;
  return {
    ...{ number, ref, ...subject, pathNames: [...subject.pathNames] },
    ...{ foundOn, foundBy, round, dueOn, responsible, description, place },
    class: wireClasses[hazard.class],
    severity: severities[hazard.severity],
    state: states[hazard.state],
    ...evidenceOf(hazard),
    ...{ struckOffAt, reopened, overdue, registeredAt, version, handlingVersion },
    rechecks: rechecks.map((recheck) => ({ ...recheck })),
    timeline: timeline.slice(-newestEntries).map(({ at, by, kind, note, links, state }) => ({
      ...{ at, by, kind, note, links: [...links], state: states[state] },
    })),
  };
}

export const summaryToWire = (summary: HazardSummary & RoundSummary): SummariseHazardsResponse => ({
  ...summary,
  classes: summary.classes.map(({ class: name, counts }) => ({ class: wireClasses[name], counts })),
});
