import { maySee, type Identity } from '@xiaomai/identity';
import type { OrgTree } from '../domain/org-tree.ts';
import type { ChangesFilter, OrgTreeStore, TreeChange } from './org-tree-store.ts';

const mostRead = 500;

/** Whether there is anything about the tree's changes for somebody: schools have nothing to do with them. */
export const mayKnowChanges = ({ role }: Identity): boolean =>
  role === 'admin' || role === 'staff' || role === 'leader';

// What was done to a unit is seen by whoever sees it where it has stood or will stand; an import is about everything.
const sees =
  (tree: OrgTree, caller: Identity) =>
  ({ unit, changed }: TreeChange): boolean =>
    caller.role === 'admin' ||
    [unit, ...changed].some((id) => (tree.places.get(id) ?? []).some(({ path }) => maySee(caller, path)));

/** The newest changes before a version, of what the caller may see. */
export async function seenChanges(
  { tree, changes }: { readonly tree: OrgTree; readonly changes: OrgTreeStore['changes'] },
  { unit, before, limit }: ChangesFilter,
  caller: Identity,
): Promise<readonly TreeChange[]> {
  const found: TreeChange[] = [];
  for (let from = before; found.length < limit;) {
    const page = await changes({ unit, before: from, limit: mostRead });
    found.push(...page.filter(sees(tree, caller)));
    if (page.length < mostRead) break;
    from = page.at(-1)?.version ?? 0;
  }
  return found.slice(0, limit);
}
