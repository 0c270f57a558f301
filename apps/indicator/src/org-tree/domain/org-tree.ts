import { err, ok, type Result } from '@xiaomai/kernel';

/** A node of the effective-dated tree. */
export type OrgUnit = {
  readonly id: string;
  /** Empty at the root. */
  readonly parent: string;
  readonly type: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Ids from the root to this unit, each followed by "/". */
  readonly path: string;
  /** First and last day it exists; empty = open. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly tags: readonly string[];
};

/** The tree, looked up by id and by parent. */
export type OrgTree = {
  readonly version: number;
  readonly units: ReadonlyMap<string, OrgUnit>;
  /** Children by parent, in the order of their ids. */
  readonly children: ReadonlyMap<string, readonly OrgUnit[]>;
};

/** A unit that cannot be taken in, and why. */
export type OrgUnitFault = {
  readonly unit: string;
  readonly rule: 'invalid-id' | 'unknown-parent' | 'cycle' | 'second-root';
};

/** A unit as it is imported: its path is computed. */
export type OrgUnitInput = Omit<OrgUnit, 'path'>;

const idPattern = /^[0-9a-z][0-9a-z-]{0,39}$/;
const rolledUpTypes: readonly string[] = ['town', 'district', 'city', 'province'];

/** Whether units of this type have rollups. */
export const rollsUp = (type: string): boolean => rolledUpTypes.includes(type);

const compareIds = (a: OrgUnit, b: OrgUnit): number => (a.id < b.id ? -1 : 1);

/** Builds the look-ups; of two units with one id the later counts. */
export function makeOrgTree(version: number, units: Iterable<OrgUnit>): OrgTree {
  const byId = new Map<string, OrgUnit>();
  const children = new Map<string, OrgUnit[]>();
  const latest = new Map([...units].map((unit) => [unit.id, unit]));
  for (const unit of [...latest.values()].sort(compareIds)) {
    byId.set(unit.id, unit);
    const siblings = children.get(unit.parent);
    if (siblings === undefined) children.set(unit.parent, [unit]);
    else siblings.push(unit);
  }
  return { version, units: byId, children };
}

export const emptyOrgTree: OrgTree = makeOrgTree(0, []);

/** Whether a unit exists on a day. */
export const existsOn = (unit: OrgUnit, day: string): boolean =>
  (unit.validFrom === '' || unit.validFrom <= day) && (unit.validTo === '' || day <= unit.validTo);

/** From the root down to the parent. */
export function ancestorsOf(tree: OrgTree, unit: OrgUnit): readonly OrgUnit[] {
  const ids = unit.path.split('/').slice(0, -2);
  return ids.flatMap((id) => tree.units.get(id) ?? []);
}

/** The unit and everything below it, parents first. */
export function* subtreeOf(tree: OrgTree, unit: OrgUnit): Generator<OrgUnit> {
  yield unit;
  for (const child of tree.children.get(unit.id) ?? []) yield* subtreeOf(tree, child);
}

type Draft = ReadonlyMap<string, OrgUnitInput>;

function pathOf(units: Draft, unit: OrgUnitInput): Result<string, OrgUnitFault['rule']> {
  const ids = [unit.id];
  for (let at = unit; at.parent !== '';) {
    if (ids.includes(at.parent)) return err('cycle');
    const parent = units.get(at.parent);
    if (parent === undefined) return err('unknown-parent');
    ids.unshift(parent.id);
    at = parent;
  }
  return ok(`${ids.join('/')}/`);
}

const sameUnit = (a: OrgUnit | undefined, b: OrgUnit): boolean => JSON.stringify(a) === JSON.stringify(b);

const ordered = (unit: OrgUnitInput, path: string): OrgUnit => ({
  id: unit.id,
  parent: unit.parent,
  type: unit.type,
  nameZh: unit.nameZh,
  nameEn: unit.nameEn,
  path,
  validFrom: unit.validFrom,
  validTo: unit.validTo,
  tags: [...unit.tags],
});

function faultsOf(draft: Draft, inputs: readonly OrgUnitInput[]): readonly OrgUnitFault[] {
  const roots = [...draft.values()].filter((unit) => unit.parent === '');
  return inputs.flatMap((unit): readonly OrgUnitFault[] => {
    if (!idPattern.test(unit.id)) return [{ unit: unit.id, rule: 'invalid-id' }];
    if (unit.parent === '' && roots.length > 1) return [{ unit: unit.id, rule: 'second-root' }];
    const path = pathOf(draft, unit);
    return path.ok ? [] : [{ unit: unit.id, rule: path.reason }];
  });
}

/** The units an import changes, with their paths (also of those below a moved one); or every fault of it. */
export function planImport(
  tree: OrgTree,
  inputs: readonly OrgUnitInput[],
): Result<readonly OrgUnit[], readonly OrgUnitFault[]> {
  const draft = new Map<string, OrgUnitInput>([...tree.units, ...inputs.map((unit) => [unit.id, unit] as const)]);
  const faults = faultsOf(draft, inputs);
  if (faults.length > 0) return err(faults);
  const changed = [...draft.values()].flatMap((unit) => {
    const path = pathOf(draft, unit);
    const next = ordered(unit, path.ok ? path.value : '');
    return sameUnit(tree.units.get(unit.id), next) ? [] : [next];
  });
  return ok(changed);
}
