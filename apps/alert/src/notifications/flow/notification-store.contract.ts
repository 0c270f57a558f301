import { beforeEach, expect, test } from '@jest/globals';
import type { Change } from '../domain/change.ts';
import { aChange } from '../domain/examples.ts';
import { notificationOf, type Notification } from '../domain/notification.ts';
import type { NotificationStore } from './notification-store.ts';

const [one, two, three] = ['1', '2', '3'].map((id) => aChange({ id })) as [Change, Change, Change];
const about = (receiver: string, ...changes: [Change, ...Change[]]): Notification =>
  notificationOf(receiver, changes, (text) => text.replaceAll('\n', '+'));
const mine = { owner: 'a', until: 1_000 };
const theirs = { owner: 'b', until: 2_000 };
const limits = { now: 1_001, most: 10 };

/** Every rule a store of notifications keeps, whatever stands behind it. */
export function describeNotificationStore(make: () => Promise<NotificationStore>): void {
  let store: NotificationStore;
  const idsOf = (notifications: readonly Notification[]): readonly string[] => notifications.map(({ id }) => id);

  beforeEach(async () => {
    store = await make();
  });

  test('a change is covered once per receiver, by whichever notification came first', async () => {
    expect([...(await store.insert([about('r', one, two)], mine))]).toEqual([]);
    const refused = await store.insert(
      [about('r', two, three), about('r', one, two), about('s', two, three), about('r', three)],
      theirs,
    );
    expect([...refused].sort()).toEqual(['r+1+2', 'r+2+3']);
    expect([...(await store.covered('r', ['1', '2', '3', '4']))].sort()).toEqual(['1', '2', '3']);
    expect([...(await store.covered('s', ['1', '2', '3', '4']))].sort()).toEqual(['2', '3']);
  });

  test('is claimed by nobody else before its lease has run out', async () => {
    await store.insert([about('r', one)], mine);
    expect(await store.claim('r', theirs, { now: 1_000, most: 10 })).toEqual([]);
    expect(await store.claim('s', theirs, limits)).toEqual([]);
    expect(await store.claim('r', theirs, limits)).toEqual([{ ...about('r', one), lease: theirs, refusals: 0 }]);
    expect(await store.claim('r', mine, limits)).toEqual([]);
  });

  test('is claimed the longest waiting first, as many as asked for', async () => {
    await store.insert([about('r', one)], { owner: 'a', until: 30 });
    await store.insert([about('r', two)], { owner: 'a', until: 10 });
    await store.insert([about('r', three)], { owner: 'a', until: 20 });
    expect([...idsOf(await store.claim('r', theirs, { now: 100, most: 2 }))].sort()).toEqual(['r+2', 'r+3']);
    expect(idsOf(await store.claim('r', theirs, { now: 100, most: 2 }))).toEqual(['r+1']);
  });

  test('a lease is renewed by its owner and lost to whoever has claimed it', async () => {
    await store.insert([about('r', one)], mine);
    expect(await store.renew('r+1', { owner: 'a', until: 1_500 })).toBe(true);
    expect(await store.claim('r', theirs, limits)).toEqual([]);
    await store.claim('r', theirs, { now: 1_501, most: 1 });
    expect(await store.renew('r+1', mine)).toBe(false);
  });

  test('what was sent is never claimed again', async () => {
    await store.insert([about('r', one)], mine);
    await store.recordSent('r+1', 5);
    expect(await store.claim('r', theirs, { now: 99_999, most: 10 })).toEqual([]);
    expect([...(await store.insert([about('r', one)], theirs))]).toEqual(['r+1']);
  });

  test('what was refused comes back later and is counted', async () => {
    await store.insert([about('r', one)], mine);
    await store.postpone('r+1', 5_000);
    expect(await store.claim('r', theirs, limits)).toEqual([]);
    expect((await store.claim('r', theirs, { now: 5_001, most: 10 })).map(({ refusals }) => refusals)).toEqual([1]);
  });

  test('what is let go is free at once, and only what was held', async () => {
    await store.insert([about('r', one), about('s', one)], mine);
    await store.insert([about('r', two)], theirs);
    await store.letGo('r', 'a', 500);
    expect(idsOf(await store.claim('r', theirs, { now: 501, most: 10 }))).toEqual(['r+1']);
    expect(await store.claim('s', theirs, { now: 501, most: 10 })).toEqual([]);
  });
}
