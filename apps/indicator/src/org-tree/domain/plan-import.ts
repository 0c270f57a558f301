import { err, ok, type Result } from '@xiaomai/kernel';
import type { OrgTree, Stretch, UnitHistory } from './org-tree.ts';
import { placesOf, type PathFault } from './places.ts';

/** A unit as it is imported: its path is computed. */
export type OrgUnitInput = Stretch & { readonly id: string };

/** A unit that cannot be taken in, and why. */
export type OrgUnitFault = {
  readonly unit: string;
  readonly rule: 'invalid-id' | 'second-root' | 'unknown-stretch' | PathFault;
};

const idPattern = /^[0-9a-z][0-9a-z-]{0,39}$/;

/** Whether a text may be the id of a unit. */
export const isUnitId = (id: string): boolean => idPattern.test(id);

const stretchOf = (input: OrgUnitInput): Stretch => ({
  parent: input.parent,
  type: input.type,
  nameZh: input.nameZh,
  nameEn: input.nameEn,
  validFrom: input.validFrom,
  validTo: input.validTo,
  tags: [...input.tags],
});

const textOf = (stretches: readonly Stretch[]): string =>
  JSON.stringify(stretches.map((stretch) => stretchOf({ id: '', ...stretch })));

// Of a unit with one stretch the import says everything; of one with a history it corrects the stretch that begins that day.
function stretchesAfter(history: UnitHistory | undefined, input: OrgUnitInput): readonly Stretch[] | undefined {
  const next = stretchOf(input);
  const before = history?.stretches ?? [];
  if (before.length <= 1) return [next];
  const at = before.findIndex(({ validFrom }) => validFrom === input.validFrom);
  if (at < 0) return undefined;
  const last = at === before.length - 1;
  return before.map((one, index) => (index === at ? { ...next, validTo: last ? next.validTo : one.validTo } : one));
}

const hasRoot = ({ stretches }: UnitHistory): boolean => stretches.some(({ parent }) => parent === '');

type Draft = {
  readonly histories: Map<string, UnitHistory>;
  readonly changed: Map<string, UnitHistory>;
  readonly unknown: ReadonlySet<string>;
};

function draftOf(tree: OrgTree, inputs: readonly OrgUnitInput[]): Draft {
  const histories = new Map(tree.histories);
  const changed = new Map<string, UnitHistory>();
  const unknown = new Set<string>();
  for (const input of inputs) {
    const before = histories.get(input.id);
    const stretches = stretchesAfter(before, input);
    if (stretches === undefined) unknown.add(input.id);
    if (stretches === undefined || (before !== undefined && textOf(before.stretches) === textOf(stretches))) continue;
    const next = { id: input.id, stretches, successors: before?.successors ?? [], version: tree.version + 1 };
    histories.set(input.id, next);
    changed.set(input.id, next);
  }
  return { histories, changed, unknown };
}

/** The histories an import changes; or every fault of it. */
export function planImport(
  tree: OrgTree,
  inputs: readonly OrgUnitInput[],
): Result<readonly UnitHistory[], readonly OrgUnitFault[]> {
  const { histories, changed, unknown } = draftOf(tree, inputs);
  const roots = [...histories.values()].filter(hasRoot).length;
  const faults = inputs.flatMap(({ id, parent }): readonly OrgUnitFault[] => {
    if (!isUnitId(id)) return [{ unit: id, rule: 'invalid-id' }];
    if (unknown.has(id)) return [{ unit: id, rule: 'unknown-stretch' }];
    if (parent === '' && roots > 1) return [{ unit: id, rule: 'second-root' }];
    const places = placesOf(histories, id);
    return places.ok ? [] : [{ unit: id, rule: places.reason }];
  });
  return faults.length > 0 ? err(faults) : ok([...changed.values()]);
}
