import { periodsOf, tallyOf, type Ledger, type RoundLine, type Tally } from '../domain/tally.ts';
import type { HazardReader, HazardRecord, HazardStore } from './hazard-store.ts';

/** The present figures of one org unit and period. */
export type UnitTally = Tally & { readonly orgUnit: string };

/** Tells other services. */
export type HazardEvents = {
  /** Publishes the present state of each record. */
  readonly publishHazards: (records: readonly HazardRecord[]) => Promise<void>;
  readonly publishTallies: (tallies: readonly UnitTally[]) => Promise<void>;
};

/** What campaign rounds make of org units; a unit of no round is absent. */
export type ReadRounds = (orgUnits: readonly string[]) => Promise<ReadonlyMap<string, readonly RoundLine[]>>;

/** Counts org units anew, each from the first day on which something of it changed, and publishes the figures. */
export type PublishTallies = (changed: ReadonlyMap<string, string>) => Promise<void>;

/** Tells the world what was written: resolves when it is published. */
export type AnnounceHazards = (records: readonly HazardRecord[]) => Promise<void>;

type Needs = {
  readonly hazards: Pick<HazardStore, 'markTold' | 'untold'>;
  readonly reader: Pick<HazardReader, 'ledgers'>;
  readonly rounds: ReadRounds;
  readonly events: HazardEvents;
};

export type HazardAnnouncer = {
  readonly announce: AnnounceHazards;
  readonly publishTallies: PublishTallies;
  /** Finishes what a crash left between write and publication; returns how many records that were. */
  readonly relay: (before: number) => Promise<number>;
};

const unitsAtOnce = 200;
const relayed = 500;

function changedDays(records: readonly HazardRecord[]): ReadonlyMap<string, string> {
  const days = new Map<string, string>();
  for (const { hazard } of records) {
    if (hazard === null) continue;
    const { orgUnit } = hazard.subject;
    const known = days.get(orgUnit);
    if (known === undefined || hazard.foundOn < known) days.set(orgUnit, hazard.foundOn);
  }
  return days;
}

const talliesOf = (orgUnit: string, ledger: Ledger, since: string): readonly UnitTally[] =>
  periodsOf(ledger, since).map((period) => ({ orgUnit, ...tallyOf(ledger, period) }));

export function createHazardAnnouncer({ hazards, reader, rounds, events }: Needs): HazardAnnouncer {
  // The figures are read after the write they tell of, so that the last to be published are the newest.
  const publishTallies: PublishTallies = async (changed) => {
    const units = [...changed.keys()];
    for (let from = 0; from < units.length; from += unitsAtOnce) {
      const part = units.slice(from, from + unitsAtOnce);
      const [lines, roundLines] = await Promise.all([reader.ledgers(part), rounds(part)]);
      const tallies = part.flatMap((orgUnit) => {
        const ledger = { hazards: lines.get(orgUnit) ?? [], rounds: roundLines.get(orgUnit) ?? [] };
        return talliesOf(orgUnit, ledger, changed.get(orgUnit) ?? '');
      });
      await events.publishTallies(tallies);
    }
  };

  const announce: AnnounceHazards = async (records) => {
    if (records.length === 0) return;
    await Promise.all([events.publishHazards(records), publishTallies(changedDays(records))]);
    await hazards.markTold(records);
  };

  return {
    announce,
    publishTallies,
    relay: async (before) => {
      const left = await hazards.untold(before, relayed);
      await announce(left);
      return left.length;
    },
  };
}
