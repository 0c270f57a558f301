// What tests about peers start from: a district with ten schools, and figures of which one is watched.
import { makeCatalogue } from '../../../catalogue/domain/catalogue.ts';
import { aDataset, anIndicator, aPack } from '../../../catalogue/domain/examples.ts';
import { imported, smallCity, unit } from '../../../org-tree/domain/examples.ts';
import type { OrgTree } from '../../../org-tree/domain/org-tree.ts';
import type { Catalogue } from '../../../catalogue/domain/catalogue.ts';
import type { Scorecard } from '../../domain/card.ts';
import { aCell, aScorecard } from '../../domain/examples.ts';

export const period = '2026-11';
const floor = { mantissa: 2n, scale: 0 };
const minutes = { kind: 'amount', unit: 'minutes', aggregation: 'mean' } as const;
export const catalogue: Catalogue = makeCatalogue(1, [
  aPack({
    indicators: [anIndicator('homework', { ...minutes, outlierFloor: floor }), anIndicator('plain', minutes)],
    datasets: [aDataset('watched', ['homework', 'plain']), aDataset('unwatched', ['plain'])],
  }),
]);
// Two more towns of the first district, with eight primary schools and a kindergarten.
export const schools: readonly string[] = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8'];
export const tree: OrgTree = imported(
  smallCity,
  unit('t8', 'd1', { type: 'town' }),
  ...schools.map((id) => unit(id, 't8', { type: 'primary' })),
  unit('k1', 't8', { type: 'kindergarten' }),
);
const pathOf = (id: string): string => tree.units.get(id)?.path ?? '';
export const cardOf = (orgUnit: string, value: string, rest: Partial<Scorecard> = {}): Scorecard =>
  aScorecard({
    ...{ orgUnit, dataset: 'watched', period, path: pathOf(orgUnit) },
    cells: ['homework', 'plain'].map((indicator) => aCell({ indicator, value })),
    ...rest,
  });
