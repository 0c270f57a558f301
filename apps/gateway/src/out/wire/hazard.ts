import {
  HazardClass as WireClass,
  HazardSeverity as WireSeverity,
  HazardState as WireState,
  HazardVerb as WireVerb,
  type Hazard as WireHazard,
  type HazardCounts,
  type ReportedHazard,
  type SummariseHazardsResponse,
} from '@xiaomai/contracts/hazard';
import type { ExportedHazard } from '@xiaomai/gateway-api/export';
import type {
  Hazard,
  HazardClass,
  HazardDetail,
  HazardRegistration,
  HazardReport,
  HazardSeverity,
  HazardState,
  HazardVerb,
} from '@xiaomai/gateway-api/hazard';

import type { Figures } from '../../flow/ledger/paragraph.ts';
import { instant, instantOrNull, textOrNull } from './figure.ts';

export const wireClasses: Record<HazardClass, WireClass> = {
  security: WireClass.SECURITY,
  fire: WireClass.FIRE,
  food: WireClass.FOOD,
  traffic: WireClass.TRAFFIC,
  chemicals: WireClass.CHEMICALS,
  drowning: WireClass.DROWNING,
  'mental-health': WireClass.MENTAL_HEALTH,
};

export const wireSeverities: Record<HazardSeverity, WireSeverity> = {
  general: WireSeverity.GENERAL,
  major: WireSeverity.MAJOR,
};

export const wireStates: Record<HazardState, WireState> = {
  open: WireState.OPEN,
  rectified: WireState.RECTIFIED,
  'struck-off': WireState.STRUCK_OFF,
  voided: WireState.VOIDED,
};

export const wireVerbs: Record<HazardVerb, WireVerb> = {
  rectify: WireVerb.RECTIFY,
  'strike-off': WireVerb.STRIKE_OFF,
  return: WireVerb.RETURN,
  reopen: WireVerb.REOPEN,
  void: WireVerb.VOID,
  comment: WireVerb.COMMENT,
};

function nameOf<Name extends string>(words: Record<Name, number>, number: number): Name {
  const name = (Object.keys(words) as Name[]).find((one) => words[one] === number);
  if (name === undefined) throw new Error(`no name for ${String(number)}`);
  return name;
}

export const className = (wire: WireClass): HazardClass => nameOf(wireClasses, wire);

// The service marks what has passed its due day within seconds; nobody waits for that to read the calendar.
function standingOf(wire: WireHazard, today: string): Pick<Hazard, 'state' | 'severity' | 'overdue' | 'warnings'> {
  const state = nameOf(wireStates, wire.state);
  const severity = nameOf(wireSeverities, wire.severity);
  const overdue = state === 'open' && wire.dueOn < today;
  const isMajorOpen = state === 'open' && severity === 'major';
  const warnings: readonly (Hazard['warnings'][number] | false)[] = [
    overdue && 'overdue',
    isMajorOpen && 'major-open',
    (state === 'open' || state === 'rectified') && wire.reopened > 0 && 'reopened',
  ];
  return { state, severity, overdue, warnings: warnings.filter((warning) => warning !== false) };
}

function roundOf(round: string): Pick<Hazard, 'campaign' | 'round'> {
  const [campaign = '', n = ''] = round.split('|');
  return round === '' ? { campaign: null, round: null } : { campaign, round: Number(n) };
}

const rectifiedOf = ({ rectifiedOn, evidence, links }: WireHazard): Hazard['rectified'] =>
  rectifiedOn === '' ? null : { on: rectifiedOn, note: evidence, links };

export const hazardFromWire = (wire: WireHazard, today: string): Hazard => ({
  id: wire.number,
  ref: wire.ref,
  orgUnit: wire.orgUnit,
  orgName: wire.orgName,
  pathNames: wire.pathNames,
  class: nameOf(wireClasses, wire.class),
  description: wire.description,
  place: textOrNull(wire.place),
  foundOn: wire.foundOn,
  foundBy: textOrNull(wire.foundBy),
  ...roundOf(wire.round),
  dueOn: wire.dueOn,
  responsible: textOrNull(wire.responsible),
  ...standingOf(wire, today),
  rectified: rectifiedOf(wire),
  struckOffAt: instantOrNull(wire.struckOffAt),
  reopened: wire.reopened,
  registeredAt: instant(wire.registeredAt),
  version: wire.version,
  etag: `"${String(wire.handlingVersion)}"`,
});

export const hazardDetailFromWire = (wire: WireHazard, today: string): HazardDetail => ({
  ...hazardFromWire(wire, today),
  rechecks: wire.rechecks,
  timeline: wire.timeline.map(({ at, by, kind, note, links }) => ({ at: instant(at), by, kind, note, links })),
});

/** As verify needs it: where it is, and whether the service has marked it overdue, which is what is counted. */
export const exportedHazard = (wire: WireHazard, today: string): ExportedHazard => ({
  ...hazardDetailFromWire(wire, today),
  path: wire.path,
  overdueMarked: wire.overdue,
});

const unsaid = { ref: '', place: '', foundBy: '', dueOn: '', responsible: '' };
const notRectified = { on: '', note: '', links: [] };

type Told = Omit<HazardRegistration, 'orgUnit'>;

export function reportToWire({ rectified, ...said }: Told): ReportedHazard {
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const { ref, place, foundBy, dueOn, responsible } = { ...unsaid, ...given };
  const { on, note, links = [] } = rectified ?? notRectified;
  return {
    ...{ ref, place, foundOn: said.foundOn, foundBy, dueOn, responsible, description: said.description },
    ...{ class: wireClasses[said.class], severity: wireSeverities[said.severity] },
    ...{ rectifiedOn: on, evidence: note, links },
  };
}

/** A hazard as it was told with a submission; what was not said is left out. */
export function reportFromWire(wire: ReportedHazard): HazardReport {
  const { ref, description, foundOn, rectifiedOn, evidence, links } = wire;
  const optional = { place: wire.place, foundBy: wire.foundBy, dueOn: wire.dueOn, responsible: wire.responsible };
  const said = Object.fromEntries(Object.entries(optional).filter(([, text]) => text !== ''));
  return {
    ...{ ref, class: nameOf(wireClasses, wire.class), severity: nameOf(wireSeverities, wire.severity) },
    ...{ description, foundOn, ...said },
    ...(rectifiedOn === '' ? {} : { rectified: { on: rectifiedOn, note: evidence, links } }),
  };
}

const zero: HazardCounts = { found: 0, rectified: 0, struckOff: 0 };

export const figuresFromWire = ({ all = zero, major = zero, classes, ...rest }: SummariseHazardsResponse): Figures => ({
  ...all,
  major,
  classes: classes.map((one) => ({ class: nameOf(wireClasses, one.class), ...(one.counts ?? zero) })),
  ...rest,
});
