import { err, ok, type Result } from '@xiaomai/kernel';
import { changeTree, type TreeCommand, type TreeFault } from '../domain/change-tree.ts';
import { nearestPlace, type OrgTree, type UnitHistory } from '../domain/org-tree.ts';
import type { TreeChange } from './org-tree-store.ts';
import { putInForce, type ChangingTree } from './put-in-force.ts';

/** A command with who gives it and why. */
export type TreeOrder = {
  readonly command: TreeCommand;
  readonly reason: string;
  readonly by: string;
  /** Whether the one who asks may see a place. */
  readonly maySee: (path: string) => boolean;
  /** Version of the unit that was seen; 0 = whatever it is. */
  readonly ifMatch: number;
};

/** Why an order is not carried out. */
export type OrderRefusal = 'not-found' | 'moved-on' | readonly TreeFault[];

/** The tree after an order; no change where everything was so already. */
export type OrderOutcome = { readonly version: number; readonly change: TreeChange | undefined };

/** Changes the tree from a day on. */
export type ChangeOrgTree = (order: TreeOrder) => Promise<Result<OrderOutcome, OrderRefusal>>;

function decide(tree: OrgTree, { command, maySee, ifMatch }: TreeOrder): Result<readonly UnitHistory[], OrderRefusal> {
  const sees = (id: string): boolean => {
    const place = nearestPlace(tree, id, command.from);
    return place !== undefined && maySee(place.path);
  };
  const history = tree.histories.get(command.unit);
  if (history === undefined ? command.verb !== 'open' : !sees(command.unit)) return err('not-found');
  if (ifMatch > 0 && ifMatch !== history?.version) return err('moved-on');
  return changeTree(tree, command, sees);
}

/** Makes the change: load → decide → save, again when another change came first. */
export function changeOrgTree(changing: ChangingTree): ChangeOrgTree {
  return async (order) => {
    const { command, reason, by } = order;
    for (;;) {
      await changing.refresh();
      const before = changing.tree.get();
      const changed = decide(before, order);
      if (!changed.ok) return changed;
      if (changed.value.length === 0) return ok({ version: before.version, change: undefined });
      const words = { verb: command.verb, unit: command.unit, from: command.from, reason, by };
      const change = await putInForce(changing, { before, histories: changed.value, words });
      if (change !== undefined) return ok({ version: change.version, change });
    }
  };
}
