import { err, ok, type Result } from '@xiaomai/kernel';
import { planImport, type OrgUnitFault, type OrgUnitInput } from '../domain/plan-import.ts';
import { putInForce, type ChangingTree } from './put-in-force.ts';

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
  by: string,
) => Promise<Result<ImportOutcome, readonly OrgUnitFault[]>>;

/** Makes the import: load → plan → save, again when another change came first. */
export function importOrgUnits(changing: ChangingTree): ImportOrgUnits {
  return async (inputs, by) => {
    for (;;) {
      await changing.refresh();
      const before = changing.tree.get();
      const plan = planImport(before, inputs);
      if (!plan.ok) return err(plan.reason);
      const created = plan.value.filter(({ id }) => !before.units.has(id)).length;
      const updated = plan.value.length - created;
      const outcome = { created, updated, unchanged: Math.max(0, inputs.length - plan.value.length) };
      if (plan.value.length === 0) return ok({ ...outcome, version: before.version });
      const words = { verb: 'import', unit: '', from: '', reason: '', by } as const;
      const change = await putInForce(changing, { before, histories: plan.value, words });
      if (change !== undefined) return ok({ ...outcome, version: change.version });
    }
  };
}
