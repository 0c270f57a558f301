import { leadsThrough } from '../../alerts/domain/seen-from.ts';
import { randomUUID } from 'node:crypto';
import { isPastDue } from '../domain/decide.ts';
import { hazardNumber, isOnLedger, type Hazard } from '../domain/hazard.ts';
import type { LedgerLine } from '../domain/tally.ts';
import {
  lineOf,
  type HazardFilter,
  type HazardReader,
  type HazardRecord,
  type HazardStore,
  type LedgerScope,
  type NumberBook,
} from './hazard-store.ts';

type Stored = HazardRecord & { readonly hazard: Hazard; readonly writtenAt: number };
type Memory = { readonly now: () => number; readonly stored: Map<string, Stored> };

const isAnyOf = <T>(values: readonly T[], value: NoInfer<T>): boolean => values.length === 0 || values.includes(value);

const liesIn = ({ subject }: Hazard, { within, path }: Pick<HazardFilter, 'within' | 'path'>): boolean =>
  subject.path.split('/').includes(within) && leadsThrough(subject.path, path);

const matches =
  (filter: HazardFilter) =>
  (hazard: Hazard): boolean =>
    [
      liesIn(hazard, filter),
      isAnyOf(filter.states, hazard.state),
      isAnyOf(filter.classes, hazard.class),
      isAnyOf(filter.severities, hazard.severity),
      filter.overdueOn === '' || isPastDue(hazard, filter.overdueOn),
      filter.campaign === '' || hazard.round.startsWith(`${filter.campaign}|`),
      !filter.isReopened || hazard.reopened > 0,
    ].every(Boolean);

const orderOf = ({ foundOn, number }: Pick<Hazard, 'foundOn' | 'number'>): string => `${foundOn}|${number}`;

const hazardsOf = ({ stored }: Memory): readonly Hazard[] => [...stored.values()].map(({ hazard }) => hazard);

function memoryStore(memory: Memory): HazardStore {
  const { now, stored } = memory;
  const isCurrent = ({ number, rev }: HazardRecord): boolean => (stored.get(number)?.rev ?? null) === rev;
  const some = (test: (record: Stored) => boolean, limit: number): Promise<readonly HazardRecord[]> =>
    Promise.resolve([...stored.values()].filter(test).slice(0, limit));
  return {
    load: (numbers) =>
      Promise.resolve(
        numbers.map((number) => stored.get(number) ?? { number, rev: null, hazard: null, isUntold: false }),
      ),
    save: (records) => {
      const rev = randomUUID();
      const saved = records.filter(isCurrent).map((record) => ({ ...record, rev }));
      const lost = records.filter((record) => !isCurrent(record)).map(({ number }) => number);
      for (const { hazard, ...record } of saved)
        if (hazard !== null) stored.set(record.number, { ...record, hazard, writtenAt: now() });
      return Promise.resolve({ saved, lost });
    },
    markTold: (records) => {
      for (const { number, rev } of records) {
        const record = stored.get(number);
        if (record?.rev === rev) stored.set(number, { ...record, isUntold: false });
      }
      return Promise.resolve();
    },
    untold: (before, limit) => some(({ isUntold, writtenAt }) => isUntold && writtenAt < before, limit),
    pastDue: (day, limit) => some(({ hazard }) => !hazard.overdue && isPastDue(hazard, day), limit),
  };
}

const isCounted =
  ({ from, to, ...place }: LedgerScope) =>
  (hazard: Hazard): boolean =>
    liesIn(hazard, place) && hazard.foundOn <= to && (hazard.foundOn >= from || isOnLedger(hazard));

function memoryReader(memory: Memory): HazardReader {
  return {
    list: (filter, { after, limit }) => {
      const found = hazardsOf(memory)
        .filter(matches(filter))
        .filter((hazard) => after === null || orderOf(hazard) < orderOf(after))
        .sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));
      return Promise.resolve(found.slice(0, limit).map((hazard) => ({ ...hazard, timeline: [] })));
    },
    find: (number) => Promise.resolve(memory.stored.get(number)?.hazard ?? null),
    ledgers: (orgUnits) => {
      const ledgers = new Map<string, LedgerLine[]>();
      for (const hazard of hazardsOf(memory)) {
        const { orgUnit } = hazard.subject;
        if (!orgUnits.includes(orgUnit)) continue;
        ledgers.set(orgUnit, [...(ledgers.get(orgUnit) ?? []), lineOf(hazard)]);
      }
      return Promise.resolve(ledgers);
    },
    async *linesIn(scope) {
      yield await Promise.resolve(hazardsOf(memory).filter(isCounted(scope)).map(lineOf));
    },
    async *all() {
      yield await Promise.resolve(hazardsOf(memory));
    },
  };
}

/** The book of numbers in memory. */
function memoryBook(): NumberBook {
  const numbers = new Map<string, string>();
  const last = new Map<string, number>();
  const numberOf = (orgUnit: string, ref: string, year: string): string => {
    const known = numbers.get(`${orgUnit}|${ref}`);
    if (known !== undefined) return known;
    const sequence = (last.get(`${orgUnit}|${year}`) ?? 0) + 1;
    last.set(`${orgUnit}|${year}`, sequence);
    const number = hazardNumber(orgUnit, year, sequence);
    numbers.set(`${orgUnit}|${ref}`, number);
    return number;
  };
  return {
    numbersOf: (orgUnit, wanted) =>
      Promise.resolve(new Map(wanted.map(({ ref, year }) => [ref, numberOf(orgUnit, ref, year)]))),
  };
}

/** The ports of hazards in memory: for tests, with the same promises as the database. */
export function memoryHazards(now: () => number): {
  readonly store: HazardStore;
  readonly reader: HazardReader;
  readonly book: NumberBook;
} {
  const memory = { now, stored: new Map<string, Stored>() };
  return { store: memoryStore(memory), reader: memoryReader(memory), book: memoryBook() };
}
