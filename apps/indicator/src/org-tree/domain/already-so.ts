import type { TreeCommand } from './change-tree.ts';
import { dayBefore } from './days.ts';
import { placeOn, type OrgTree } from './org-tree.ts';

type Of<Verb extends TreeCommand['verb']> = Extract<TreeCommand, { verb: Verb }>;
type Named = {
  readonly type: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly tags: readonly string[];
};

const sameNames = (a: readonly string[], b: readonly string[]): boolean => JSON.stringify(a) === JSON.stringify(b);

function endedFor(tree: OrgTree, { unit, from }: TreeCommand, successors: readonly string[]): boolean {
  const history = tree.histories.get(unit);
  return history?.stretches.at(-1)?.validTo === dayBefore(from) && sameNames(history.successors, successors);
}

function openedAs(
  tree: OrgTree,
  id: string,
  wanted: Named & { readonly parent: string; readonly from: string },
): boolean {
  const last = tree.histories.get(id)?.stretches.at(-1);
  return (
    last?.validFrom === wanted.from &&
    last.validTo === '' &&
    sameNames(
      [last.parent, last.type, last.nameZh, last.nameEn, ...last.tags],
      [wanted.parent, wanted.type, wanted.nameZh, wanted.nameEn, ...wanted.tags],
    )
  );
}

function splitSo(tree: OrgTree, command: Of<'split'>): boolean {
  const { unit, from, closes, parts } = command;
  const own = placeOn(tree, unit, closes ? dayBefore(from) : from);
  if (own === undefined) return false;
  if (closes && !endedFor(tree, command, [...new Set(parts.map(({ id }) => id))])) return false;
  return parts.every(({ children, ...part }) => {
    const wanted = { ...part, type: part.type === '' ? own.type : part.type, parent: own.parent, from };
    return (
      openedAs(tree, part.id, wanted) &&
      children.every((child) => tree.histories.get(child)?.stretches.at(-1)?.parent === part.id)
    );
  });
}

/** Whether the tree is as a command wants it, as when the answer to it was lost and it is given again. What ends or opens a unit
 *  cannot be done twice; of all other commands the second finds nothing to change by itself. */
export function isSoAlready(tree: OrgTree, command: TreeCommand): boolean {
  switch (command.verb) {
    case 'close':
      return endedFor(tree, command, []);
    case 'merge':
      return endedFor(tree, command, [command.into]);
    case 'open':
      return openedAs(tree, command.unit, command);
    case 'split':
      return splitSo(tree, command);
    default:
      return false;
  }
}
