import { parsePeriod } from '@xiaomai/period';
import type { Affected } from '../domain/affected.ts';
import type { StoredCard } from './ask-in-portions.ts';
import { spreading, type SpreadPorts, type Unspread } from './spread.ts';

/** A version of the tree, with the units it has moved. */
export type UnspreadTree = Unspread & { readonly affected: readonly Affected[] };

/** What spreading needs from outside. */
export type SpreadTreePorts = SpreadPorts<UnspreadTree> & { readonly crashPoint: (name: string) => void };

const endOf = (period: string): string => {
  const parsed = parsePeriod(period);
  return parsed.ok ? parsed.value.end : '';
};

/** Asks for every stored scorecard that a change of the tree has moved to be judged anew. */
export function spreadChanges(ports: SpreadTreePorts): () => Promise<void> {
  return spreading(
    ports,
    ({ version, affected }) => {
      const since = new Map(affected.map((unit) => [unit.id, unit.since]));
      const isConcerned = ({ orgUnit, period }: StoredCard): boolean => endOf(period) >= (since.get(orgUnit) ?? '');
      return { units: [...since.keys()], isConcerned, cause: `tree@${String(version)}` };
    },
    () => ports.crashPoint('indicator.after-spread'),
  );
}
