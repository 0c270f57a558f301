import { plannedOf } from '../../due/domain/due-plan.ts';
import { dayAfter, dayBefore } from '../../org-tree/domain/days.ts';
import { holdsOn } from './applicable.ts';
import type { Catalogue, Dataset, DatasetPlan, Group, Indicator, Target } from './catalogue.ts';
import { decimalText, type Decimal } from './decimal.ts';

/** What is read of a catalogue, by day. */
export type Reading = {
  /** Days (YYYY-MM-DD) from which on it may be another than the day before; '' = from the beginning. */
  readonly days: readonly string[];
  /** All of it on a day, as text: the same text judges the same. */
  readonly on: (day: string) => string;
};

/** Days from the first to the last (YYYY-MM-DD, inclusive; empty = open). */
export type Stretch = { readonly from: string; readonly to: string };

const isDecimal = (value: unknown): value is Decimal =>
  typeof value === 'object' && value !== null && 'mantissa' in value && 'scale' in value;

/** Something of a catalogue as text. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (isDecimal(inner) ? decimalText(inner) : inner));

/** The days from which on targets count, or no longer. */
export const firstDays = (targets: readonly Target[]): readonly string[] =>
  targets.flatMap(({ validFrom, validTo }) => [validFrom, validTo === '' ? '' : dayAfter(validTo)]);

/** Stretches of days on which two readings differ. */
export function changedDays(before: Reading, after: Reading): readonly Stretch[] {
  const days = [...new Set(['', ...before.days, ...after.days])].sort();
  const stretches: { from: string; to: string }[] = [];
  days.forEach((from, index) => {
    if (before.on(from) === after.on(from)) return;
    const next = days[index + 1];
    const to = next === undefined ? '' : dayBefore(next);
    const last = stretches.at(-1);
    if (last !== undefined && last.to !== '' && dayAfter(last.to) === from) last.to = to;
    else stretches.push({ from, to });
  });
  return stretches;
}

// Below, what only speaks is left out by name and all the rest is read: a field that is new counts until someone says otherwise.

const asMade = ({ nameZh: _z, nameEn: _e, numeratorZh: _n, denominatorZh: _d, ...indicator }: Indicator) => {
  const { pack: _p, source: _s, note: _t, owners: _o, direction: _w, items: _i, ...made } = indicator;
  return made;
};

const asGrouped = ({ pack: _p, nameZh: _z, nameEn: _e, source: _s, complete: _c, ...grouped }: Group) => grouped;

// What is judged names its target by the place of that, and an alert its severity.
const asHeldAgainst = ({ source: _s, owners: _o, validFrom: _f, validTo: _t, ...held }: Target) => held;

// Arrival is judged by day, what others need follows from the targets, and figures come in an order of their own.
function asPlanned(plan: DatasetPlan) {
  const {
    pack: _p,
    nameZh: _z,
    nameEn: _e,
    derived: _d,
    groups: _g,
    needs: _n,
    deadlines: _l,
    kept: _m,
    ...told
  } = plan;
  const { due: _u, reportedBy: _r, periodKinds: _k, validFrom: _f, validTo: _t, computed: _c, ...judged } = told;
  return { ...judged, indicators: judged.indicators.toSorted() };
}

type Expected = Pick<Dataset, 'due' | 'reportedBy' | 'periodKinds' | 'validFrom' | 'validTo' | 'computed'>;

const arrivalDays = ({ due, validFrom, validTo }: Expected): readonly string[] => [
  ...(due === undefined ? [] : [due.validFrom, validFrom]),
  ...(due === undefined || validTo === '' ? [] : [dayAfter(validTo)]),
];

function expectedOn(dataset: Expected, day: string): unknown {
  const { due, reportedBy, periodKinds, validTo, computed } = dataset;
  const from = plannedOf(dataset)?.from;
  if (due === undefined || from === undefined || computed) return [];
  if (day < from || (validTo !== '' && validTo < day)) return [];
  const { remindBefore: _b, remindAfter: _a, validFrom: _f, ...by } = due;
  return [by, reportedBy.toSorted(), periodKinds.toSorted()];
}

// What a target names may be of any dataset that carries it, the first of them first.
const namedBy = ({ other, order }: Target, { indicators, datasets }: Catalogue): readonly unknown[] =>
  [other, ...order]
    .filter((id) => id !== '')
    .map((id) => [indicators.get(id)?.unit, [...datasets.values()].filter(carries(id)).map((one) => one.id)]);

const carries =
  (indicator: string) =>
  ({ indicators, kept }: DatasetPlan): boolean =>
    indicators.includes(indicator) || kept.includes(indicator);

const nothing: Reading = { days: [], on: () => '' };

/** All that is read of a catalogue to judge the cards of a dataset and to add them up; of one that it has not, nothing. */
export function readingOf(catalogue: Catalogue, dataset: string): Reading {
  const plan = catalogue.datasets.get(dataset);
  if (plan === undefined) return nothing;
  const pushed = [...plan.indicators, ...plan.kept].toSorted().flatMap((id) => catalogue.indicators.get(id) ?? []);
  const targets = [...pushed, ...plan.derived].flatMap(({ id }) => catalogue.targets.get(id) ?? []);
  const always = textOf([asPlanned(plan), pushed.map(asMade), plan.derived.map(asMade), plan.groups.map(asGrouped)]);
  const held = targets.map((target) => ({ target, text: textOf([asHeldAgainst(target), namedBy(target, catalogue)]) }));
  return {
    days: [...firstDays(targets), ...arrivalDays(plan)],
    on: (day) =>
      textOf([
        always,
        held.filter(({ target }) => holdsOn(target, day)).map(({ text }) => text),
        expectedOn(plan, day),
      ]),
  };
}
