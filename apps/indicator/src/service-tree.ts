import type { VerifyIdentity } from '@xiaomai/identity';
import { crashPoint, type Resources } from '@xiaomai/lifecycle';
import type { Logger } from '@xiaomai/telemetry';
import type { Connection } from 'mongoose';
import { watched, type Watched } from './catalogue/flow/watched.ts';
import { emptyOrgTree, type OrgTree } from './org-tree/domain/org-tree.ts';
import { changeOrgTree } from './org-tree/flow/change-org-tree.ts';
import { importOrgUnits } from './org-tree/flow/import-org-units.ts';
import { refreshOrgTree } from './org-tree/flow/put-in-force.ts';
import type { AskPorts } from './org-tree/flow/ask-in-portions.ts';
import { spreadChanges } from './org-tree/flow/spread-changes.ts';
import { orgTreeRpc } from './org-tree/in/org-tree.rpc.ts';
import { watchOrgTree } from './org-tree/in/org-tree.timer.ts';
import { ensureOrgTreeIndexes } from './org-tree/out/org-tree-documents.mongo.ts';
import { mongoOrgTreeStore } from './org-tree/out/org-tree-store.mongo.ts';
import { mongoTreeSpread } from './org-tree/out/tree-spread.mongo.ts';

type Edge = { readonly verify: VerifyIdentity; readonly onFailure: (error: unknown) => void };

/** The tree in memory, how it is brought up to date, and the service that answers for it. */
export type WiredOrgTree = {
  readonly tree: Watched<OrgTree>;
  readonly refresh: () => Promise<void>;
  readonly rpc: (edge: Edge) => ReturnType<typeof orgTreeRpc>;
};

type Parts = {
  readonly mongo: Connection;
  readonly asking: AskPorts;
  readonly log: Logger;
};

/** Wires the org tree: stored versions → the tree in memory → questions and commands → cards to be judged anew. */
export async function wireOrgTree({ mongo, asking, log }: Parts, resources: Resources): Promise<WiredOrgTree> {
  await ensureOrgTreeIndexes(mongo);
  const store = mongoOrgTreeStore(mongo);
  const tree = watched(emptyOrgTree);
  const refresh = (): Promise<void> => refreshOrgTree(store, tree);
  await refresh();
  const spread = spreadChanges({ ...asking, store: mongoTreeSpread(mongo), now: Date.now, crashPoint });
  const onFailure = (error: unknown): void => log.warn({ err: error }, 'tree not read or not spread');
  const look = watchOrgTree(() => refresh().then(spread), onFailure);
  resources.onStop('tree watch', look);
  const changing = { store, tree, refresh, now: Date.now, onChanged: () => void spread().catch(onFailure) };
  const commands = { importUnits: importOrgUnits(changing), change: changeOrgTree(changing), changes: store.changes };
  return { tree, refresh, rpc: (edge) => orgTreeRpc({ ...edge, ...commands, tree, now: Date.now }) };
}
