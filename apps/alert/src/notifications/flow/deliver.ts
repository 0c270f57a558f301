import { createBackOff, type BackOff } from './back-off.ts';
import type { HeldNotification, Lease, NotificationStore } from './notification-store.ts';
import type { Outcome, Receiver } from './receiver.ts';

type Needs = {
  readonly receiver: Receiver;
  readonly store: Pick<NotificationStore, 'claim' | 'renew' | 'postpone' | 'recordSent' | 'letGo'>;
  readonly lease: () => Lease;
  readonly now: () => number;
  /** Told when a receiver stops or starts getting through, and what it refuses. */
  readonly onOutcome: (receiver: string, outcome: Outcome) => void;
  readonly firstWaitMs: number;
};

export type Delivery = {
  readonly take: (notifications: readonly HeldNotification[]) => void;
  /** Picks up what a crash left unsent, or what had to be put off. */
  readonly sweep: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Sending = Needs & { readonly backOff: BackOff; readonly isStopped: () => boolean };

const mostQueued = 100;
// A send takes 8 s at most and must end within the lease.
const renewBeforeMs = 10_000;
const longestWaitMs = 10_000;
const refusedWaitMs = 60_000;
const longestRefusedWaitMs = 30 * 60_000;

// What is in other hands by now is not ours to send.
async function isOurs({ lease, now, store }: Needs, { id, lease: held }: HeldNotification): Promise<boolean> {
  return held.until - now() > renewBeforeMs || store.renew(id, lease());
}

// Recording is tried again and again: a database that is away must not make a second message.
async function recordSent({ store, now, backOff, isStopped }: Sending, id: string): Promise<void> {
  for (let isRecorded = false; !isRecorded && !isStopped();) {
    isRecorded = await store.recordSent(id, now()).then(
      () => true,
      () => false,
    );
    if (!isRecorded) await backOff.wait();
  }
}

/** Sends once; true when it is done with, one way or another. */
async function settled(sending: Sending, head: HeldNotification): Promise<boolean> {
  const { receiver, store, backOff, now, onOutcome } = sending;
  if (!(await isOurs(sending, head))) return true;
  const outcome = await receiver.send(head);
  if (outcome.kind !== 'sent' || backOff.isFailing()) onOutcome(receiver.id, outcome);
  if (outcome.kind === 'unreachable') {
    await backOff.wait(outcome.waitMs);
    return false;
  }
  backOff.reset();
  if (outcome.kind === 'sent') await recordSent(sending, head.id);
  else await store.postpone(head.id, now() + Math.min(refusedWaitMs * 2 ** head.refusals, longestRefusedWaitMs));
  return true;
}

async function settledSafely(sending: Sending, head: HeldNotification): Promise<boolean> {
  try {
    return await settled(sending, head);
  } catch (error) {
    sending.onOutcome(sending.receiver.id, { kind: 'unreachable', why: String(error) });
    await sending.backOff.wait();
    return false;
  }
}

/** Sends to one receiver, one message at a time, oldest first, until it is recorded. One bad receiver delays no other. */
export function createDelivery(needs: Needs): Delivery {
  const { receiver, store, lease, now } = needs;
  let queue: readonly HeldNotification[] = [];
  let running: Promise<void> | undefined;
  let stopped = false;
  const backOff = createBackOff({ firstMs: needs.firstWaitMs, longestMs: longestWaitMs });
  const sending = { ...needs, backOff, isStopped: () => stopped };

  const sendAll = async (): Promise<void> => {
    for (let head = queue[0]; head !== undefined && !stopped; head = queue[0]) {
      const { id } = head;
      if (await settledSafely(sending, head)) queue = queue.filter((one) => one.id !== id);
    }
  };

  const take = (notifications: readonly HeldNotification[]): void => {
    const queued = new Set(queue.map(({ id }) => id));
    queue = [...queue, ...notifications.filter(({ id }) => !queued.has(id)).slice(0, mostQueued - queue.length)];
    if (queue.length === 0 || stopped) return;
    running ??= sendAll().finally(() => {
      running = undefined;
    });
  };

  return {
    take,
    sweep: async () => {
      const room = mostQueued - queue.length;
      if (room > 0 && !stopped) take(await store.claim(receiver.id, lease(), { now: now(), most: room }));
    },
    stop: async () => {
      stopped = true;
      backOff.stop();
      await running;
      await store.letGo(receiver.id, lease().owner, now());
    },
  };
}
