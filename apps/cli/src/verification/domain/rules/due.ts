import type { Dataset, DatasetExport, Rules } from './catalogue.ts';
import { laterBy, periodAround, type Period } from './period.ts';

/** Whether people work on a day (YYYY-MM-DD). */
export type IsWorkday = (day: string) => boolean;

type DueDataset = Pick<DatasetExport, 'due' | 'periodKinds' | 'validFrom' | 'validTo'>;

// The first day on which a period may end that is due; undefined: none is.
function firstEnd({ due, validFrom }: DueDataset): string | undefined {
  const first = due !== null && due.validFrom > validFrom ? due.validFrom : validFrom;
  return due === null || first === '' ? undefined : first;
}

const isDue = (dataset: DueDataset, { kind, end }: Period): boolean =>
  end >= (firstEnd(dataset) ?? '9999') &&
  (dataset.validTo === '' || end <= dataset.validTo) &&
  dataset.periodKinds.includes(kind);

/** The instant (Unix milliseconds) by which a period is due; 0 = never. */
export function dueAt(dataset: DueDataset, period: Period, isWorkday: IsWorkday): number {
  const { due } = dataset;
  if (due === null || !isDue(dataset, period)) return 0;
  let day = period.end;
  for (let counted = 0; counted < due.days;) {
    day = laterBy(day, 1);
    if (!due.workingDays || isWorkday(day)) counted += 1;
  }
  return Date.parse(`${day}T${due.at}:00.000+08:00`);
}

/** A period of a dataset whose due time has passed. */
export type DuePeriod = { readonly dataset: Dataset; readonly period: Period; readonly at: number };

// From today back to the first that is due, of each kind.
function* periodsUntil(dataset: Dataset, now: number): Generator<Period> {
  const first = firstEnd(dataset);
  const today = new Date(now).toISOString().slice(0, 10);
  if (first === undefined || dataset.computed) return;
  for (const kind of dataset.periodKinds) {
    let period = periodAround(kind, today);
    while (period !== undefined && period.end >= first) {
      yield period;
      period = periodAround(kind, laterBy(period.start, -1));
    }
  }
}

/** Every period of every dataset that must have been reported by an instant. */
export const duePeriods = (rules: Rules, now: number, isWorkday: IsWorkday): readonly DuePeriod[] =>
  [...rules.datasets.values()].flatMap((dataset) =>
    [...periodsUntil(dataset, now)]
      .map((period) => ({ dataset, period, at: dueAt(dataset, period, isWorkday) }))
      .filter(({ at }) => at > 0 && at <= now),
  );
