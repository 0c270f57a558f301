import type { Affected } from '../domain/affected.ts';
import type { TreeVerb } from '../domain/change-tree.ts';
import type { UnitHistory } from '../domain/org-tree.ts';

/** One version of the tree: what made it, when, who and why. */
export type TreeChange = {
  readonly version: number;
  readonly verb: TreeVerb | 'import';
  /** Empty for an import. */
  readonly unit: string;
  readonly from: string;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
  /** Units whose record changed; empty for an import. */
  readonly changed: readonly string[];
  /** How many units stand elsewhere or are something else since. */
  readonly affected: number;
};

/** A version of the tree that is in force, with the records it changed. */
export type CommittedVersion = { readonly version: number; readonly changed: readonly UnitHistory[] };

/** A version to be put in force. */
export type NextVersion = {
  readonly change: TreeChange;
  readonly histories: readonly UnitHistory[];
  readonly affected: readonly Affected[];
};

/** Which changes are wanted, newest first. */
export type ChangesFilter = { readonly unit: string; readonly before: number; readonly limit: number };

/** The stored tree: its versions, one after the other, each with the records it changed. */
export type OrgTreeStore = {
  /** Everything put in force after a version; undefined when there is nothing. */
  readonly since: (version: number) => Promise<CommittedVersion | undefined>;
  /** Puts the next version in force; false when another one came first. */
  readonly append: (next: NextVersion) => Promise<boolean>;
  readonly changes: (filter: ChangesFilter) => Promise<readonly TreeChange[]>;
};
