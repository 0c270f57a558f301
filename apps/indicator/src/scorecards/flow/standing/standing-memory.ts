import type { Catalogue } from '../../../catalogue/domain/catalogue.ts';
import type { Scorecard } from '../../domain/card.ts';
import { emptyStanding, type Standing } from '../../domain/standing.ts';

/** What is breached now, kept per org unit and dataset. */
export type StandingStore = {
  readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, FoundStanding>>;
  /** Writes standings, each with all its changes of a batch; throws when another writer came first. */
  readonly write: (standings: readonly ChangedStanding[]) => Promise<void>;
};

/** A standing with its key (<org unit>|<dataset>) and how often it has changed. */
export type StoredStanding = { readonly key: string; readonly sequence: number; readonly standing: Standing };

/** As it is found: the first release did not store what has ended. */
export type FoundStanding = Omit<StoredStanding, 'standing'> & {
  readonly standing: Pick<Standing, 'failing'> & Partial<Standing>;
};

/** A standing to be written over the one with the sequence `before`; 0 = none is stored. */
export type ChangedStanding = StoredStanding & { readonly before: number };

/** What a writer remembers of its own org units; dropped when the assignment changes and after a failure. */
export type StandingMemory = {
  readonly standings: Map<string, StoredStanding>;
  /** Last day of the newest period stored, where it is known. */
  readonly newest: Map<string, string>;
  /** Whose standing was found stored: what made it so may never have been told, so that their first card tells all that is current. */
  readonly unsure: Set<string>;
  readonly generation: number;
};

/** A memory that knows nothing. */
export const emptyMemory = (generation: number): StandingMemory => ({
  standings: new Map(),
  newest: new Map(),
  unsure: new Set(),
  generation,
});

const mostRemembered = 200_000;

/** Whose standing a card is about. */
export const keyOf = (card: Pick<Scorecard, 'orgUnit' | 'dataset'>): string => `${card.orgUnit}|${card.dataset}`;

const unwritten = (key: string): StoredStanding => ({ key, sequence: 0, standing: emptyStanding });

/** The standing a card finds. */
export const standingOf = ({ standings }: StandingMemory, card: Scorecard): StoredStanding =>
  standings.get(keyOf(card)) ?? unwritten(keyOf(card));

// Where it is not stored what has ended, any indicator may have.
function whole({ standing: { failing, ended }, ...stored }: FoundStanding, catalogue: Catalogue): StoredStanding {
  if (ended !== undefined) return { ...stored, standing: { failing, ended } };
  const [, dataset = ''] = stored.key.split('|');
  const plan = catalogue.datasets.get(dataset);
  const all = [...(plan?.indicators ?? []), ...(plan?.derived ?? []).map(({ id }) => id)];
  return { ...stored, standing: { failing, ended: all.filter((indicator) => failing[indicator] === undefined) } };
}

/** What recalling needs. */
export type RecallPorts = { readonly catalogue: () => Catalogue; readonly standings: StandingStore };

/** Reads the standings of cards that are not remembered, in one round trip. */
export async function recall(
  memory: StandingMemory,
  cards: readonly Scorecard[],
  { standings, catalogue }: RecallPorts,
): Promise<void> {
  const missing = [...new Set(cards.map(keyOf))].filter((key) => !memory.standings.has(key));
  if (missing.length === 0) return;
  if (memory.standings.size + missing.length > mostRemembered) {
    memory.standings.clear();
    memory.newest.clear();
    memory.unsure.clear();
  }
  const found = await standings.read(missing);
  for (const key of missing) {
    const stored = found.get(key);
    memory.standings.set(key, stored === undefined ? unwritten(key) : whole(stored, catalogue()));
    if (stored !== undefined) memory.unsure.add(key);
  }
}
