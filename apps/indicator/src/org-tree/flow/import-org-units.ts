import { err, ok, type Result } from '@xiaomai/kernel';
import type { Watched } from '../../catalogue/flow/watched.ts';
import {
  makeOrgTree,
  planImport,
  type OrgTree,
  type OrgUnit,
  type OrgUnitFault,
  type OrgUnitInput,
} from '../domain/org-tree.ts';

/** The stored tree. */
export type OrgTreeStore = {
  /** Version in force; 0 = none. */
  readonly version: () => Promise<number>;
  readonly load: () => Promise<OrgTree>;
  /** Writes changed units, then puts the version in force; false when another import came first. */
  readonly save: (units: readonly OrgUnit[], version: number) => Promise<boolean>;
};

/** What an import did. */
export type ImportOutcome = {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly version: number;
};

/** Takes units in: all or nothing. */
export type ImportOrgUnits = (
  inputs: readonly OrgUnitInput[],
) => Promise<Result<ImportOutcome, readonly OrgUnitFault[]>>;

/** Brings the tree in memory to the stored version, when it is behind. */
export async function refreshOrgTree(store: OrgTreeStore, tree: Watched<OrgTree>): Promise<void> {
  if ((await store.version()) !== tree.get().version) tree.set(await store.load());
}

/** Makes the import: load → plan → save, again when another import came first. */
export function importOrgUnits(store: OrgTreeStore, tree: Watched<OrgTree>): ImportOrgUnits {
  return async (inputs) => {
    for (;;) {
      await refreshOrgTree(store, tree);
      const before = tree.get();
      const plan = planImport(before, inputs);
      if (!plan.ok) return err(plan.reason);
      const created = plan.value.filter(({ id }) => !before.units.has(id)).length;
      const updated = plan.value.length - created;
      const outcome = { created, updated, unchanged: Math.max(0, inputs.length - plan.value.length) };
      if (plan.value.length === 0) return ok({ ...outcome, version: before.version });
      const version = before.version + 1;
      if (!(await store.save(plan.value, version))) continue;
      tree.set(makeOrgTree(version, [...before.units.values(), ...plan.value]));
      return ok({ ...outcome, version });
    }
  };
}
