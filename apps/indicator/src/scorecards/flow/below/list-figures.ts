import type { OrgTree, OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { cardId } from '../../domain/card.ts';
import type { CardReader, Cut } from '../read-scorecards.ts';
import type { Below, State } from './expected.ts';
import type { ListReporting } from './list-reporting.ts';

/** A unit with its scorecard as it is stored. */
export type UnitBytes = { readonly unit: OrgUnit; readonly bytes: Buffer | undefined };

/** A part of a page; `next` in the last one only. */
export type FiguresPart = { readonly units: readonly UnitBytes[]; readonly next: string };

type Ports = { readonly tree: () => OrgTree; readonly reader: Pick<CardReader, 'bytes' | 'bytesIn'> };

/** So many units with bare figures are told in one answer. */
const mostFigures = 5_000;
const partSize = 250; // with 750 the gateway spent a third more: longer texts outlive its young generation
const strangersFor = 2;

// Reading all that add to a rollup costs a quarter of reading the same one by one, unless too many others add to it.
function rollupsOf(tree: OrgTree, units: readonly OrgUnit[], { dataset, period, asIs }: Below): readonly string[] {
  const parents = [...new Set(units.map(({ parent }) => parent))];
  const siblings = parents.reduce((sum, id) => sum + (tree.children.get(id)?.length ?? 0), 0);
  if (asIs === true || siblings > units.length * strangersFor) return [];
  return parents.map((orgUnit) => cardId({ orgUnit, dataset, period }));
}

/** Makes the list of reporting units with the bytes of their scorecards, part by part: while one is told the next is read. */
export function listFigures({ tree, reader }: Ports, list: Pick<ListReporting, 'page'>) {
  const read = async (units: readonly OrgUnit[], below: Below): Promise<readonly UnitBytes[]> => {
    const idOf = ({ id }: OrgUnit): string => cardId({ ...below, orgUnit: id });
    const rollups = rollupsOf(tree(), units, below);
    const together = rollups.length === 0 ? [] : await reader.bytesIn(rollups);
    const found = new Map(together.map(({ id, bytes }) => [id, bytes]));
    const others = units.map(idOf).filter((id) => !found.has(id)); // among them who stands elsewhere since a moment
    for (const { id, bytes } of await reader.bytes(others)) found.set(id, bytes);
    return units.map((unit) => ({ unit, bytes: found.get(idOf(unit)) }));
  };

  return async function* (unit: OrgUnit, asked: Below & State & Cut): AsyncGenerator<FiguresPart> {
    const { items, next } = await list.page(unit, { ...asked, atMost: mostFigures });
    let reading = read(items.slice(0, partSize), asked);
    for (let at = partSize; at < items.length; at += partSize) {
      const units = await reading;
      reading = read(items.slice(at, at + partSize), asked);
      reading.catch(() => undefined); // told when it is awaited, also where nobody waits any more
      yield { units, next: '' };
    }
    yield { units: await reading, next };
  };
}
