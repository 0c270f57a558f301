import { afterEach, describe, expect, test } from '@jest/globals';
import type { Change } from '../domain/change.ts';
import { aChange, manyChanges } from '../domain/examples.ts';
import type { Notification } from '../domain/notification.ts';
import { memoryNotifications } from './memory-notifications.ts';
import { createNotifications, type Notifications } from './notify.ts';
import type { Outcome, Receiver } from './receiver.ts';

type Sent = { readonly receiver: string; readonly id: string; readonly changes: readonly string[] };
type Answer = (attempt: number) => Outcome | Promise<Outcome>;

const sent: Outcome = { kind: 'sent' };
const unreachable: Outcome = { kind: 'unreachable', why: 'test' };
const refused: Outcome = { kind: 'refused', why: 'test' };
const running: Notifications[] = [];

/** One town: what stands in its alerts, what was made of it, what arrived, and a clock that is set by hand. */
function aTown(answers: Readonly<Record<string, Answer>>) {
  const store = memoryNotifications();
  const standing = new Map<string, Change>();
  const arrived: Sent[] = [];
  let clock = 1_000_000;
  let owners = 0;

  const receiverOf = ([id, answer]: readonly [string, Answer]): Receiver => {
    let attempts = 0;
    return {
      id,
      send: async (notification: Notification) => {
        attempts += 1;
        const outcome = await answer(attempts);
        if (outcome.kind === 'sent')
          arrived.push({ receiver: id, id: notification.id, changes: notification.changes.map((change) => change.id) });
        return outcome;
      },
    };
  };
  const receivers = Object.entries(answers).map(receiverOf);

  return {
    store,
    arrived,
    stand: (changes: readonly Change[]) => {
      for (const change of changes) standing.set(change.id, change);
    },
    standing: () => [...standing.keys()],
    pass: (ms: number) => {
      clock += ms;
    },
    until: async (isThere: () => boolean): Promise<void> => {
      while (!isThere()) await new Promise((turn) => setImmediate(turn));
    },
    start: (remove: (changes: readonly Change[]) => Promise<void> = () => Promise.resolve()): Notifications => {
      owners += 1;
      const started = createNotifications({
        ...{
          receivers,
          store,
          pace: { gapMs: 1, largest: 100 },
          owner: `process ${owners}`,
          now: () => clock,
          digest: (text) => text,
        },
        pending: {
          standingSince: () => Promise.resolve([...standing.values()]),
          remove: async (changes) => {
            await remove(changes);
            for (const { id } of changes) standing.delete(id);
          },
        },
        onOutcome: () => undefined,
        onFault: () => undefined,
      });
      running.push(started);
      return started;
    },
    sweep: async (started: Notifications) => {
      await Promise.all(started.sweeps.map((sweep) => sweep()));
    },
  };
}

const changesAt = (arrived: readonly Sent[], receiver: string): readonly string[] =>
  arrived.filter((one) => one.receiver === receiver).flatMap(({ changes }) => changes);

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

describe('a change', () => {
  test('reaches every receiver once and no longer stands in its alert', async () => {
    const town = aTown({ mail: () => sent, hook: () => sent });
    const changes = manyChanges(3);
    town.stand(changes);
    const notifications = town.start();
    notifications.offer(changes);
    notifications.offer(changes);
    await town.until(() => town.arrived.length === 2);
    await town.sweep(notifications);
    expect(town.arrived.map(({ receiver }) => receiver).sort()).toEqual(['hook', 'mail']);
    expect(changesAt(town.arrived, 'mail')).toEqual(changes.map(({ id }) => id));
    expect(town.standing()).toEqual([]);
  });

  test('without any receiver does not stand for ever', async () => {
    const town = aTown({});
    town.stand([aChange()]);
    const notifications = town.start();
    notifications.offer([aChange()]);
    await town.until(() => town.standing().length === 0);
    expect(town.store.all()).toEqual([]);
  });

  test('that a crash left standing is picked up', async () => {
    const town = aTown({ mail: () => sent });
    town.stand([aChange()]);
    await town.sweep(town.start());
    await town.until(() => town.arrived.length === 1);
    expect(changesAt(town.arrived, 'mail')).toEqual([aChange().id]);
  });

  test('covered before a crash is not grouped anew with what came later', async () => {
    const town = aTown({ mail: () => sent });
    const [old, fresh] = [aChange({ id: 'old' }), aChange({ id: 'fresh' })];
    town.stand([old]);
    const crashed = town.start(() => Promise.reject(new Error('crash between cover and removal')));
    crashed.offer([old]);
    await town.until(() => town.store.all().length === 1);
    await crashed.stop();
    town.stand([fresh]);
    const next = town.start();
    await town.sweep(next);
    await town.until(() => town.arrived.length === 1);
    town.pass(60_000);
    await town.sweep(next);
    await town.until(() => town.arrived.length === 2);
    expect(town.arrived.map(({ changes }) => changes)).toEqual([['fresh'], ['old']]);
    expect(town.standing()).toEqual([]);
  });

  test('found by two processes at once is told once', async () => {
    const town = aTown({ mail: () => sent, hook: () => sent });
    const changes = manyChanges(50);
    town.stand(changes);
    const both = [town.start(), town.start()];
    await Promise.all(both.map((one, index) => Promise.resolve(one.offer(changes.slice(index * 10)))));
    await town.until(() => town.arrived.flatMap((one) => one.changes).length === 100);
    town.pass(60_000);
    await Promise.all(both.map(town.sweep));
    expect([...changesAt(town.arrived, 'mail')].sort()).toEqual(changes.map(({ id }) => id).sort());
    expect([...changesAt(town.arrived, 'hook')].sort()).toEqual(changes.map(({ id }) => id).sort());
  });
});

describe('a storm', () => {
  test('of a thousand changes is ten messages to each receiver', async () => {
    const town = aTown({ mail: () => sent });
    town.start().offer(manyChanges(1_000));
    const clock = setInterval(() => town.pass(1), 1);
    await town.until(() => changesAt(town.arrived, 'mail').length === 1_000);
    clearInterval(clock);
    expect(town.arrived).toHaveLength(10);
  });
});

describe('a receiver that cannot be reached', () => {
  test('is tried again until it gets through, with the same id', async () => {
    const town = aTown({ mail: (attempt) => (attempt < 3 ? unreachable : sent) });
    town.start().offer([aChange()]);
    await town.until(() => town.arrived.length === 1);
    expect(town.arrived.map(({ id }) => id)).toEqual([`mail\n${aChange().id}`]);
  });

  test('delays nobody else', async () => {
    const town = aTown({ bad: () => unreachable, good: () => sent });
    town.start().offer([aChange()]);
    await town.until(() => town.arrived.length === 1);
    expect(town.arrived.map(({ receiver }) => receiver)).toEqual(['good']);
  });

  test('gets its message from the next process after a stop, with the same id', async () => {
    let isUp = false;
    const town = aTown({ mail: () => (isUp ? sent : unreachable) });
    const first = town.start();
    first.offer([aChange()]);
    await town.until(() => town.store.all().length === 1);
    await first.stop();
    isUp = true;
    town.pass(1);
    await town.sweep(town.start());
    await town.until(() => town.arrived.length === 1);
    expect(town.arrived[0]?.id).toBe(town.store.all()[0]?.held.id);
  });

  test('is left by a crashed process to the next when its lease has run out, not before', async () => {
    const town = aTown({ mail: () => sent });
    await town.store.insert(
      [{ id: 'm', receiver: 'mail', group: { district: '', districtName: '', pack: '' }, changes: [aChange()] }],
      { owner: 'crashed', until: 1_020_000 },
    );
    const next = town.start();
    await town.sweep(next);
    expect(town.arrived).toEqual([]);
    town.pass(20_001);
    await town.sweep(next);
    await town.until(() => town.arrived.length === 1);
    expect(town.arrived[0]?.id).toBe('m');
  });
});

describe('a message that its receiver refuses', () => {
  test('lets the others pass and comes again later', async () => {
    const town = aTown({ mail: (attempt) => (attempt === 1 ? refused : sent) });
    const notifications = town.start();
    notifications.offer([aChange({ id: 'refused' })]);
    await town.until(() => town.store.all().some(({ held }) => held.refusals === 1));
    town.pass(10);
    notifications.offer([aChange({ id: 'taken' })]);
    await town.until(() => town.arrived.length === 1);
    town.pass(61_000);
    await town.sweep(notifications);
    await town.until(() => town.arrived.length === 2);
    expect(town.arrived.map(({ changes }) => changes)).toEqual([['taken'], ['refused']]);
  });
});

describe('what stands in no alert', () => {
  const reminders = (count: number): readonly Change[] => manyChanges(count, { kind: 'reminded', alertId: '' });

  test('is told in few messages, each stored before anybody is told', async () => {
    const town = aTown({ a: () => sent, b: () => sent });
    const started = town.start();
    await started.tell(reminders(250));
    expect(town.store.all()).toHaveLength(6);
    await town.until(() => town.arrived.length === 6);
  });

  test('and comes again is not told again, but what a crash left untold is', async () => {
    const town = aTown({ a: () => sent });
    await town.start().tell(reminders(3));
    await town.start().tell(reminders(5));
    await town.until(() => town.arrived.length === 2);
    expect(town.arrived.map(({ changes }) => changes.length)).toEqual([3, 2]);
  });
});
