import { beforeEach, describe, expect, test } from '@jest/globals';
import type { DecidedPeriod, PeriodDecision } from '../domain/closing.ts';
import type { PeriodStore } from './period-store.ts';

const key = { dataset: 'safety', period: '2026-10', orgUnit: '3307' };
const closed: PeriodDecision = { at: 1, by: '演示人员', kind: 'closed', reason: '已汇总' };
const reopened: PeriodDecision = { at: 2, by: '演示人员', kind: 'reopened', reason: '补报' };
const once: DecidedPeriod = { ...key, history: [closed] };
const twice: DecidedPeriod = { ...key, history: [closed, reopened] };

/** What every store of decisions keeps to. `make` gives an empty one. */
export function periodStoreContract(make: () => Promise<PeriodStore>): void {
  describe('a store of decisions on periods', () => {
    let store: PeriodStore;

    beforeEach(async () => {
      store = await make();
    });

    test('what is decided stays, in order, and its version moves on each time', async () => {
      const versions = [await store.version()];
      for (const decided of [once, twice]) {
        expect(await store.append(decided)).toBe(true);
        versions.push(await store.version());
      }
      expect(new Set(versions).size).toBe(3);
      expect(await store.all()).toEqual([twice]);
    });

    test('of two who decide on the same state, one is told to look again', async () => {
      expect((await Promise.all([store.append(once), store.append(once)])).filter(Boolean)).toHaveLength(1);
      const other: DecidedPeriod = { ...key, history: [closed, { ...reopened, by: 'another' }] };
      expect((await Promise.all([store.append(twice), store.append(other)])).filter(Boolean)).toHaveLength(1);
    });
  });
}
