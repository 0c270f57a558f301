import type { Path, Target } from '../../../catalogue/domain/catalogue.ts';
import { toQuotient, type Quotient } from '../../../catalogue/domain/decimal.ts';
import { integer, minus, over, plus, times } from '../../../catalogue/domain/quotient.ts';

const dayMs = 86_400_000;

/** A day as a number: days since 1970. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) / dayMs;

type Point = { readonly on: string; readonly value: Quotient };

/** The day by which a target must be reached; empty = at once. */
export function dueDay({ due, path }: Target): string {
  if (due !== '' || path === undefined) return due;
  return path.stages.reduce((last, { on }) => (on > last ? on : last), '');
}

// The target itself is where the path ends.
function pointsOf(target: Target, path: Path): readonly Point[] {
  const due = dueDay(target);
  const stages = path.stages.filter(({ on }) => on < due).map(({ on, value }) => ({ on, value: toQuotient(value) }));
  return [...stages.sort((a, b) => (a.on < b.on ? -1 : 1)), { on: due, value: toQuotient(target.value) }];
}

function between(before: Point, after: Point, day: string): Quotient {
  const [from, to, at] = [before.on, after.on, day].map((on) => integer(dayNumber(on))) as [
    Quotient,
    Quotient,
    Quotient,
  ];
  const share = over(minus(at, from), minus(to, from));
  return plus(before.value, times(minus(after.value, before.value), share));
}

/** What a path asks for on the last day of a period before its end; undefined = nothing. */
export function pathValue(
  target: Target,
  period: { readonly start: string; readonly end: string },
): Quotient | undefined {
  const { path } = target;
  if (path === undefined) return undefined;
  const points = pointsOf(target, path);
  const before = points.filter(({ on }) => on <= period.end).at(-1);
  if (before === undefined) return undefined;
  if (path.kind === 'listed' && before.on < period.start) return undefined;
  const after = points.find(({ on }) => on > period.end);
  if (path.kind !== 'linear' || after === undefined) return before.value;
  return between(before, after, period.end);
}

/** Where a path starts: whether it rises or falls is seen from there. */
export const pathStart = (target: Target): Quotient =>
  target.path === undefined ? toQuotient(target.value) : (pointsOf(target, target.path)[0]?.value ?? integer(0));
