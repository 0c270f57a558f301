import { parsePeriod } from '@xiaomai/period';
import type { Scorecard } from '../domain/card.ts';
import { applyCard, currentCells, emptyStanding, type Standing } from '../domain/standing.ts';
import type { SettledCard } from './judge-submissions.ts';

/** What is breached now, kept per org unit and dataset. */
export type StandingStore = {
  readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, StoredStanding>>;
  /** Writes standings whose stored count is still the one before; throws when another writer came first. */
  readonly write: (standings: readonly StoredStanding[]) => Promise<void>;
};

/** A standing with its key (<org unit>|<dataset>) and how often it was written. */
export type StoredStanding = { readonly key: string; readonly writes: number; readonly standing: Standing };

/** Indicators of which periods after a day have a valid value. */
export type LaterValues = (card: Scorecard, afterDay: string) => Promise<ReadonlySet<string>>;

/** A card of which others must hear: the cells that speak for the newest valid data. */
export type NotableCard = { readonly card: Scorecard; readonly cells: Scorecard['cells']; readonly periodEnd: string };

/** What a writer remembers of its own org units; dropped when the assignment changes. */
export type StandingMemory = {
  readonly standings: Map<string, StoredStanding>;
  /** Last day of the newest period seen, where it is certain that none later is stored. */
  readonly newest: Map<string, string>;
  generation: number;
};

export const standingKey = (card: Pick<Scorecard, 'orgUnit' | 'dataset'>): string => `${card.orgUnit}|${card.dataset}`;

export const emptyMemory = (): StandingMemory => ({ standings: new Map(), newest: new Map(), generation: -1 });

const mostRemembered = 200_000;
const none: ReadonlySet<string> = new Set();

function endOf(period: string): string {
  const parsed = parsePeriod(period);
  if (!parsed.ok) throw new Error(`stored scorecard of no period: ${period}`);
  return parsed.value.end;
}

async function recall(memory: StandingMemory, keys: readonly string[], store: StandingStore): Promise<void> {
  const missing = [...new Set(keys)].filter((key) => !memory.standings.has(key));
  if (missing.length === 0) return;
  if (memory.standings.size + missing.length > mostRemembered) {
    memory.standings.clear();
    memory.newest.clear();
  }
  const found = await store.read(missing);
  for (const key of missing) {
    memory.standings.set(key, found.get(key) ?? { key, writes: 0, standing: emptyStanding });
  }
}

const needsCertainty = ({ card, repeated }: SettledCard): boolean =>
  repeated || card.cells.some(({ verdict }) => verdict === 'breached');

/** Applies settled cards to the standings in the order of their periods; tells which are notable and writes what changed. */
export function keepStandings(store: StandingStore, laterValues: LaterValues) {
  const outdatedOf = async (memory: StandingMemory, settled: SettledCard, end: string): Promise<ReadonlySet<string>> => {
    const key = standingKey(settled.card);
    const newest = memory.newest.get(key);
    if (newest !== undefined && newest <= end) {
      memory.newest.set(key, end);
      return none;
    }
    return needsCertainty(settled) ? laterValues(settled.card, end) : none;
  };

  return async (memory: StandingMemory, settled: readonly SettledCard[]): Promise<readonly NotableCard[]> => {
    await recall(memory, settled.map(({ card }) => standingKey(card)), store);
    const changed = new Map<string, StoredStanding>();
    const notable: NotableCard[] = [];
    const inOrder = settled
      .map((one) => ({ one, end: endOf(one.card.period) }))
      .sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));
    for (const { one, end } of inOrder) {
      const key = standingKey(one.card);
      const outdated = await outdatedOf(memory, one, end);
      if (outdated.size === 0 && needsCertainty(one)) memory.newest.set(key, end);
      const before = memory.standings.get(key) ?? { key, writes: 0, standing: emptyStanding };
      const seen = { periodEnd: end, cells: one.card.cells, outdated };
      const change = applyCard(before.standing, seen);
      if (change.notable || one.repeated) {
        notable.push({ card: one.card, cells: currentCells(before.standing, seen), periodEnd: end });
      }
      if (change.changed) {
        const writes = changed.has(key) ? before.writes : before.writes + 1;
        const next = { key, writes, standing: change.next };
        changed.set(key, next);
        memory.standings.set(key, next);
      }
    }
    await store.write([...changed.values()]);
    return notable;
  };
}
