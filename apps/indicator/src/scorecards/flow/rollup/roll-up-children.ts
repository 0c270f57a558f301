import { createBatchQueue } from '@xiaomai/kernel';
import type { Catalogue } from '../../../catalogue/domain/catalogue.ts';
import type { OrgTree } from '../../../org-tree/domain/org-tree.ts';
import { cardId, type CardKey, type RollupCard } from '../../domain/card.ts';
import type { Contribution } from '../../domain/contribution.ts';
import { periodOf } from '../../domain/judging/judge-target.ts';
import { rollUp } from '../../domain/rollup.ts';
import type { NodeMemory } from './node-memory.ts';
import {
  hasRollup,
  nodeFrom,
  nothingStored,
  takeContribution,
  type RollupNode,
  type StoredChildren,
} from './rollup-node.ts';

/** A child's news for a parent: one it adds to, or one it has added to before the tree changed. */
export type ChildNews = CardKey & {
  readonly parent: string;
  readonly contribution: Contribution;
  /** Version of the tree its sender knew: who adds to whom is decided by that or a later one. */
  readonly treeVersion: number;
  readonly catalogue: {
    /** Version its sender knew: what the child adds is decided by that or a later one. */
    readonly needed: number;
    /** Version by which the contribution was reckoned. */
    readonly madeWith: number;
  };
};

/** Where rollups are kept. */
export type RollupStore = {
  /** By rollup id: what every stored child (scorecards and rollups) adds, and what of the rollup itself is stored. */
  readonly readChildren: (ids: readonly string[]) => Promise<ReadonlyMap<string, StoredChildren>>;
  /** Writes each over the edition before it; throws when another writer came first. */
  readonly write: (rollups: readonly RollupToWrite[]) => Promise<void>;
};

/** A rollup, and whether the edition before it was stored under the same tree: then only its sums are new. */
export type RollupToWrite = RollupCard & { readonly placed?: boolean };

/** What rolling up needs from outside. */
export type RollUpPorts = {
  readonly catalogue: () => Catalogue;
  readonly tree: () => OrgTree;
  readonly refresh: () => Promise<void>;
  readonly now: () => number;
  readonly store: RollupStore;
  readonly publish: (rollups: readonly RollupCard[]) => Promise<void>;
  /** Bounded memory of the nodes in work. */
  readonly nodes: NodeMemory;
  /** Least time between two writes of one rollup; half of it where it adds up rollups. */
  readonly writeGapMs: number;
};

const nodesLoadedAtOnce = 100;
const writesAtOnce = 500;

/** Applies news of children to the rollups of their parents; resolves when those are written and published. */
export type RollUpChildren = (news: readonly ChildNews[], generation: number) => Promise<void>;

type Wanted = { readonly id: string; readonly key: CardKey; readonly news: readonly ChildNews[] };
type Touched = { readonly node: RollupNode; readonly news: readonly ChildNews[] };

function wantedNodes(tree: OrgTree, news: readonly ChildNews[]): readonly Wanted[] {
  const groups = new Map<string, { readonly key: CardKey; readonly news: ChildNews[] }>();
  for (const item of news) {
    const key = { orgUnit: item.parent, dataset: item.dataset, period: item.period };
    const group = groups.get(cardId(key));
    if (group === undefined) groups.set(cardId(key), { key, news: [item] });
    else group.news.push(item);
  }
  return [...groups].map(([id, group]) => ({ id, ...group })).filter(({ key }) => hasRollup(tree, key));
}

// What a new catalogue lets rise no more adds nothing.
const addingUp = ({ key, children }: RollupNode, { catalogue }: RollUpPorts): readonly Contribution[] =>
  catalogue().datasets.get(key.dataset)?.rollsUp === false ? [] : [...children.values()];

function cardOf(node: RollupNode, ports: RollUpPorts): RollupCard {
  const { path, parent, type, tags } = node.unit;
  const occasion = { path, type, tags, dataset: node.key.dataset, period: periodOf(node.key.period) };
  return {
    ...node.key,
    parent,
    path,
    formerParents: node.formerParents,
    edition: node.edition + 1,
    treeVersion: node.treeVersion,
    catalogueVersion: ports.catalogue().version,
    rolledAt: ports.now(),
    ...rollUp(ports.catalogue(), addingUp(node, ports), occasion),
  };
}

// What was written under a newer tree than this process knows must not be written over under an older one.
async function upTo(ports: RollUpPorts, treeVersion: number): Promise<void> {
  if (ports.tree().version >= treeVersion) return;
  await ports.refresh();
  if (ports.tree().version < treeVersion) throw new Error(`not there yet: tree@${treeVersion}`);
}

// What children add was reckoned by another catalogue than the one in force now: it is read again.
async function byCatalogue(ports: RollUpPorts, news: readonly ChildNews[]): Promise<void> {
  const needed = Math.max(0, ...news.map(({ catalogue }) => catalogue.needed));
  if (ports.catalogue().version < needed) await ports.refresh();
  const { version } = ports.catalogue();
  if (version < needed || news.some(({ catalogue }) => catalogue.madeWith !== version))
    throw new Error(`reckoned by another catalogue: ${version}`);
}

async function readStored(ports: RollUpPorts, ids: readonly string[]): Promise<ReadonlyMap<string, StoredChildren>> {
  const found = new Map<string, StoredChildren>();
  for (let from = 0; from < ids.length; from += nodesLoadedAtOnce) {
    const part = await ports.store.readChildren(ids.slice(from, from + nodesLoadedAtOnce));
    for (const [id, children] of part) found.set(id, children);
  }
  await upTo(ports, Math.max(0, ...[...found.values()].map(({ own }) => own?.treeVersion ?? 0)));
  return found;
}

// One read for many rollups: what is not in memory, or was made under another tree or catalogue, is rebuilt from the stored children.
async function recall(ports: RollUpPorts, wanted: readonly Wanted[]): Promise<readonly Touched[]> {
  const catalogueVersion = ports.catalogue().version; // before reading: what is read may be reckoned by a later one
  const current = (id: string): RollupNode | undefined => {
    const node = ports.nodes.get(id);
    const isCurrent = node?.treeVersion === ports.tree().version && node.catalogueVersion === catalogueVersion;
    return isCurrent ? node : undefined;
  };
  const held = new Set(wanted.flatMap(({ id }) => current(id) ?? []));
  for (const node of held) node.inWork += 1; // others must not take its place while the rest is read
  const missing = wanted.filter(({ id }) => current(id) === undefined).map(({ id }) => id);
  const found = await readStored(ports, missing);
  return wanted.flatMap(({ id, key, news }): readonly Touched[] => {
    const known = current(id); // another partition may have loaded it meanwhile
    const node = known ?? nodeFrom({ tree: ports.tree(), catalogueVersion }, key, found.get(id) ?? nothingStored);
    if (node === undefined) return [];
    if (!held.has(node)) node.inWork += 1;
    if (known === undefined) ports.nodes.set(id, node);
    return [{ node, news }];
  });
}

type ScheduleWrite = (node: RollupNode) => Promise<void>;

// A rollup is written at once, then at most once in a while; whatever is applied until its write begins goes with it.
function scheduleWrites(ports: RollUpPorts): ScheduleWrite {
  const writer = createBatchQueue<RollupNode, undefined>({
    maxItems: writesAtOnce,
    flush: async (nodes) => {
      for (const node of nodes) {
        node.pending = undefined;
        node.writtenAt = performance.now();
      }
      // One that never had a child is not made; one that has lost its last is written empty.
      const worth = nodes.filter((node) => node.edition > 0 || addingUp(node, ports).length > 0);
      const cards = worth.map((node) => cardOf(node, ports));
      await ports.store.write(cards.map((card, index) => ({ ...card, placed: worth[index]?.placed === true })));
      for (const node of worth) {
        node.edition += 1;
        node.placed = true;
      }
      await ports.publish(cards);
      return nodes.map(() => undefined);
    },
  });

  return async (node) => {
    const gapMs = node.ofRollups ? ports.writeGapMs / 2 : ports.writeGapMs;
    const restMs = node.writtenAt + gapMs - performance.now();
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    await writer.push(node);
  };
}

/** Makes the flow. Rollups in memory are rebuilt from the stored children after every change of the assignment, of the tree or
 *  of the catalogue and after every failure. */
export function rollUpChildren(ports: RollUpPorts): RollUpChildren {
  let known = -1;
  const schedule = scheduleWrites(ports);

  const handle = async (news: readonly ChildNews[]): Promise<void> => {
    await upTo(ports, Math.max(0, ...news.map(({ treeVersion }) => treeVersion)));
    if (news.some(({ parent }) => parent !== '' && !ports.tree().units.has(parent))) await ports.refresh();
    await byCatalogue(ports, news);
    const touched = await recall(ports, wantedNodes(ports.tree(), news));
    for (const one of touched)
      for (const { contribution } of one.news) takeContribution(one.node, contribution, ports.tree());
    const writes = touched.map(({ node }) => (node.pending ??= schedule(node)));
    const outcomes = await Promise.allSettled(writes);
    for (const { node } of touched) node.inWork -= 1;
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  };

  return async (news, generation) => {
    if (known !== generation) {
      ports.nodes.clear();
      known = generation;
    }
    try {
      await handle(news);
    } catch (error) {
      ports.nodes.clear();
      throw error;
    }
  };
}
