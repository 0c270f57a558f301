import type { Alert as WireAlert } from '@xiaomai/contracts/alert';
import type { Alert, AlertDetail } from '@xiaomai/gateway-api/alert';
import { gapText } from '@xiaomai/gateway-api/figure';
import type { Language } from '@xiaomai/gateway-api/language';

import { comparatorNames, conditionNames, handlingNames, severityNames } from './enum-names.ts';
import { figureFromWire, instant, instantOrNull, textOrNull } from './figure.ts';

/** The entity tag of an alert: it changes with the handling only, so that a new value disturbs nobody's command. */
export const etagOf = ({ handlingVersion }: Pick<WireAlert, 'handlingVersion'>): string => `"${handlingVersion}"`;

const isOverdue = ({ deadline, handling }: WireAlert, nowMs: number): boolean =>
  deadline !== 0 && deadline < nowMs && handlingNames[handling] !== 'closed';

const judged = (wire: WireAlert) => {
  const figure = figureFromWire(wire);
  const comparator = comparatorNames[wire.comparator];
  return {
    ...figure,
    comparator,
    target: comparator === 'zero' ? '0' : textOrNull(wire.targetValue),
    gap: gapText(figure.value, comparator, wire.targetValue),
  };
};

// No indicator's id holds an @: what does is the rule of an alert that is about no figure.
const subjectOf = ({ indicator }: WireAlert): { readonly indicator: string } | { readonly rule: string } =>
  indicator.includes('@') ? { rule: indicator } : { indicator };

/** How an alert is shown: as of which instant, in which language. */
export type Showing = { readonly nowMs: number; readonly language: Language };

// What was told in Chinese only is shown in Chinese.
const inWords = (zh: string, en: string, language: Language): string => (language === 'en' && en !== '' ? en : zh);

export const alertFromWire = (wire: WireAlert, { nowMs, language }: Showing): Alert => ({
  id: wire.id,
  orgUnit: wire.orgUnit,
  orgName: wire.orgName,
  pathNames: wire.pathNames,
  ...subjectOf(wire),
  indicatorName: wire.indicatorName,
  pack: wire.pack,
  dataset: wire.dataset,
  period: wire.period,
  severity: severityNames[wire.severity] ?? 'notice',
  condition: conditionNames[wire.condition],
  handling: handlingNames[wire.handling],
  suppressedBy: [],
  openedAt: instant(wire.openedAt),
  resolvedAt: instantOrNull(wire.resolvedAt),
  closedAt: instantOrNull(wire.closedAt),
  deadline: instantOrNull(wire.deadline),
  overdue: isOverdue(wire, nowMs),
  assignee: textOrNull(wire.assignee),
  ...judged(wire),
  unit: wire.unit,
  reason: inWords(wire.reason, wire.reasonEn, language),
  endedBecause: textOrNull(wire.endedBecause),
  receivedAt: instantOrNull(wire.receivedAt),
  version: wire.version,
  etag: etagOf(wire),
});

export const alertDetailFromWire = (wire: WireAlert, showing: Showing): AlertDetail => ({
  ...alertFromWire(wire, showing),
  unitClosed: wire.unitClosed,
  timeline: wire.timeline.map(({ at, by, kind, note, noteEn, links }) => ({
    ...{ at: instant(at), by, kind, note: inWords(note, noteEn, showing.language), links },
  })),
});
