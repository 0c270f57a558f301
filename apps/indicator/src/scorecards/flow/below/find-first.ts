import type { OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { cardId } from '../../domain/card.ts';
import { sightOf } from '../as-is/sight.ts';
import type { ViewPorts } from '../view-scorecards.ts';
import { inState, readById, withReported, type Below, type Expected, type State } from './expected.ts';

/** The first that fail and the first that are missing, one more of each than was asked for where there are more. */
export type First = { readonly failing: readonly OrgUnit[]; readonly missing: readonly OrgUnit[] };

/** Finds them. */
export type FindFirst = (unit: OrgUnit, below: Below, limit: number) => Promise<First>;

const portion = 500;
const few = 2_000;
const anyIndicator = '';

type MayBe = (unit: OrgUnit) => boolean;

/** Makes the finding of those told beside a scorecard; `all` reads everything below a unit. */
export function findFirst(
  ports: ViewPorts,
  all: (unit: OrgUnit, below: Below) => Promise<readonly Expected[]>,
): FindFirst {
  const firstIn = async (units: readonly OrgUnit[], below: Below, wanted: State & { readonly limit: number }) => {
    const found: OrgUnit[] = [];
    for (let at = 0; at < units.length && found.length <= wanted.limit; at += portion) {
      const some = units.slice(at, at + portion);
      found.push(...inState(withReported(some, await readById(ports.reader, some, below)), wanted));
    }
    return found;
  };

  // Of many only those are looked at that add to a rollup in which something is breached, or in which somebody is missing.
  const suspects = async (units: readonly OrgUnit[], below: Below): Promise<Record<keyof First, MayBe>> => {
    const expected = new Map<string, number>();
    for (const { parent } of units) expected.set(parent, (expected.get(parent) ?? 0) + 1);
    const stored = await ports.reader.rollups([...expected.keys()].map((orgUnit) => cardId({ ...below, orgUnit })));
    const rollups = new Map(stored.map((rollup) => [rollup.orgUnit, rollup]));
    return {
      failing: ({ parent }) => rollups.get(parent)?.cells.some(({ breached }) => breached > 0) === true,
      missing: ({ parent }) => (rollups.get(parent)?.reported ?? 0) < (expected.get(parent) ?? 0),
    };
  };

  return async (unit, below, limit) => {
    const units = sightOf(ports, below).expected(unit, below.dataset);
    const failing = { state: 'failing', indicator: anyIndicator, limit } as const;
    const missing = { ...failing, state: 'missing' } as const;
    const rollsUp = below.asIs !== true && ports.catalogue().datasets.get(below.dataset)?.rollsUp === true;
    if (units.length <= few || !rollsUp) {
      const expected = await all(unit, below);
      return { failing: inState(expected, failing), missing: inState(expected, missing) };
    }
    const mayBe = await suspects(units, below);
    return {
      failing: await firstIn(units.filter(mayBe.failing), below, failing),
      missing: await firstIn(units.filter(mayBe.missing), below, missing),
    };
  };
}
