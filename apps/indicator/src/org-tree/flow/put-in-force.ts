import type { Watched } from '../../catalogue/flow/watched.ts';
import { affectedUnits } from '../domain/affected.ts';
import type { OrgTree, UnitHistory } from '../domain/org-tree.ts';
import { withHistories } from '../domain/with-histories.ts';
import type { OrgTreeStore, TreeChange } from './org-tree-store.ts';

/** What changing the tree needs. */
export type ChangingTree = {
  readonly store: OrgTreeStore;
  readonly tree: Watched<OrgTree>;
  readonly refresh: () => Promise<void>;
  readonly now: () => number;
  /** Told when a version is in force. */
  readonly onChanged: () => void;
};

/** Brings the tree in memory to the stored version, when it is behind. */
export async function refreshOrgTree(store: OrgTreeStore, tree: Watched<OrgTree>): Promise<void> {
  const before = tree.get();
  const newer = await store.since(before.version);
  if (newer === undefined || newer.version <= tree.get().version) return;
  tree.set(withHistories(before, newer.version, newer.changed));
}

type Words = Omit<TreeChange, 'version' | 'at' | 'changed' | 'affected'>;
type Next = { readonly before: OrgTree; readonly histories: readonly UnitHistory[]; readonly words: Words };

/** Puts changed records in force as the next version; undefined when another one came first. */
export async function putInForce(
  { store, tree, now, onChanged }: ChangingTree,
  { before, histories, words }: Next,
): Promise<TreeChange | undefined> {
  const version = before.version + 1;
  const after = withHistories(before, version, histories);
  const affected = affectedUnits(before, after);
  const changed = words.verb === 'import' ? [] : histories.map(({ id }) => id);
  const change = { ...words, version, at: now(), changed, affected: affected.length };
  if (!(await store.append({ change, histories, affected }))) return undefined;
  if (tree.get().version < version) tree.set(after);
  onChanged();
  return change;
}
