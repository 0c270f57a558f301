import type { Notification } from '../domain/notification.ts';
import type { HeldNotification, Lease, NotificationStore } from './notification-store.ts';

type Kept = { readonly held: HeldNotification; readonly sentAt: number | null };
type Memory = Map<string, Kept>;

const isCovered = (memory: Memory, receiver: string, changeId: string): boolean =>
  [...memory.values()].some(({ held }) => held.receiver === receiver && held.changes.some(({ id }) => id === changeId));

function insert(memory: Memory, made: readonly Notification[], lease: Lease): ReadonlySet<string> {
  const refused = new Set<string>();
  for (const one of made) {
    if (one.changes.some(({ id }) => isCovered(memory, one.receiver, id))) refused.add(one.id);
    else memory.set(one.id, { held: { ...one, lease, refusals: 0 }, sentAt: null });
  }
  return refused;
}

function change(memory: Memory, id: string, next: Partial<HeldNotification>): void {
  const kept = memory.get(id);
  if (kept !== undefined) memory.set(id, { ...kept, held: { ...kept.held, ...next } });
}

const unsentFor = (memory: Memory, receiver: string): readonly HeldNotification[] =>
  [...memory.values()]
    .filter(({ held, sentAt }) => held.receiver === receiver && sentAt === null)
    .map(({ held }) => held);

/** Notifications in memory: for tests, with the same promises as the database. */
export function memoryNotifications(): NotificationStore & { readonly all: () => readonly Kept[] } {
  const memory: Memory = new Map();
  return {
    all: () => [...memory.values()],
    insert: (made, lease) => Promise.resolve(insert(memory, made, lease)),
    covered: (receiver, changeIds) =>
      Promise.resolve(new Set(changeIds.filter((id) => isCovered(memory, receiver, id)))),
    claim: (receiver, lease, { now, most }) => {
      const free = unsentFor(memory, receiver).filter((one) => one.lease.until < now);
      const claimed = free.sort((a, b) => a.lease.until - b.lease.until).slice(0, most);
      for (const { id } of claimed) change(memory, id, { lease });
      return Promise.resolve(claimed.map((one) => ({ ...one, lease })));
    },
    renew: (id, lease) => {
      const isOurs = memory.get(id)?.held.lease.owner === lease.owner;
      if (isOurs) change(memory, id, { lease });
      return Promise.resolve(isOurs);
    },
    postpone: (id, from) => {
      change(memory, id, { lease: { owner: '', until: from }, refusals: (memory.get(id)?.held.refusals ?? 0) + 1 });
      return Promise.resolve();
    },
    recordSent: (id, at) => {
      const kept = memory.get(id);
      if (kept !== undefined) memory.set(id, { ...kept, sentAt: at });
      return Promise.resolve();
    },
    letGo: (receiver, owner, now) => {
      const mine = unsentFor(memory, receiver).filter(({ lease }) => lease.owner === owner);
      for (const { id } of mine) change(memory, id, { lease: { owner, until: now } });
      return Promise.resolve();
    },
  };
}
