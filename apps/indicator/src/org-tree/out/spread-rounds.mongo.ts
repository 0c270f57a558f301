import type { Collection } from 'mongoose';
import { mostRounds, type SpreadStore, type Unspread } from '../flow/spread.ts';

/** What of a version's document says how far it is spread. */
export type Rounds = { readonly _id: number; readonly rounds?: number; readonly dueAt?: number };

const open = Array.from({ length: mostRounds }, (_, rounds) => rounds);
const withRounds = ({ version, rounds }: Unspread): object => ({ _id: version, rounds });

/** The documents of versions that are still to be spread at an instant. */
export const dueBy = (now: number): object => ({ rounds: { $in: open }, dueAt: { $gte: 0, $lte: now } });

/** Who spreads a version, and how often it was done, kept in the document of the version. */
export function roundsIn(versions: Collection<Rounds>): Omit<SpreadStore<Unspread>, 'due'> {
  return {
    claim: async (one, { now, until }) => {
      const free = { ...withRounds(one), dueAt: { $gte: 0, $lte: now } };
      return (await versions.updateOne(free, { $set: { dueAt: until } })).modifiedCount === 1;
    },
    renew: async (one, until) => {
      await versions.updateOne(withRounds(one), { $set: { dueAt: until } });
    },
    finish: async (one, nextDueAt) => {
      await versions.updateOne(withRounds(one), { $set: { rounds: one.rounds + 1, dueAt: nextDueAt } });
    },
  };
}
