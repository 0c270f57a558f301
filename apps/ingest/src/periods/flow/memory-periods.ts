import { decidedId, type DecidedPeriod } from '../domain/closing.ts';
import type { PeriodStore } from './period-store.ts';

/** Decisions on periods in memory: for tests, with the same promises as the database. */
export function memoryPeriods(): PeriodStore {
  const kept = new Map<string, DecidedPeriod>();
  let version = 0;
  return {
    version: () => Promise.resolve(version),
    all: () => Promise.resolve([...kept.values()]),
    append: (decided) => {
      const id = decidedId(decided);
      if ((kept.get(id)?.history.length ?? 0) !== decided.history.length - 1) return Promise.resolve(false);
      kept.set(id, decided);
      version += 1;
      return Promise.resolve(true);
    },
  };
}
