import { describe, expect, test } from '@jest/globals';
import { append, four, instance, publishedIds, three } from '../../testing/log-instance.ts';
import { shared } from '../../testing/memory-ports.ts';
import { ratio, submission } from '../../testing/small-district.ts';
import { decodeRevision } from '../out/revision-codec.ts';
import type { IntakeLog } from './log.ts';

describe('appending', () => {
  test('the first is created, one equal to the newest is a repeat, anything else a correction', async () => {
    const common = shared();
    const log = await instance(common);
    expect(await append(log, three)).toBe('created 1');
    expect(await append(log, three)).toBe('unchanged 1');
    expect(await append(log, four)).toBe('updated 2');
    expect(await append(log, three)).toBe('updated 3');
    expect(common.revisions.entries()).toHaveLength(3);
  });

  test('what is published is what is stored, byte for byte, in the order of storing', async () => {
    const common = shared();
    const log = await instance(common);
    await append(log, three);
    await append(log, submission([ratio('alarm', 1, 1)]));
    await log.drained();
    expect(common.publisher.published()).toEqual(common.revisions.entries());
    const [first, second] = common.publisher.published().map(({ payload }) => decodeRevision(payload));
    const stood = { ...ratio('guards', 3, 4), receivedAt: first?.receivedAt };
    expect(second?.values).toEqual([ratio('alarm', 1, 1), stood]);
  });

  test('one after the other within one id, in the order of asking', async () => {
    const common = shared();
    const log = await instance(common);
    const pushes = [1, 2, 3, 4, 5].map((n) => append(log, submission([ratio('guards', n, 9)])));
    expect(await Promise.all(pushes)).toEqual(['created 1', 'updated 2', 'updated 3', 'updated 4', 'updated 5']);
  });

  test('200 pushes of one id at once by two instances, half of them different, end in one consistent state', async () => {
    const common = shared();
    const logs = await Promise.all([instance(common), instance(common)]);
    const pushes = Array.from({ length: 200 }, (_, n) => {
      const numerator = n % 2 === 0 ? 1 : n;
      return append(logs[n % 2] as IntakeLog, submission([ratio('guards', numerator, 200)]));
    });
    const outcomes = await Promise.all(pushes);
    await Promise.all(logs.map((log) => log.drained()));
    const revisions = common.revisions.entries().map(({ revision }) => revision);
    expect([...revisions].sort((a, b) => a - b)).toEqual(revisions.map((_, n) => n + 1));
    expect(outcomes.filter((outcome) => outcome.startsWith('created'))).toHaveLength(1);
    expect(new Set(outcomes.filter((outcome) => !outcome.startsWith('unchanged'))).size).toBe(revisions.length);
    expect(new Set(publishedIds(common)).size).toBe(revisions.length);
  });

  test('a correction remembers when the submission was first received', async () => {
    const common = shared();
    const log = await instance(common);
    const [first, later] = [common.clock.now(), 1_000];
    await append(log, three);
    common.clock.advance(later);
    await append(log, four);
    await append(log, three);
    const stored = common.revisions.entries().map(({ payload }) => decodeRevision(payload));
    expect(stored.map(({ firstReceivedAt }) => firstReceivedAt)).toEqual([0, first, first]);
    expect(stored[2]?.receivedAt).toBe(first + later);
  });

  test('a submission with many revisions is still corrected on top of the newest', async () => {
    const common = shared();
    const log = await instance(common);
    for (let n = 0; n < 30; n += 1) await append(log, submission([ratio('guards', n, 99)]));
    const other = await instance(common); // knows nothing of them
    expect(await append(other, submission([ratio('guards', 98, 99)]))).toBe('updated 31');
  });
});

describe('a request that was begun before', () => {
  const marked = { mark: 'school|key-1|abc#0', again: true };

  test('is answered with what it stored then, also when something else came in between', async () => {
    const common = shared();
    const log = await instance(common);
    await append(log, three, { mark: marked.mark });
    await append(log, four);
    expect(await append(log, three, marked)).toBe('created 1');
    expect(common.revisions.entries()).toHaveLength(2);
  });

  test('stores what it had not stored', async () => {
    const log = await instance(shared());
    expect(await append(log, three, marked)).toBe('created 1');
    expect(await append(log, four, { mark: 'school|key-1|abc#1', again: true })).toBe('updated 2');
  });

  test('does not undo what was said since, where it is only finished for somebody gone', async () => {
    const common = shared();
    const log = await instance(common);
    const begun = common.clock.now();
    common.clock.advance(10);
    await append(log, four);
    expect(await append(log, three, { ...marked, unlessSince: begun })).toBe('unchanged 1');
  });
});

describe('an insert with unknown outcome', () => {
  test.each(['stored', 'not-stored'] as const)(
    'is not answered; asked again, the answer is right (%s)',
    async (how) => {
      const common = shared();
      const log = await instance(common);
      common.revisions.failNextInsert(how);
      expect(await append(log, three)).toBe('unavailable');
      expect(await append(log, three)).toBe('unavailable'); // no epoch to write in
      await log.keep();
      expect(await append(log, three)).toBe(how === 'stored' ? 'unchanged 1' : 'created 1');
    },
  );

  test('ends the epoch; what it stored after all is published by the one who looks through it', async () => {
    const common = shared();
    const log = await instance(common);
    common.revisions.failNextInsert('stored');
    await append(log, three);
    await log.keep();
    await log.adopt();
    expect(publishedIds(common)).toEqual(['school-1#1']);
  });
});

describe('the lease', () => {
  test('nothing is answered as stored when the last sign of life is too old', async () => {
    const common = shared();
    const log = await instance(common);
    common.clock.advance(5_000);
    expect(await append(log, three)).toBe('unavailable');
    expect(log.writable()).toBe(false);
    await log.keep();
    expect(await append(log, three)).toBe('created 1');
  });

  test('it is not prolonged while the database does not answer', async () => {
    const common = shared();
    const log = await instance(common);
    common.epochs.setAway(true);
    common.clock.advance(3_000);
    await expect(log.keep()).rejects.toThrow();
    expect(log.writable()).toBe(true);
    common.clock.advance(2_000);
    expect(log.writable()).toBe(false);
  });

  test('a writer whose epoch was taken begins a new one', async () => {
    const common = shared();
    const [log, other] = [await instance(common), await instance(common)];
    common.clock.advance(1_000);
    await other.adopt();
    common.clock.advance(7_000);
    await other.adopt();
    await log.keep();
    expect(await append(log, three)).toBe('unavailable');
    await log.keep();
    expect(await append(log, three)).toBe('created 1');
  });
});
