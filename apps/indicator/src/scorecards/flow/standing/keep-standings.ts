import type { Scorecard } from '../../domain/card.ts';
import { applyMissing, everBreached, missingPeriods, type MissingPeriods } from '../../domain/missing.ts';
import { applyCells, isValid, type Speaking, type Standing, type StandingChange } from '../../domain/standing.ts';
import type { SettledCard } from '../judge-submissions.ts';
import {
  keyOf,
  recall,
  standingOf,
  type ChangedStanding,
  type RecallPorts,
  type StandingMemory,
  type StoredStanding,
} from './standing-memory.ts';
import { endOf, whoSpeaks, type Answer, type CurrentCell, type SpeakersPorts } from './who-speaks.ts';

/** What keeping standings needs from outside. */
export type KeepStandingsPorts = RecallPorts & SpeakersPorts;

/** A card of which others must hear: the cells that are breached by the newest valid data, or were until now. */
export type NotableCard = {
  readonly card: Scorecard;
  readonly cells: readonly CurrentCell[];
  readonly periodEnd: string;
  readonly sequence: number;
  /** Which submissions have not come, where that is to be told. */
  readonly missing?: MissingPeriods;
};

/** A card, and what has to be known of the other periods before it is applied. */
type Asking = {
  readonly settled: SettledCard;
  readonly end: string;
  /** The first of a unit whose standing was found stored: it tells all that is current, whichever period it is of. */
  readonly isFirst: boolean;
  readonly indicators: ReadonlySet<string>;
  readonly answer?: Answer;
};

type Told = { readonly settled: SettledCard; readonly isFirst: boolean };

const mayTakeBack = ({ card, repeated }: SettledCard): boolean =>
  (card.version > 1 || repeated) && card.cells.some(({ verdict }) => !isValid(verdict));

// Where nothing was ever notable, nothing can have been left untold.
const mayBeUntold = (memory: StandingMemory, { settled, isFirst }: Told): boolean =>
  isFirst || (settled.repeated && standingOf(memory, settled.card).sequence > 0);

function isNewest(memory: StandingMemory, card: Scorecard): boolean {
  const newest = memory.newest.get(keyOf(card));
  return newest !== undefined && newest <= endOf(card);
}

// Of a value on target that never was breached nobody has to hear, whoever else speaks.
function inQuestion(memory: StandingMemory, told: Told): ReadonlySet<string> {
  const { settled, isFirst } = told;
  const ever = mayBeUntold(memory, told) ? everBreached(standingOf(memory, settled.card).standing) : new Set<string>();
  const takesBack = mayTakeBack(settled);
  const own = settled.card.cells.filter(({ indicator, verdict }) => {
    if (!isValid(verdict)) return takesBack;
    return verdict === 'breached' || ever.has(indicator);
  });
  return new Set([...(isFirst ? ever : []), ...own.map(({ indicator }) => indicator)]);
}

function askingOf(memory: StandingMemory, settled: SettledCard): Asking {
  const told = { settled, isFirst: memory.unsure.delete(keyOf(settled.card)) };
  return { ...told, end: endOf(settled.card), indicators: inQuestion(memory, told) };
}

// The cards are stored already, so that all can be looked for together before the first is applied.
async function answered(
  memory: StandingMemory,
  asking: readonly Asking[],
  ports: KeepStandingsPorts,
): Promise<readonly Asking[]> {
  const open = asking.filter(({ indicators }) => indicators.size > 0);
  const questions = open.map(({ settled: { card }, indicators }) => ({
    ...{ card, indicators, isNewest: isNewest(memory, card) },
  }));
  const answers = await whoSpeaks(questions, ports);
  const found = new Map(open.map((one, index) => [one, answers[index]]));
  return asking.map((one) => {
    const answer = found.get(one);
    return answer === undefined ? one : { ...one, answer };
  });
}

function remember({ newest }: StandingMemory, { settled: { card }, end, answer }: Asking): void {
  const known = newest.get(keyOf(card));
  if (answer === undefined && known === undefined) return;
  newest.set(
    keyOf(card),
    [known ?? '', answer?.newest ?? ''].reduce((latest, one) => (one > latest ? one : latest), end),
  );
}

// Where a later period speaks, a card says nothing. A value taken back lets an earlier one speak, or none.
function speakingOf({ settled: { card }, end, isFirst, indicators, answer }: Asking): Speaking<CurrentCell> {
  const found = (answer?.cells ?? []).filter((cell) => isFirst || cell.end <= end);
  const heard = new Map(found.map((cell) => [cell.indicator, cell]));
  const own = card.cells.flatMap((cell): readonly CurrentCell[] => {
    const spoken = heard.get(cell.indicator);
    heard.delete(cell.indicator);
    if (indicators.has(cell.indicator)) return spoken === undefined ? [] : [spoken];
    return isValid(cell.verdict) ? [{ ...cell, end, period: '' }] : [];
  });
  return { cells: [...own, ...heard.values()], certain: indicators };
}

const inOrderOfPeriods = (settled: readonly SettledCard[]): readonly SettledCard[] =>
  [...settled].sort((a, b) => (endOf(a.card) < endOf(b.card) ? -1 : 1));

type Kept = { readonly told: NotableCard; readonly next: StoredStanding | undefined };

// Where nothing has changed and nothing is missing, the end of what was missing may still be untold.
function missingToTell(standing: Standing, isNews: boolean): Pick<NotableCard, 'missing'> {
  const periods = missingPeriods(standing);
  return isNews || periods.length > 0 ? { missing: { periods } } : {};
}

// What was told before a crash is not remembered: all that may be believed is told again.
function toTell({ current, notable, next }: StandingChange<CurrentCell>, again: boolean): readonly CurrentCell[] {
  const ever = everBreached(next);
  return again ? current.filter(({ indicator }) => ever.has(indicator)) : notable;
}

function keepOne(memory: StandingMemory, asking: Asking): Kept | undefined {
  const { card } = asking.settled;
  const { end } = asking;
  const before = standingOf(memory, card);
  const change = applyCells(before.standing, speakingOf(asking));
  const arrival = applyMissing(change.next, card, end);
  const notable = change.notable.length > 0 || arrival.changed;
  const again = mayBeUntold(memory, asking);
  if (!notable && !again) return undefined;
  const sequence = notable ? before.sequence + 1 : before.sequence;
  const missing = missingToTell(arrival.next, arrival.changed || (again && card.dueAt > 0));
  const told = { card, cells: toTell(change, again), periodEnd: end, sequence, ...missing };
  return { told, next: notable ? { key: before.key, sequence, standing: arrival.next } : undefined };
}

// What speaks of another period is told with the card of that period: as of when it was received, and in which version.
function eachWithItsCard(told: NotableCard, { answer }: Asking): readonly NotableCard[] {
  const others = (answer?.others ?? []).filter(({ period }) => told.cells.some((cell) => cell.period === period));
  const own = { ...told, cells: told.cells.filter(({ period }) => period === '') };
  const ofOthers = others.map((card) => ({
    ...{ card, periodEnd: endOf(card), sequence: told.sequence },
    cells: told.cells.filter(({ period }) => period === card.period).map((cell) => ({ ...cell, period: '' })),
  }));
  return [own, ...ofOthers];
}

const saysAnything = ({ cells, missing }: NotableCard): boolean => cells.length > 0 || missing !== undefined;

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
      settled.map(({ card }) => card),
      ports,
    );
    const changed = new Map<string, ChangedStanding>();
    const notable: NotableCard[] = [];
    const asking = inOrderOfPeriods(settled).map((one) => askingOf(memory, one));
    for (const one of await answered(memory, asking, ports)) {
      const before = standingOf(memory, one.settled.card);
      remember(memory, one);
      const kept = keepOne(memory, one);
      if (kept === undefined) continue;
      const told = one.isFirst ? eachWithItsCard(kept.told, one) : [kept.told];
      notable.push(...told.filter(saysAnything));
      if (kept.next === undefined) continue;
      memory.standings.set(before.key, kept.next);
      changed.set(before.key, { ...kept.next, before: changed.get(before.key)?.before ?? before.sequence });
    }
    await ports.standings.write([...changed.values()]);
    return notable;
  };
}
