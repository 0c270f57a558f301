import { parsePeriod } from '@xiaomai/period';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { cardId, type CardKey, type Scorecard } from '../domain/card.ts';
import type { Cell } from '../domain/judge.ts';
import { applyMissing, missingPeriods, type MissingPeriods } from '../domain/missing.ts';
import {
  applyCells,
  emptyStanding,
  isValid,
  type Speaking,
  type Standing,
  type StandingCell,
  type StandingChange,
} from '../domain/standing.ts';
import type { ScorecardStore, SettledCard } from './judge-submissions.ts';

/** What is breached now, kept per org unit and dataset. */
export type StandingStore = {
  readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, StoredStanding>>;
  /** Writes standings, each with all its changes of a batch; throws when another writer came first. */
  readonly write: (standings: readonly ChangedStanding[]) => Promise<void>;
};

/** A standing with its key (<org unit>|<dataset>) and how often it has changed. */
export type StoredStanding = { readonly key: string; readonly sequence: number; readonly standing: Standing };

/** A standing to be written over the one with the sequence `before`; 0 = none is stored. */
export type ChangedStanding = StoredStanding & { readonly before: number };

/** Keys of the other periods' scorecards of a card's org unit and dataset, as far as their period's text is not less than
 *  `from`; '' = all. */
export type ReadSiblings = (card: CardKey, from: string) => Promise<readonly CardKey[]>;

/** What keeping standings needs from outside. */
export type KeepStandingsPorts = {
  readonly catalogue: () => Catalogue;
  readonly standings: StandingStore;
  readonly scorecards: Pick<ScorecardStore, 'read'>;
  readonly readSiblings: ReadSiblings;
};

/** A cell as others hear of it; `period` is set when it is of another period than the card. */
export type CurrentCell = Cell & StandingCell & { readonly period: string };

/** A card of which others must hear: the cells that are breached by the newest valid data, or were until now. */
export type NotableCard = {
  readonly card: Scorecard;
  readonly cells: readonly CurrentCell[];
  readonly periodEnd: string;
  readonly sequence: number;
  /** Which submissions have not come, where that is to be told. */
  readonly missing?: MissingPeriods;
};

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
const readsAtOnce = 16;
const keyOf = (card: Pick<Scorecard, 'orgUnit' | 'dataset'>): string => `${card.orgUnit}|${card.dataset}`;
const unwritten = (key: string): StoredStanding => ({ key, sequence: 0, standing: emptyStanding });

function endOf(card: Pick<Scorecard, 'period'>): string {
  const parsed = parsePeriod(card.period);
  if (!parsed.ok) throw new Error(`scorecard of no period: ${card.period}`);
  return parsed.value.end;
}

async function recall(memory: StandingMemory, keys: readonly string[], store: StandingStore): Promise<void> {
  const missing = [...new Set(keys)].filter((key) => !memory.standings.has(key));
  if (missing.length === 0) return;
  if (memory.standings.size + missing.length > mostRemembered) {
    memory.standings.clear();
    memory.newest.clear();
    memory.unsure.clear();
  }
  const found = await store.read(missing);
  for (const key of missing) {
    memory.standings.set(key, found.get(key) ?? unwritten(key));
    if (found.has(key)) memory.unsure.add(key);
  }
}

const ownCells = (card: Scorecard, end: string): readonly CurrentCell[] =>
  card.cells.filter(({ verdict }) => isValid(verdict)).map((cell) => ({ ...cell, end, period: '' }));

// The cell of an indicator that speaks among cards, the first one's first.
function spokenBy(cards: readonly Scorecard[], { indicator }: Cell): CurrentCell | undefined {
  for (const card of cards) {
    const found = card.cells.find((cell) => cell.indicator === indicator && isValid(cell.verdict));
    if (found !== undefined) return { ...found, end: endOf(card), period: card.period };
  }
  return undefined;
}

const latestFirst = (a: Scorecard, b: Scorecard): number => (endOf(a) > endOf(b) ? -1 : 1);

// Where a later period speaks, this card says nothing. A value taken back lets an earlier one speak, or none.
function cellsAmong(card: Scorecard, end: string, { others, all }: Siblings): readonly CurrentCell[] {
  const later = others.filter((other) => endOf(other) > end);
  const earlier = others.filter((other) => endOf(other) < end).sort(latestFirst);
  const speaking = card.cells.filter((cell) => spokenBy(later, cell) === undefined);
  const own = (cell: Cell): CurrentCell => ({ ...cell, end, period: '' });
  if (!all) return speaking.filter(({ verdict }) => isValid(verdict)).map(own);
  return speaking.map((cell) => (isValid(cell.verdict) ? own(cell) : (spokenBy(earlier, cell) ?? own(cell))));
}

// All that is current of a unit and dataset, whichever period speaks.
function everyCell(card: Scorecard, end: string, { others }: Siblings): readonly CurrentCell[] {
  const cards = [card, ...others].sort(latestFirst);
  const cells = new Map(cards.flatMap((one) => one.cells).map((cell) => [cell.indicator, cell]));
  return [...cells.values()].map((cell) => {
    const found = spokenBy(cards, cell);
    if (found === undefined) return { ...cell, end, period: '' };
    return found.period === card.period ? { ...found, period: '' } : found;
  });
}

const mayTakeBack = ({ card, repeated }: SettledCard): boolean =>
  (card.version > 1 || repeated) && card.cells.some(({ verdict }) => !isValid(verdict));

// Where nothing was ever notable, nothing can have been left untold.
const mayBeUntold = (memory: StandingMemory, settled: SettledCard): boolean =>
  isUnsure(memory, settled) || (settled.repeated && standingOf(memory, settled).sequence > 0);

const isUnsure = ({ unsure }: StandingMemory, { card }: SettledCard): boolean => unsure.has(keyOf(card));

const standingOf = ({ standings }: StandingMemory, { card }: SettledCard): StoredStanding =>
  standings.get(keyOf(card)) ?? unwritten(keyOf(card));

const needsCertainty = (memory: StandingMemory, settled: SettledCard): boolean =>
  mayBeUntold(memory, settled) || settled.card.cells.some(({ verdict }) => verdict === 'breached');

function isNewest(memory: StandingMemory, card: Scorecard): boolean {
  const newest = memory.newest.get(keyOf(card));
  return newest !== undefined && newest <= endOf(card);
}

const needsSiblings = (memory: StandingMemory, settled: SettledCard): boolean =>
  needsAll(memory, settled) || (needsCertainty(memory, settled) && !isNewest(memory, settled.card));

const needsAll = (memory: StandingMemory, settled: SettledCard): boolean =>
  mayTakeBack(settled) || isUnsure(memory, settled);

/** What is stored of the other periods of a card's unit and dataset. */
type Siblings = {
  /** The later ones' cards, or all. */
  readonly others: readonly Scorecard[];
  readonly all: boolean;
  /** Last day of the newest period, where one is later. */
  readonly newest: string;
};

// No period but one of several years ends later than in the year after the one its text begins with.
function laterFrom({ catalogue }: KeepStandingsPorts, card: Scorecard): string {
  const kinds = catalogue().datasets.get(card.dataset)?.periodKinds ?? ['years'];
  return kinds.includes('years') ? '' : String(Number(endOf(card).slice(0, 4)) - 1).padStart(4, '0');
}

async function readSiblingsOf(card: Scorecard, all: boolean, ports: KeepStandingsPorts): Promise<Siblings> {
  const keys = await ports.readSiblings(card, all ? '' : laterFrom(ports, card));
  const wanted = all ? keys : keys.filter((key) => endOf(key) > endOf(card));
  const cards = wanted.length === 0 ? [] : [...(await ports.scorecards.read(wanted.map(cardId))).values()];
  return { others: cards.map((one) => one.card), all, newest: newestOf(keys.map(endOf)) };
}

const newestOf = (ends: readonly string[]): string => ends.reduce((newest, end) => (end > newest ? end : newest), '');

// The cards are stored already, so that all can be read side by side before the first is applied.
async function siblingsOf(
  memory: StandingMemory,
  settled: readonly SettledCard[],
  ports: KeepStandingsPorts,
): Promise<ReadonlyMap<SettledCard, Siblings>> {
  const found = new Map<SettledCard, Siblings>();
  const wanted = settled.filter((one) => needsSiblings(memory, one));
  for (let from = 0; from < wanted.length; from += readsAtOnce) {
    const part = wanted.slice(from, from + readsAtOnce);
    await Promise.all(
      part.map(async (one) => found.set(one, await readSiblingsOf(one.card, needsAll(memory, one), ports))),
    );
  }
  return found;
}

function currentCells(memory: StandingMemory, settled: SettledCard, siblings?: Siblings): Speaking<CurrentCell> {
  const { card } = settled;
  const end = endOf(card);
  const known = memory.newest.get(keyOf(card));
  if (siblings !== undefined || known !== undefined)
    memory.newest.set(keyOf(card), newestOf([end, known ?? '', siblings?.newest ?? '']));
  if (siblings === undefined) return { cells: ownCells(card, end), certain: false };
  const cellsOf = isUnsure(memory, settled) ? everyCell : cellsAmong;
  return { cells: cellsOf(card, end, siblings), certain: true };
}

const inOrderOfPeriods = (settled: readonly SettledCard[]): readonly SettledCard[] =>
  [...settled].sort((a, b) => (endOf(a.card) < endOf(b.card) ? -1 : 1));

type Kept = { readonly told: NotableCard; readonly next: StoredStanding | undefined };

// Where nothing has changed and nothing is missing, the end of what was missing may still be untold.
function missingToTell(standing: Standing, isNews: boolean): Pick<NotableCard, 'missing'> {
  const periods = missingPeriods(standing);
  return isNews || periods.length > 0 ? { missing: { periods } } : {};
}

// What was told before a crash is not remembered: all of it is told again.
const toTell = ({ current, notable }: StandingChange<CurrentCell>, again: boolean): readonly CurrentCell[] =>
  again ? current : notable;

function keepOne(memory: StandingMemory, settled: SettledCard, speaking: Speaking<CurrentCell>): Kept | undefined {
  const { card } = settled;
  const before = standingOf(memory, settled);
  const end = endOf(card);
  const change = applyCells(before.standing, speaking);
  const arrival = applyMissing(change.next, card, end);
  const notable = change.notable.length > 0 || arrival.changed;
  const again = mayBeUntold(memory, settled);
  if (!notable && !again) return undefined;
  const sequence = notable ? before.sequence + 1 : before.sequence;
  const missing = missingToTell(arrival.next, arrival.changed || (again && card.dueAt > 0));
  const told = { card, cells: toTell(change, again), periodEnd: end, sequence, ...missing };
  return { told, next: notable ? { key: before.key, sequence, standing: arrival.next } : undefined };
}

// What speaks of another period is told with the card of that period: as of when it was received, and in which version.
function eachWithItsCard(told: NotableCard, siblings: Siblings | undefined): readonly NotableCard[] {
  const others = (siblings?.others ?? []).filter(({ period }) => told.cells.some((cell) => cell.period === period));
  const periods = new Set(others.map(({ period }) => period));
  const own = { ...told, cells: told.cells.filter(({ period }) => !periods.has(period)) };
  const ofOthers = others.map((card) => ({
    ...{ card, periodEnd: endOf(card), sequence: told.sequence },
    cells: told.cells.filter(({ period }) => period === card.period).map((cell) => ({ ...cell, period: '' })),
  }));
  return [own, ...ofOthers];
}

/** Applies settled cards to the standings in the order of their periods; tells which are notable. */
export type KeepStandings = (
  memory: StandingMemory,
  settled: readonly SettledCard[],
) => Promise<readonly NotableCard[]>;

/** Makes the keeper: reads what it does not remember, writes each changed standing once. */
export function keepStandings(ports: KeepStandingsPorts): KeepStandings {
  return async (memory, settled) => {
    await recall(
      memory,
      settled.map(({ card }) => keyOf(card)),
      ports.standings,
    );
    const changed = new Map<string, ChangedStanding>();
    const notable: NotableCard[] = [];
    const siblings = await siblingsOf(memory, settled, ports);
    for (const one of inOrderOfPeriods(settled)) {
      const key = keyOf(one.card);
      const before = standingOf(memory, one);
      const kept = keepOne(memory, one, currentCells(memory, one, siblings.get(one)));
      if (kept !== undefined)
        notable.push(...(isUnsure(memory, one) ? eachWithItsCard(kept.told, siblings.get(one)) : [kept.told]));
      memory.unsure.delete(key);
      if (kept?.next === undefined) continue;
      memory.standings.set(key, kept.next);
      changed.set(key, { ...kept.next, before: changed.get(key)?.before ?? before.sequence });
    }
    await ports.standings.write([...changed.values()]);
    return notable;
  };
}
