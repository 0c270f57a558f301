import { dueTime, reminderTimes, type DueTime } from '@xiaomai/calendar';
import { nextPeriod, parsePeriod, periodAt, shanghaiDay, startOfShanghaiDay, type Period } from '@xiaomai/period';
import type { Dataset, Due } from '../../catalogue/domain/catalogue.ts';
import { firstDay } from '../../scorecards/domain/judging/judge-target.ts';
import { existsOn } from '../../org-tree/domain/days.ts';
import type { OrgUnit } from '../../org-tree/domain/org-tree.ts';

/** Something to be done about all expected units of one period: those that owe it are missing, or to be reminded; or the day has
 *  come before which a figure was to be reached, and those that have reported are judged anew. */
export type DueTask = {
  readonly kind: 'due' | 'remind' | 'deadline';
  readonly period: Period;
  /** The due time itself, or the beginning of the day; Unix milliseconds. */
  readonly dueAt: number;
  /** When it is to be done. */
  readonly at: number;
};

/** As far as being due depends on it. */
export type DueDataset = Pick<Dataset, 'due' | 'periodKinds' | 'reportedBy' | 'validFrom' | 'validTo'>;

type Planned = { readonly due: Due; readonly from: string };

const dayMs = 86_400_000;

/** By which rule a dataset is due, and from which day on. Without a first day nobody could say since when silence counts: then it
 *  does not. */
export function plannedOf({ due, validFrom }: Pick<DueDataset, 'due' | 'validFrom'>): Planned | undefined {
  const from = [due?.validFrom ?? '', validFrom].sort().at(-1) ?? '';
  return due === undefined || from === '' ? undefined : { due, from };
}

const mostKnown = 1_000;
const known = new WeakMap<Due, Map<string, DueTime>>();

// Every card of a period asks, and the calendar is slow to answer.
function knownDueTime(end: string, due: Due): DueTime {
  const times = known.get(due) ?? new Map<string, DueTime>();
  if (times.size >= mostKnown) times.clear();
  const time = times.get(end) ?? dueTime(end, due);
  times.set(end, time);
  known.set(due, times);
  return time;
}

/** When a period of a dataset is due; undefined = never. */
export function dueOf(dataset: DueDataset, period: Period): DueTime | undefined {
  const planned = plannedOf(dataset);
  if (planned === undefined || period.end < planned.from) return undefined;
  if (!dataset.periodKinds.includes(period.kind) || (dataset.validTo !== '' && dataset.validTo < period.end))
    return undefined;
  return knownDueTime(period.end, planned.due);
}

/** Whether a unit is expected to report a period of a dataset. */
export const isExpected = (dataset: Pick<Dataset, 'reportedBy'>, unit: OrgUnit, period: Period): boolean =>
  dataset.reportedBy.includes(unit.type) && existsOn(unit, period.end);

// Plans for several years are the five-year plans: 2021..2025, 2026..2030.
function planYearsAt(day: string): Period {
  const first = Math.floor((Number(day.slice(0, 4)) - 1) / 5) * 5 + 1;
  const parsed = parsePeriod(`${String(first)}..${String(first + 4)}`);
  if (!parsed.ok) throw new Error(`no five years at ${day}`);
  return parsed.value;
}

export const kinds = ['day', 'week', 'month', 'quarter', 'half-year', 'year', 'term', 'school-year', 'years'] as const;

/** The period of a kind that a day falls in. */
export const periodOn = (kind: (typeof kinds)[number], day: string): Period =>
  kind === 'years' ? planYearsAt(day) : periodAt(kind, day);

// More days than so many working days can take, the longest holidays among them.
const reachMs = (days: readonly number[]): number => (Math.max(0, ...days) * 3 + 30) * dayMs;

function tasksOf(dataset: DueDataset, period: Period, slackMs: number): readonly DueTask[] {
  const due = dueOf(dataset, period);
  if (due === undefined || dataset.due === undefined) return [];
  const reminders = reminderTimes(due.day, dataset.due);
  return [
    { kind: 'due', period, dueAt: due.at, at: due.at + slackMs },
    ...reminders.map((at): DueTask => ({ kind: 'remind', period, dueAt: due.at, at })),
  ];
}

/** Periods that may have something to be done in a span, oldest first of each kind. */
function* periodsAround(dataset: DueDataset, span: Span): Generator<Period> {
  const planned = plannedOf(dataset);
  if (planned === undefined) return;
  const { due, from } = planned;
  const earliest = shanghaiDay(Math.max(0, span.after - reachMs([due.days]) - reachMs(due.remindAfter)));
  const latest = shanghaiDay(span.until + reachMs(due.remindBefore));
  for (const kind of kinds) {
    if (!dataset.periodKinds.includes(kind)) continue;
    for (let at = periodOn(kind, earliest > from ? earliest : from); at.end <= latest; at = nextPeriod(at)) yield at;
  }
}

/** After the one instant, up to the other (Unix milliseconds). */
export type Span = { readonly after: number; readonly until: number };

/** What is to be done in a span, in the order of time; due times are acted on `slackMs` after they have passed. */
export function tasksIn(dataset: DueDataset, span: Span, slackMs: number): readonly DueTask[] {
  return [...periodsAround(dataset, span)]
    .flatMap((period) => tasksOf(dataset, period, slackMs))
    .filter(({ at }) => span.after < at && at <= span.until)
    .sort((a, b) => a.at - b.at || (a.period.text < b.period.text ? -1 : 1));
}

/** As far as deadlines within the year depend on it. */
export type DeadlineDataset = Pick<Dataset, 'periodKinds' | 'validFrom'> & { readonly deadlines: readonly string[] };

// A card older than that has been judged on its day, or nobody has looked since.
const farthestBackMs = 3 * 366 * dayMs;

function* periodsBegun({ periodKinds, validFrom }: DeadlineDataset, { after, until }: Span): Generator<Period> {
  const earliest = shanghaiDay(Math.max(after, until - farthestBackMs) - 366 * dayMs);
  const latest = shanghaiDay(until);
  for (const kind of kinds) {
    if (!periodKinds.includes(kind)) continue;
    let at = periodOn(kind, earliest > validFrom ? earliest : validFrom);
    for (; at.start <= latest; at = nextPeriod(at)) yield at;
  }
}

/** The days of a span before which figures were to be reached, in the order of time; acted on `slackMs` after they have begun. */
export function deadlinesIn(dataset: DeadlineDataset, span: Span, slackMs: number): readonly DueTask[] {
  if (dataset.deadlines.length === 0) return [];
  return [...periodsBegun(dataset, span)]
    .flatMap((period) =>
      dataset.deadlines.map((before): DueTask => {
        const dueAt = startOfShanghaiDay(firstDay(before, period.start));
        return { kind: 'deadline', period, dueAt, at: dueAt + slackMs };
      }),
    )
    .filter(({ at }) => span.after < at && at <= span.until)
    .sort((a, b) => a.at - b.at || (a.period.text < b.period.text ? -1 : 1));
}

/** A period with its due time. */
export type DuePeriod = { readonly period: Period; readonly due: DueTime; readonly reminders: readonly number[] };

/** A period's due time and reminders; undefined = never due. */
export function duePeriod(dataset: DueDataset, period: Period): DuePeriod | undefined {
  const due = dueOf(dataset, period);
  return due === undefined || dataset.due === undefined
    ? undefined
    : { period, due, reminders: reminderTimes(due.day, dataset.due) };
}

function nextOfKind(dataset: DueDataset, kind: (typeof kinds)[number], now: number): DuePeriod | undefined {
  const planned = plannedOf(dataset);
  if (planned === undefined || !dataset.periodKinds.includes(kind)) return undefined;
  const begin = shanghaiDay(Math.max(0, now - reachMs([planned.due.days])));
  let at = periodOn(kind, begin > planned.from ? begin : planned.from);
  for (; dataset.validTo === '' || at.end <= dataset.validTo; at = nextPeriod(at)) {
    const found = duePeriod(dataset, at);
    if (found !== undefined && found.due.at > now) return found;
  }
  return undefined;
}

/** The period whose due time comes next after an instant. */
export function nextDue(dataset: DueDataset, now: number): DuePeriod | undefined {
  const found = kinds.flatMap((kind) => nextOfKind(dataset, kind, now) ?? []);
  return found.sort((a, b) => a.due.at - b.due.at)[0];
}
