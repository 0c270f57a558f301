import { shanghaiDay } from '@xiaomai/period';
import type { Catalogue } from '../../../catalogue/domain/catalogue.ts';
import { asIsTree, type AsIsTree } from '../../../org-tree/domain/as-is.ts';
import { childrenOn, placeOn, rollsUp, type OrgTree, type OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { countExpected, expectedInOrder, inOrderOfIds, periodEnd } from '../read-scorecards.ts';

/** Through which tree a period is looked at: as it was on its last day, or as it is today. */
export type Sight = {
  /** Units right below one, in the order of ids. */
  readonly children: (unit: OrgUnit) => readonly OrgUnit[];
  /** Units anywhere below one that were expected to report a dataset, in the order of ids. */
  readonly expected: (unit: OrgUnit, dataset: string) => readonly OrgUnit[];
  /** How many those are. */
  readonly expects: (unit: OrgUnit, dataset: string) => number;
  /** Undefined: as it was. */
  readonly asIs: AsIsTree | undefined;
};

type SightPorts = { readonly catalogue: () => Catalogue; readonly tree: () => OrgTree; readonly now: () => number };
type Asked = { readonly period: string; readonly asIs?: boolean };

function* leavesOf(asIs: AsIsTree, unit: OrgUnit): Generator<OrgUnit> {
  for (const child of asIs.children(unit.id)) {
    if (rollsUp(child.type)) yield* leavesOf(asIs, child);
    else yield child;
  }
}

/** The day at which units are looked up: today for the tree as it is, else the last day of the period. */
export const dayOfSight = ({ period, asIs }: Asked, now: number): string =>
  asIs === true ? shanghaiDay(now) : periodEnd(period);

/** Makes the sight of a period. */
export function sightOf(ports: SightPorts, asked: Asked): Sight {
  const [tree, catalogue, day] = [ports.tree(), ports.catalogue(), periodEnd(asked.period)];
  if (asked.asIs !== true) {
    return {
      children: (unit) => childrenOn(tree, unit.id, day),
      expected: (unit, dataset) => expectedInOrder(tree, unit, { catalogue, dataset, period: asked.period }),
      expects: (unit, dataset) => countExpected(tree, unit, { catalogue, dataset, period: asked.period }),
      asIs: undefined,
    };
  }
  const asIs = asIsTree(tree, { today: shanghaiDay(ports.now()), day });
  const expected = (unit: OrgUnit, id: string): readonly OrgUnit[] => {
    const dataset = catalogue.datasets.get(id);
    if (dataset === undefined || dataset.computed) return [];
    const reports = (one: OrgUnit): boolean => dataset.reportedBy.includes(placeOn(tree, one.id, day)?.type ?? '');
    return inOrderOfIds([...leavesOf(asIs, unit)].filter(reports));
  };
  return {
    asIs,
    children: (unit) => asIs.children(unit.id),
    expected,
    expects: (unit, id) => expected(unit, id).length,
  };
}
