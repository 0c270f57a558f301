import type { Alert } from '@xiaomai/gateway-api/alert';
import type { HeardAlert } from '../stream/stream-state.ts';

export type AlertFilter = 'open' | 'new' | 'overdue' | 'closed';
export type FeedRow = { readonly alert: Alert; readonly heardAt: number | undefined };

/** Still owed by the school and past its deadline. */
export function isOverdue(alert: Alert, now: number): boolean {
  if (alert.condition === 'resolved' || alert.handling === 'closed' || alert.deadline === null) return false;
  return Date.parse(alert.deadline) < now;
}

export function fits(alert: Alert, filter: AlertFilter, now: number): boolean {
  if (filter === 'closed') return alert.handling === 'closed';
  if (alert.handling === 'closed') return false;
  if (filter === 'new') return alert.handling === 'new';
  return filter === 'open' || isOverdue(alert, now);
}

/** The names a unit's path must begin with, or hold in this order, to lie within a scope. */
export function isWithin(alert: Pick<Alert, 'orgUnit' | 'pathNames'>, scope: Scope): boolean {
  if (alert.orgUnit === scope.id) return true;
  const at = alert.pathNames.indexOf(scope.names[0] ?? '');
  return at >= 0 && scope.names.every((name, index) => alert.pathNames[at + index] === name);
}

/** The scope in view: its id and the names of its line as far as the reader may see it. */
export type Scope = { readonly id: string; readonly names: readonly string[] };

export type Feed = {
  readonly listed: readonly Alert[];
  readonly heard: ReadonlyMap<string, HeardAlert>;
  readonly scope: Scope;
};

/** What was listed, moved on by what was heard since: the higher version of each alert, newest first. */
export function feedRows({ listed, heard, scope }: Feed): FeedRow[] {
  const rows = new Map<string, FeedRow>(listed.map((alert) => [alert.id, { alert, heardAt: undefined }]));
  for (const { alert, heardAt } of heard.values()) {
    const known = rows.get(alert.id);
    const isNewer = known === undefined ? isWithin(alert, scope) : alert.version >= known.alert.version;
    if (isNewer) rows.set(alert.id, { alert, heardAt });
  }
  return [...rows.values()].sort(
    (a, b) => b.alert.openedAt.localeCompare(a.alert.openedAt) || a.alert.id.localeCompare(b.alert.id),
  );
}

export type AlertCounts = Readonly<Record<Exclude<AlertFilter, 'closed'>, number>>;

export function countsOf(rows: readonly FeedRow[], now: number): AlertCounts {
  const count = (filter: AlertFilter): number => rows.filter(({ alert }) => fits(alert, filter, now)).length;
  return { open: count('open'), new: count('new'), overdue: count('overdue') };
}

/** A count of a list that may go on. */
export const countText = (count: number, hasMore: boolean): string => (hasMore ? `${count}+` : String(count));

/** Where below a scope the school of an alert lies: the name of the next level, if there is one between. */
export function placeBelow(
  { pathNames, orgName }: Pick<Alert, 'pathNames' | 'orgName'>,
  scope: string,
): string | undefined {
  const next = pathNames[pathNames.indexOf(scope) + 1];
  return next === orgName || !pathNames.includes(scope) ? undefined : next;
}
