import type { AsIsTree } from '../../../org-tree/domain/as-is.ts';
import { rollsUp, type OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { cardId } from '../../domain/card.ts';
import { readUnitCards, type CardReader, type UnitCard } from '../read-scorecards.ts';
import { rollUpAsIs, type AsIsPorts } from './roll-up-as-is.ts';

type Wanted = {
  readonly datasets: readonly string[];
  readonly period: string;
  /** Undefined: as it was. */
  readonly asIs: AsIsTree | undefined;
};

/** Makes the reading of what units have: as it is stored, and computed where the tree of today says otherwise. */
export function unitCards(ports: AsIsPorts & { readonly reader: CardReader }) {
  const rollUp = rollUpAsIs(ports);
  return async (units: readonly OrgUnit[], wanted: Wanted): Promise<ReadonlyMap<string, UnitCard>> => {
    const { datasets, period, asIs } = wanted;
    const isStored = (unit: OrgUnit): boolean => asIs === undefined || !rollsUp(unit.type) || asIs.unchanged(unit);
    const found = new Map(await readUnitCards(ports.reader, units.filter(isStored), wanted));
    if (asIs === undefined) return found;
    for (const unit of units.filter((one) => !isStored(one))) {
      for (const dataset of datasets) {
        if (ports.catalogue().datasets.get(dataset)?.rollsUp !== true) continue;
        const rollup = await rollUp(asIs, unit, { dataset, period });
        if (rollup !== undefined) found.set(cardId(rollup), { rollup });
      }
    }
    return found;
  };
}
