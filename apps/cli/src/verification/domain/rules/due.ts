import type { DatasetExport } from './catalogue.ts';
import { laterBy } from './period.ts';

/** Whether people work on a day (YYYY-MM-DD). */
export type IsWorkday = (day: string) => boolean;

/** The instant (Unix milliseconds) by which a period that ends on that day is due; 0 = none. */
export function dueAt({ due }: Pick<DatasetExport, 'due'>, end: string, isWorkday: IsWorkday): number {
  if (due === null) return 0;
  let day = end;
  for (let counted = 0; counted < due.days;) {
    day = laterBy(day, 1);
    if (!due.workingDays || isWorkday(day)) counted += 1;
  }
  return Date.parse(`${day}T${due.at}:00.000+08:00`);
}
