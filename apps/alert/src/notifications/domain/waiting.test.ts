import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupKey, groupOf } from './change.ts';
import { aChange, manyChanges } from './examples.ts';
import { nothingWaits, takeDue, withChanges } from './waiting.ts';

const pace = { gapMs: 1_000, largest: 100 };
const sizes = (batches: readonly (readonly unknown[])[]): readonly number[] => batches.map(({ length }) => length);

describe('the group of a change', () => {
  test('is its district and its pack', () => {
    expect(groupOf(aChange())).toEqual({ district: '330702', districtName: '婺城区', pack: 'safety' });
  });

  test('of a city is the city itself', () => {
    expect(groupOf(aChange({ path: 'cn/33/3307/', pathNames: ['全国', '浙江省', '金华市'] }))).toMatchObject({
      district: '3307',
      districtName: '金华市',
    });
  });
});

describe('a group speaks', () => {
  test('at once the first time', () => {
    expect(sizes(takeDue(withChanges(nothingWaits, manyChanges(2)), 0, pace).batches)).toEqual([2]);
  });

  test('again after its gap and not before', () => {
    const { rest } = takeDue(withChanges(nothingWaits, manyChanges(1)), 5_000, pace);
    const waiting = withChanges(rest, manyChanges(1, { id: 'x' }));
    const early = takeDue(waiting, 5_999, pace);
    expect([sizes(early.batches), early.wakeAt]).toEqual([[], 6_000]);
    expect(sizes(takeDue(waiting, 6_000, pace).batches)).toEqual([1]);
  });

  test('of at most a hundred changes at a time, so a storm is a few messages', () => {
    let waiting = withChanges(nothingWaits, manyChanges(1_000));
    const spoken: number[] = [];
    for (let now = 0; now <= 10_000; now += 100) {
      const { batches, rest } = takeDue(waiting, now, pace);
      spoken.push(...sizes(batches));
      waiting = rest;
    }
    expect(spoken).toEqual(Array.from({ length: 10 }, () => 100));
  });

  test('without waiting for another group', () => {
    const { rest } = takeDue(withChanges(nothingWaits, manyChanges(1)), 0, pace);
    expect(sizes(takeDue(withChanges(rest, [aChange({ pack: 'canteen' })]), 1, pace).batches)).toEqual([1]);
  });

  test('and is forgotten when it has nothing more to say', () => {
    const { rest } = takeDue(withChanges(nothingWaits, manyChanges(1)), 0, pace);
    const later = takeDue(rest, 1_000, pace);
    expect([later.rest.size, later.wakeAt]).toEqual([0, Number.POSITIVE_INFINITY]);
  });
});

describe('whatever is offered', () => {
  const offers = fc.array(
    fc.record({ packs: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 250 }), waitMs: fc.nat(3_000) }),
    { maxLength: 8 },
  );

  test('leaves exactly once, each message of one group and not too large', () => {
    fc.assert(
      fc.property(offers, (steps) => {
        let [waiting, now, count] = [nothingWaits, 0, 0];
        const left: string[] = [];
        const speak = (): number => {
          const { batches, rest, wakeAt } = takeDue(waiting, now, pace);
          waiting = rest;
          for (const batch of batches) {
            expect(batch.length).toBeLessThanOrEqual(pace.largest);
            expect(new Set(batch.map(groupKey)).size).toBe(1);
          }
          left.push(...batches.flat().map(({ id }) => id));
          return wakeAt;
        };
        for (const { packs, waitMs } of steps) {
          now += waitMs;
          waiting = withChanges(
            waiting,
            packs.map((pack) => aChange({ pack, id: String(count++) })),
          );
          speak();
        }
        for (let wakeAt = speak(); wakeAt !== Number.POSITIVE_INFINITY; wakeAt = speak()) now = wakeAt;
        expect(left.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
      }),
    );
  });
});
