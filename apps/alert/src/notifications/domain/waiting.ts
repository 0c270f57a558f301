import { groupKey, type Change } from './change.ts';

type Group = { readonly changes: readonly Change[]; readonly sentAt: number };

/** Changes that wait for their group's turn. */
export type Waiting = ReadonlyMap<string, Group>;

/** A batch becomes one message per receiver. Infinity: nothing waits. */
export type Due = {
  readonly batches: readonly (readonly [Change, ...Change[]])[];
  readonly rest: Waiting;
  readonly wakeAt: number;
};

export type Pace = {
  /** Least time between two messages of one group; the first goes at once. */
  readonly gapMs: number;
  /** Most changes in one message. */
  readonly largest: number;
};

export const nothingWaits: Waiting = new Map();

export function withChanges(waiting: Waiting, changes: readonly Change[]): Waiting {
  const next = new Map(waiting);
  for (const [key, more] of Map.groupBy(changes, groupKey)) {
    const group = next.get(key);
    next.set(key, { changes: [...(group?.changes ?? []), ...more], sentAt: group?.sentAt ?? Number.NEGATIVE_INFINITY });
  }
  return next;
}

/** What goes now. A group is forgotten when its gap has passed and nothing of it waits. */
export function takeDue(waiting: Waiting, now: number, { gapMs, largest }: Pace): Due {
  const batches: [Change, ...Change[]][] = [];
  const rest = new Map<string, Group>();
  let wakeAt = Number.POSITIVE_INFINITY;
  for (const [key, group] of waiting) {
    const isTurn = group.sentAt + gapMs <= now;
    const [first, ...others] = isTurn ? group.changes.slice(0, largest) : [];
    if (first !== undefined) batches.push([first, ...others]);
    if (isTurn && first === undefined) continue;
    const left = isTurn ? { changes: group.changes.slice(largest), sentAt: now } : group;
    rest.set(key, left);
    wakeAt = Math.min(wakeAt, left.sentAt + gapMs);
  }
  return { batches, rest, wakeAt };
}

/** Changes in as few messages as there are groups, and as their size allows. */
export function batchesOf(changes: readonly Change[], largest: number): readonly (readonly [Change, ...Change[]])[] {
  return [...Map.groupBy(changes, groupKey).values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / largest) }, (_, at) =>
      group.slice(at * largest, (at + 1) * largest),
    ).flatMap(([first, ...others]) => (first === undefined ? [] : [[first, ...others] as const])),
  );
}
