import { LRUCache } from 'lru-cache';
import type { Catalogue } from '../../../catalogue/domain/catalogue.ts';
import type { OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import type { CardReader, Reported } from '../read-scorecards.ts';

/** What is needed to know who has reported. */
export type ReportedPorts = {
  readonly catalogue: () => Catalogue;
  readonly reader: Pick<CardReader, 'reported' | 'reportedIn' | 'editions'>;
};

type Asked = { readonly dataset: string; readonly period: string };
type OfRollup = { readonly edition: number; readonly units: readonly Reported[] };

const mostUnits = 100_000;

/**
 * Makes the reading of who has reported below a unit. What adds to a rollup is read again only when another edition of that rollup is
 * stored, so that a province costs what has changed in it, and says what its rollups say.
 */
export function reportedBelow({ catalogue, reader }: ReportedPorts) {
  const known = new LRUCache<string, OfRollup>({
    maxSize: mostUnits,
    sizeCalculation: ({ units }) => units.length + 1,
  });

  const readChanged = async (
    stored: Awaited<ReturnType<CardReader['editions']>>,
  ): Promise<ReadonlyMap<string, readonly Reported[]>> => {
    const changed = stored.filter(({ rollup, edition }) => edition === 0 || known.get(rollup)?.edition !== edition);
    const units = new Map(changed.map(({ rollup }) => [rollup, [] as Reported[]]));
    const found = await reader.reportedIn([...units.keys()]);
    for (const { rollup, ...one } of found) units.get(rollup)?.push(one);
    for (const { rollup, edition } of changed) known.set(rollup, { edition, units: units.get(rollup) ?? [] });
    return units;
  };

  return async (unit: OrgUnit, { dataset, period }: Asked): Promise<readonly Reported[]> => {
    const place = { dataset, period, path: unit.path };
    const plan = catalogue().datasets.get(dataset);
    if (plan?.rollsUp !== true || plan.reportedBy.includes(unit.type)) return reader.reported(place);
    const stored = await reader.editions(place);
    const kept = new Map(stored.map(({ rollup }) => [rollup, known.get(rollup)?.units ?? []]));
    const changed = await readChanged(stored);
    return stored.flatMap(({ rollup }) => changed.get(rollup) ?? kept.get(rollup) ?? []);
  };
}

/** Reads who has reported below a unit. */
export type ReportedBelow = ReturnType<typeof reportedBelow>;
