import type {
  AlertFact,
  Card,
  CardItem,
  HandlingFacts,
  ScopeUnit,
  SectionFacts,
  TargetFact,
  Verdict,
} from './facts.ts';
import type { Counts } from './facts.ts';
import { moveBetween, type Figure, type Move } from './figure.ts';
import { rankMembers, type Ranked } from './ranking.ts';
import { missingUnits, unitsWithVerdict, type IndicatorRoster, type MissingEntry, type RosterPart } from './roster.ts';
import { scorecardOf, traceOf, type Source } from './source.ts';

export type Coverage = { readonly reported: number; readonly expected: number };

export type GroupResult = {
  readonly group: string;
  readonly name: string;
  readonly verdict: Verdict;
  readonly members: readonly string[];
  /** Units that meet every member, of those judged. */
  readonly met: number;
  readonly judged: number;
};

/** What changed against another period. */
export type Change = Move & { readonly period: string; readonly figure: Figure; readonly source: Source };

export type IndicatorResult = {
  readonly indicator: string;
  readonly name: string;
  readonly verdict: Verdict;
  readonly figure: Figure;
  readonly unit: string;
  readonly target: TargetFact | null;
  readonly reason: string;
  readonly counts: Counts | null;
  readonly onMonth: Change | null;
  readonly onYear: Change | null;
  readonly source: Source;
};

/** What one dataset says. */
export type Section = {
  readonly dataset: string;
  readonly name: string;
  readonly source: Source;
  /** When the newest submission in it was received; null = none. */
  readonly newestAt: string | null;
  readonly coverage: Coverage;
  readonly groups: readonly GroupResult[];
  readonly indicators: readonly IndicatorResult[];
  readonly ranking: readonly Ranked[];
  readonly failing: readonly IndicatorRoster[];
  readonly atRisk: readonly IndicatorRoster[];
  readonly missing: readonly RosterPart<MissingEntry>[];
};

/** Whether the unit reports these figures itself, rather than the units below it. */
export const isOwnReport = (section: Section): boolean => section.ranking.length === 0;

export type OpenAlert = Omit<AlertFact, 'openedAtMs' | 'deadlineMs'> & {
  readonly openedAt: string;
  readonly deadline: string | null;
  readonly overdue: boolean;
  /** Name of the unit right below the scope that it belongs to; empty = the scope itself. */
  readonly member: string;
  readonly link: string;
};

export type HandlingResult = Omit<HandlingFacts, 'fromMs' | 'open'> & {
  readonly from: string;
  readonly open: readonly OpenAlert[];
};

/** All that a report says, without the instants and names of its making. */
export type ReportData = {
  readonly scope: ScopeUnit;
  readonly period: { readonly text: string; readonly start: string; readonly end: string };
  readonly catalogueVersion: number;
  readonly coverage: Coverage;
  readonly sections: readonly Section[];
  readonly handling: HandlingResult;
};

/** The frozen form of a report: every rendering is a function of it alone. */
export type Snapshot = {
  readonly schema: 'xiaomai.report/1';
  /** The wording and look it was issued in; a later look gets a later number. */
  readonly template: 'monthly@1';
  readonly id: string;
  readonly kind: 'monthly';
  readonly edition: number;
  readonly asOf: string;
  /** Stands on every page: that these are the figures of a demonstration, say. Null = none. */
  readonly notice: string | null;
  readonly data: ReportData;
};

export type ReportFacts = {
  readonly scope: ScopeUnit;
  readonly period: ReportData['period'];
  readonly catalogueVersion: number;
  readonly sections: readonly SectionFacts[];
  readonly handling: HandlingFacts;
  readonly asOfMs: number;
};

const instant = (ms: number): string => new Date(ms).toISOString();

function changeFrom(item: CardItem, base: Card | undefined, orgUnit: string): Change | null {
  const before = base?.items.find((other) => other.indicator === item.indicator);
  if (base === undefined || before === undefined) return null;
  const move = moveBetween(item.figure, before.figure);
  if (move === undefined) return null;
  return { ...move, period: base.period, figure: before.figure, source: traceOf(orgUnit, item.indicator, base) };
}

/** Members of groups first, in the order of the group; the rest as they come. */
function inOrder({ items, groups }: Card): readonly CardItem[] {
  const named = groups.flatMap((group) => group.members.flatMap((id) => items.filter((item) => item.indicator === id)));
  return [...new Set([...named, ...items])];
}

function sectionOf(facts: SectionFacts, orgUnit: string): Section {
  const { card, members } = facts;
  const leaf = members.length === 0;
  const items = inOrder(card);
  return {
    dataset: card.dataset,
    name: facts.datasetName,
    source: scorecardOf(orgUnit, card),
    newestAt: card.receivedAtMs === 0 ? null : instant(card.receivedAtMs),
    coverage: { reported: card.reported, expected: card.expected },
    groups: card.groups,
    indicators: items.map((item) => ({
      ...item,
      onMonth: changeFrom(item, facts.monthBefore, orgUnit),
      onYear: changeFrom(item, facts.yearBefore, orgUnit),
      source: traceOf(orgUnit, item.indicator, card),
    })),
    ranking: leaf ? [] : rankMembers(members),
    failing: leaf ? [] : unitsWithVerdict(items, members, 'breached'),
    atRisk: leaf ? [] : unitsWithVerdict(items, members, 'at-risk'),
    missing: missingUnits(members),
  };
}

const severityOrder = { critical: 0, major: 1, warning: 2, notice: 3 } as const;

function mostUrgentFirst(a: OpenAlert, b: OpenAlert): number {
  if (a.overdue !== b.overdue) return a.overdue ? -1 : 1;
  const severity = severityOrder[a.severity] - severityOrder[b.severity];
  if (severity !== 0) return severity;
  const [keyA, keyB] = [`${a.deadline ?? '9'} ${a.id}`, `${b.deadline ?? '9'} ${b.id}`];
  return keyA < keyB ? -1 : 1;
}

function openAlert(alert: AlertFact, scope: ScopeUnit, asOfMs: number): OpenAlert {
  const { openedAtMs, deadlineMs, ...rest } = alert;
  return {
    ...rest,
    openedAt: instant(openedAtMs),
    deadline: deadlineMs === 0 ? null : instant(deadlineMs),
    overdue: alert.condition !== 'resolved' && alert.handling !== 'closed' && deadlineMs !== 0 && deadlineMs < asOfMs,
    member: alert.pathNames[scope.path.split('/').length - 1] ?? '',
    link: `/api/v1/alerts/${encodeURIComponent(alert.id)}`,
  };
}

function handlingOf({ handling, scope, asOfMs }: ReportFacts): HandlingResult {
  const { fromMs, open, ...figures } = handling;
  const listed = open.map((alert) => openAlert(alert, scope, asOfMs)).sort(mostUrgentFirst);
  return { ...figures, from: instant(fromMs), open: listed };
}

const total = (sections: readonly Section[], key: keyof Coverage): number =>
  sections.reduce((sum, section) => sum + section.coverage[key], 0);

/** Puts what was read into the form that is frozen. */
export function buildData(facts: ReportFacts): ReportData {
  const { scope, period, catalogueVersion } = facts;
  const sections = facts.sections.map((section) => sectionOf(section, scope.orgUnit));
  return {
    scope,
    period,
    catalogueVersion,
    coverage: { reported: total(sections, 'reported'), expected: total(sections, 'expected') },
    sections,
    handling: handlingOf(facts),
  };
}

export type Edition = { readonly edition: number; readonly asOfMs: number; readonly notice: string | null };

/** Names the data and gives them their number. */
export function freeze(data: ReportData, { edition, asOfMs, notice }: Edition): Snapshot {
  const kind = 'monthly';
  const id = `${kind}|${data.scope.orgUnit}|${data.period.text}|${edition}`;
  return { schema: 'xiaomai.report/1', template: 'monthly@1', id, kind, edition, asOf: instant(asOfMs), notice, data };
}
