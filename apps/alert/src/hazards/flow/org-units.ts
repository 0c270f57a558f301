import type { HazardSubject } from '../domain/hazard.ts';

/** An org unit as the tree has it. */
export type UnitInTree = HazardSubject & { readonly type: string };

/** The tree, as its owner keeps it. Rejects while nobody can be asked. */
export type OrgUnits = {
  /** Undefined when there is no such unit. */
  readonly find: (id: string) => Promise<UnitInTree | undefined>;
  /** Every unit of these types below a unit, as the tree was on a day. */
  readonly below: (scope: string, types: readonly string[], asOf: string) => Promise<readonly UnitInTree[]>;
};
