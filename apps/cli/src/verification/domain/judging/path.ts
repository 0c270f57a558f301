import { divide, minus, order, plus, times, whole, type Fraction } from '../figures/fraction.ts';
import type { Target } from '../rules/catalogue.ts';
import { daysBetween, type Period } from '../rules/period.ts';
import { dueDay, notApplicable, type Outcome } from './outcome.ts';
import { shown } from './shown.ts';

type Point = Target['stages'][number];

// The stages before the due day, and what is asked on it.
function pointsOf(target: Target): readonly Point[] {
  const due = dueDay(target);
  return [...target.stages.filter(({ on }) => on < due), { on: due, value: target.low }];
}

function between(left: Point, right: Point, day: string): Fraction {
  const part = divide(whole(daysBetween(left.on, day)), whole(daysBetween(left.on, right.on)));
  return plus(left.value, times(part, minus(right.value, left.value)));
}

function askedBy(
  kind: 'linear' | 'stepwise' | 'listed',
  points: readonly Point[],
  { start, end }: Period,
): Fraction | undefined {
  const reached = points.findLastIndex(({ on }) => on <= end);
  const [last, next] = [points[reached], points[reached + 1]];
  if (last === undefined || (kind === 'listed' && last.on < start)) return undefined;
  return kind === 'linear' && next !== undefined ? between(last, next, end) : last.value;
}

/** Whether the path of a target still counts in a period. */
export const isOnPath = (target: Target, { end }: Period): boolean => target.path !== null && dueDay(target) > end;

// Which way it goes: towards more, or towards less.
function rises({ comparator, low }: Target, [first]: readonly Point[]): boolean {
  if (comparator === 'equals') return first !== undefined && order(first.value, low) <= 0;
  return comparator === 'at-least' || comparator === 'above';
}

/** What a staged target asks for before its due day, and from which side. */
export type Waypoint = { readonly asked: Fraction; readonly isReached: (amount: Fraction) => boolean };

/** Where the path is in a period before the due day; undefined: nowhere. */
export function waypointOf(target: Target, period: Period): Waypoint | undefined {
  const points = pointsOf(target);
  const asked = target.path === null ? undefined : askedBy(target.path.kind, points, period);
  if (asked === undefined) return undefined;
  const upward = rises(target, points);
  return { asked, isReached: (amount) => (upward ? order(amount, asked) >= 0 : order(amount, asked) <= 0) };
}

/** Before its due day a staged target asks for what its path says. */
export function judgeOnPath(target: Target, measured: Fraction, period: Period): Outcome {
  const waypoint = waypointOf(target, period);
  if (waypoint === undefined) return notApplicable;
  const against = shown(waypoint.asked, target.value, [measured]);
  return { verdict: waypoint.isReached(measured) ? 'met' : 'at-risk', against };
}
