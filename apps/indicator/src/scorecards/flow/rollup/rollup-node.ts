import {
  addsTo,
  childrenOn,
  nearestPlace,
  rollsUp,
  type OrgTree,
  type OrgUnit,
} from '../../../org-tree/domain/org-tree.ts';
import { leftBehind, type CardKey } from '../../domain/card.ts';
import type { Contribution } from '../../domain/contribution.ts';
import { periodEnd } from '../read-scorecards.ts';

/** A rollup in memory, under one version of the tree: its children's contributions by child. */
export type RollupNode = {
  readonly key: CardKey;
  /** What the unit is on the last day of the period. */
  readonly unit: OrgUnit;
  readonly treeVersion: number;
  /** With which catalogue it was made, or an earlier one: how children add up hangs on it. */
  readonly catalogueVersion: number;
  readonly formerParents: readonly string[];
  readonly children: Map<string, Contribution>;
  /** How many units stand below it: as many children as it may come to have. */
  readonly width: number;
  /** It adds up rollups: whoever waits for it has waited for the level below already. */
  readonly ofRollups: boolean;
  /** Where it stands in the tree is stored already. */
  placed: boolean;
  /** How often it has been written; 0 = it is not stored. */
  edition: number;
  /** When it was last written, on the monotonic clock. */
  writtenAt: number;
  /** The write that will carry everything applied until it begins. */
  pending: Promise<void> | undefined;
  /** How many batches wait for its writes. */
  inWork: number;
};

/** By which versions a rollup is made. */
export type MadeBy = { readonly tree: OrgTree; readonly catalogueVersion: number };

/** What is stored below and for one rollup. */
export type StoredChildren = {
  readonly children: readonly Contribution[];
  readonly own: StoredRollup | undefined;
};

/** What of a stored rollup its next edition depends on. */
export type StoredRollup = {
  readonly edition: number;
  readonly treeVersion: number;
  readonly parent: string;
  readonly formerParents: readonly string[];
};

/** What is stored where nothing is. */
export const nothingStored: StoredChildren = { children: [], own: undefined };

const placeOf = (tree: OrgTree, { orgUnit, period }: CardKey): OrgUnit | undefined =>
  nearestPlace(tree, orgUnit, periodEnd(period));

/** Whether a unit has rollups of a period. */
export const hasRollup = (tree: OrgTree, key: CardKey): boolean => rollsUp(placeOf(tree, key)?.type ?? '');

/** Takes what a child adds when it is newer; what stands elsewhere in the tree adds nothing here, whoever says so. */
export function takeContribution({ children, key }: RollupNode, contribution: Contribution, tree: OrgTree): void {
  const { child, edition } = contribution;
  if (!addsTo(tree, child, { parent: key.orgUnit, day: periodEnd(key.period) })) children.delete(child);
  else if ((children.get(child)?.edition ?? 0) < edition) children.set(child, contribution);
}

/** Makes a node of what is stored, under the tree and catalogue of today; undefined when the unit is not known. */
export function nodeFrom(made: MadeBy, key: CardKey, { children, own }: StoredChildren): RollupNode | undefined {
  const { tree, catalogueVersion } = made;
  const unit = placeOf(tree, key);
  if (unit === undefined) return undefined;
  const below = childrenOn(tree, unit.id, periodEnd(key.period));
  const node: RollupNode = {
    ...{ key, unit, treeVersion: tree.version, catalogueVersion, children: new Map(), edition: own?.edition ?? 0 },
    formerParents: own === undefined ? [] : leftBehind(own, unit.parent),
    ofRollups: below.some(({ type }) => rollsUp(type)),
    width: below.length,
    placed: own?.treeVersion === tree.version,
    writtenAt: -Infinity,
    pending: undefined,
    inWork: 0,
  };
  for (const child of children) takeContribution(node, child, tree);
  return node;
}
