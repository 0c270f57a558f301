/** What intake needs to know of an org unit. Days are YYYY-MM-DD; empty = open. */
export type OrgUnit = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Ids from the root to this unit, each followed by "/". */
  readonly path: string;
  readonly validFrom: string;
  readonly validTo: string;
};

/** The tree by id. A new value is made whenever anything in it changes. */
export type OrgTree = { readonly version: number; readonly units: ReadonlyMap<string, OrgUnit> };

/** Nothing known yet. */
export const emptyOrgTree: OrgTree = { version: 0, units: new Map() };
