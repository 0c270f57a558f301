import { describe, expect, test } from '@jest/globals';
import { append, instance, ofSchool, publishedIds, three } from '../../../testing/log-instance.ts';
import { shared, type Shared } from '../../../testing/memory-ports.ts';
import type { IntakeLog } from '../log.ts';

describe('an instance that dies between storing and publishing', () => {
  async function died(): Promise<Shared> {
    const common = shared();
    const log = await instance(common);
    common.publisher.stop(); // stands for the kill: nothing of it leaves any more
    await append(log, ofSchool('school-1'));
    await append(log, ofSchool('school-2'));
    return { ...common, publisher: shared().publisher };
  }

  async function after(ms: number, log: IntakeLog, common: Shared): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1_000) {
      common.clock.advance(1_000);
      await log.keep();
      await log.adopt();
    }
  }

  test('is missed after seven seconds; then what it left behind is published by another', async () => {
    const common = await died();
    const other = await instance(common);
    await after(7_000, other, common);
    expect(publishedIds(common)).toEqual([]);
    await after(1_000, other, common);
    expect(publishedIds(common)).toEqual(['school-1#1', 'school-2#1']);
  });

  test('its epoch is closed after a last look, and then nobody looks again', async () => {
    const common = await died();
    const other = await instance(common);
    await after(25_000, other, common);
    const [old, own] = await common.epochs.all();
    expect(old).toMatchObject({ state: 'closed', published: 2 });
    expect(own).toMatchObject({ state: 'open' });
    expect(publishedIds(common)).toHaveLength(2);
  });

  test('an insert of it that becomes visible late is found by the second look', async () => {
    const common = await died();
    const other = await instance(common);
    await after(9_000, other, common);
    const [first] = common.revisions.entries();
    if (first === undefined) throw new Error('nothing stored');
    await common.revisions.insert([{ ...first, id: 'school-late|safety|2026-11', seq: 3 }]);
    await after(12_000, other, common);
    expect(publishedIds(common)).toContain('school-late#1');
  });

  test('one that becomes visible after the last look is published as soon as somebody relies on it', async () => {
    const common = await died();
    const other = await instance(common);
    await after(25_000, other, common);
    const [first] = common.revisions.entries();
    if (first === undefined) throw new Error('nothing stored');
    const late = { ...first, id: 'school-late|safety|2026-11', seq: 3 };
    await common.revisions.insert([late]);
    expect(await append(other, ofSchool('school-late'))).toBe('unchanged 1');
    expect(publishedIds(common)).toEqual(['school-1#1', 'school-2#1', 'school-late#1']);
  });

  test('when its heir dies as well, before it published anything, a third one finishes', async () => {
    const common = await died();
    const stuck = shared().publisher;
    stuck.stop();
    const heir = await instance({ ...common, publisher: stuck });
    await heir.adopt();
    common.clock.advance(7_000);
    void heir.adopt(); // claims the epoch and comes no further
    const third = await instance(common);
    await after(9_000, third, common);
    expect((await common.epochs.all())[0]?.holder).not.toBe('');
    expect(publishedIds(common)).toEqual(['school-1#1', 'school-2#1']);
  });

  test('two heirs at once do not lose anything', async () => {
    const common = await died();
    const heirs = await Promise.all([instance(common), instance(common)]);
    for (let passed = 0; passed < 25; passed += 1) {
      common.clock.advance(1_000);
      await Promise.all(heirs.map((heir) => heir.keep()));
      await Promise.all(heirs.map((heir) => heir.adopt()));
    }
    expect(new Set(publishedIds(common))).toEqual(new Set(['school-1#1', 'school-2#1']));
    expect((await common.epochs.all()).map(({ state }) => state)).toEqual(['closed', 'open', 'open']);
  });
});

describe('letting go', () => {
  test('an epoch with nothing left is closed', async () => {
    const common = shared();
    const log = await instance(common);
    await append(log, three);
    await log.drained();
    await log.release();
    expect(await common.epochs.all()).toMatchObject([{ state: 'closed', published: 1 }]);
  });

  test('one with unpublished entries is anybody’s at once', async () => {
    const common = shared();
    const log = await instance(common);
    common.publisher.stop();
    await append(log, three);
    await log.release();
    const rest = { ...common, publisher: shared().publisher };
    const other = await instance(rest);
    await other.adopt();
    expect(publishedIds(rest)).toEqual(['school-1#1']);
  });
});
