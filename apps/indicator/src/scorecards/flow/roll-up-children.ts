import { createBatchQueue } from '@xiaomai/kernel';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { nearestPlace, rollsUp, type OrgTree, type OrgUnit } from '../../org-tree/domain/org-tree.ts';
import { cardId, type CardKey, type RollupCard } from '../domain/card.ts';
import type { Contribution } from '../domain/contribution.ts';
import { periodOf } from '../domain/judging/judge-target.ts';
import { rollUp } from '../domain/rollup.ts';
import { periodEnd } from './read-scorecards.ts';

/** A child's news for its parent. */
export type ChildNews = CardKey & { readonly parent: string; readonly contribution: Contribution };

/** Where rollups are kept. */
export type RollupStore = {
  /** By rollup id: what every stored child (scorecards and rollups) adds, and whether the rollup itself is stored. */
  readonly readChildren: (ids: readonly string[]) => Promise<ReadonlyMap<string, StoredChildren>>;
  /** Inserts what is not there and replaces what is older; what is stored newer stays. */
  readonly write: (rollups: readonly RollupCard[], mayExist: (rollup: RollupCard) => boolean) => Promise<void>;
};

/** What is stored below and for one rollup. */
export type StoredChildren = { readonly children: readonly Contribution[]; readonly stored: boolean };

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
};

/** A rollup in memory: its children's contributions by child. */
export type RollupNode = {
  readonly key: CardKey;
  readonly unit: OrgUnit;
  readonly children: Map<string, Contribution>;
  stored: boolean;
  /** When it was last written, on the monotonic clock. */
  writtenAt: number;
  /** The write that will carry everything applied until it begins. */
  pending: Promise<void> | undefined;
};

/** Keeps nodes, forgetting the least used beyond its bound. */
export type NodeMemory = {
  readonly get: (id: string) => RollupNode | undefined;
  readonly set: (id: string, node: RollupNode) => void;
  readonly clear: () => void;
};

const nodesLoadedAtOnce = 100;
const writeGapMs = 200;
const writesAtOnce = 500;

function groupByParent(news: readonly ChildNews[]): ReadonlyMap<string, readonly ChildNews[]> {
  const groups = new Map<string, ChildNews[]>();
  for (const item of news) {
    const id = cardId({ ...item, orgUnit: item.parent });
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [item]);
    else group.push(item);
  }
  return groups;
}

function cardOf(node: RollupNode, ports: RollUpPorts): RollupCard {
  const { path, parent, type, tags } = node.unit;
  const occasion = { path, type, tags, dataset: node.key.dataset, period: periodOf(node.key.period) };
  return {
    ...node.key,
    parent,
    path,
    treeVersion: ports.tree().version,
    catalogueVersion: ports.catalogue().version,
    rolledAt: ports.now(),
    ...rollUp(ports.catalogue(), node.children.values(), occasion),
  };
}

/** Applies news of children to the rollups of their parents; resolves when those are written and published. */
export type RollUpChildren = (news: readonly ChildNews[], generation: number) => Promise<void>;

function takeContribution({ children }: RollupNode, contribution: Contribution): void {
  const before = children.get(contribution.child);
  if (before === undefined || before.version < contribution.version) children.set(contribution.child, contribution);
}

type Touched = { readonly node: RollupNode; readonly news: readonly ChildNews[] };
type Wanted = {
  readonly id: string;
  readonly key: CardKey;
  readonly unit: OrgUnit;
  readonly news: readonly ChildNews[];
};

function wantedNodes(tree: OrgTree, news: readonly ChildNews[]): readonly Wanted[] {
  return [...groupByParent(news)].flatMap(([id, group]): readonly Wanted[] => {
    const [key] = group.map((one) => ({ orgUnit: one.parent, dataset: one.dataset, period: one.period }));
    const unit = nearestPlace(tree, key?.orgUnit ?? '', periodEnd(key?.period ?? ''));
    return key === undefined || unit === undefined || !rollsUp(unit.type) ? [] : [{ id, key, unit, news: group }];
  });
}

// One read for many rollups: what is not in memory is rebuilt from the stored children.
async function recall(ports: RollUpPorts, wanted: readonly Wanted[]): Promise<readonly Touched[]> {
  const missing = wanted.filter(({ id }) => ports.nodes.get(id) === undefined).map(({ id }) => id);
  const found = new Map<string, StoredChildren>();
  for (let from = 0; from < missing.length; from += nodesLoadedAtOnce) {
    const part = await ports.store.readChildren(missing.slice(from, from + nodesLoadedAtOnce));
    for (const [id, children] of part) found.set(id, children);
  }
  return wanted.map(({ id, key, unit, news }) => {
    const known = ports.nodes.get(id); // another partition may have loaded it meanwhile
    if (known !== undefined) return { node: known, news };
    const { children, stored } = found.get(id) ?? { children: [], stored: false };
    const byChild = new Map(children.map((child) => [child.child, child]));
    const node: RollupNode = { key, unit, children: byChild, stored, writtenAt: -Infinity, pending: undefined };
    ports.nodes.set(id, node);
    return { node, news };
  });
}

type ScheduleWrite = (node: RollupNode) => Promise<void>;

// A rollup is written at once, then at most once in 200 ms; whatever is applied until its write begins goes with it.
function scheduleWrites(ports: RollUpPorts): ScheduleWrite {
  const writer = createBatchQueue<RollupNode, undefined>({
    maxItems: writesAtOnce,
    flush: async (nodes) => {
      for (const node of nodes) {
        node.pending = undefined;
        node.writtenAt = performance.now();
      }
      const cards = nodes.map((node) => cardOf(node, ports));
      const stored = new Map(nodes.map((node) => [cardId(node.key), node.stored]));
      await ports.store.write(cards, (card) => stored.get(cardId(card)) ?? true);
      for (const node of nodes) node.stored = true;
      await ports.publish(cards);
      return nodes.map(() => undefined);
    },
  });

  return async (node) => {
    const restMs = node.writtenAt + writeGapMs - performance.now();
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    await writer.push(node);
  };
}

/** Makes the flow. Rollups in memory are rebuilt from the stored children after every change of the assignment and
 *  after every failure. */
export function rollUpChildren(ports: RollUpPorts): RollUpChildren {
  let known = -1;
  const schedule = scheduleWrites(ports);

  const handle = async (news: readonly ChildNews[]): Promise<void> => {
    if (news.some(({ parent }) => !ports.tree().units.has(parent))) await ports.refresh();
    const touched = await recall(ports, wantedNodes(ports.tree(), news));
    for (const one of touched) for (const { contribution } of one.news) takeContribution(one.node, contribution);
    const writes = touched.map(({ node }) => (node.pending ??= schedule(node)));
    const outcomes = await Promise.allSettled(writes);
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
