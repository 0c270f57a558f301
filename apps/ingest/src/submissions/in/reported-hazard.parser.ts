import { HazardClass, HazardSeverity, type ReportedHazard as HazardMessage } from '@xiaomai/contracts/hazard';
import type { HazardReport } from '@xiaomai/gateway-api/hazard';
import type { ReportedHazard } from '../domain/submission.ts';

const classes: Record<HazardReport['class'], HazardClass> = {
  security: HazardClass.SECURITY,
  fire: HazardClass.FIRE,
  food: HazardClass.FOOD,
  traffic: HazardClass.TRAFFIC,
  chemicals: HazardClass.CHEMICALS,
  drowning: HazardClass.DROWNING,
  'mental-health': HazardClass.MENTAL_HEALTH,
};

const severities: Record<HazardReport['severity'], HazardSeverity> = {
  general: HazardSeverity.GENERAL,
  major: HazardSeverity.MAJOR,
};

const nameOf = <Name extends string>(words: Record<Name, number>, number: number): Name =>
  (Object.keys(words) as Name[]).find((name) => words[name] === number) as Name;

const unsaid = { place: '', foundBy: '', dueOn: '', responsible: '' };

/** A hazard as it is kept and sent on. */
export function toReportedHazard({ rectified, ...hazard }: HazardReport): ReportedHazard {
  const { ref, description, place, foundOn, foundBy, dueOn, responsible } = { ...unsaid, ...hazard };
  const { on, note, links } = { on: '', note: '', links: [], ...rectified };
  return {
    ...{ ref, class: classes[hazard.class], severity: severities[hazard.severity], description },
    ...{ place: place ?? '', foundOn, foundBy: foundBy ?? '', dueOn: dueOn ?? '', responsible: responsible ?? '' },
    ...{ rectifiedOn: on, evidence: note, links: links ?? [] },
  };
}

export const hazardToWire = (hazard: ReportedHazard): HazardMessage =>
  ({ ...hazard, links: [...hazard.links] }) as HazardMessage;

const rectifiedOf = ({ rectifiedOn, evidence, links }: ReportedHazard): Pick<HazardReport, 'rectified'> =>
  rectifiedOn === '' ? {} : { rectified: { on: rectifiedOn, note: evidence, links: [...links] } };

/** A hazard as the API shows it; what was not said is left out. */
export function hazardView(hazard: ReportedHazard): HazardReport {
  const { ref, description, place, foundOn, foundBy, dueOn, responsible } = hazard;
  return {
    ...{ ref, class: nameOf(classes, hazard.class), severity: nameOf(severities, hazard.severity), description },
    ...(place === '' ? {} : { place }),
    foundOn,
    ...(foundBy === '' ? {} : { foundBy }),
    ...(dueOn === '' ? {} : { dueOn }),
    ...(responsible === '' ? {} : { responsible }),
    ...rectifiedOf(hazard),
  };
}
