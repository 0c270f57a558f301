import { parsePeriod } from '@xiaomai/period';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { rollsUp, type OrgTree, type OrgUnit } from '../../org-tree/domain/org-tree.ts';
import { cardId, type CardKey, type RollupCard } from '../domain/card.ts';
import type { Contribution } from '../domain/contribution.ts';
import { rollUp } from '../domain/rollup.ts';

/** A child's news for its parent. */
export type ChildNews = CardKey & { readonly parent: string; readonly contribution: Contribution };

/** Where rollups are kept. */
export type RollupStore = {
  /** What every stored child (scorecards and rollups) of a parent adds. */
  readonly readChildren: (parent: CardKey & { readonly path: string }) => Promise<readonly Contribution[]>;
  /** Inserts what is not there and replaces what is older; what is stored newer stays. */
  readonly write: (rollups: readonly RollupCard[], mayExist: (rollup: RollupCard) => boolean) => Promise<void>;
};

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
};

/** Keeps nodes, forgetting the least used beyond its bound. */
export type NodeMemory = {
  readonly get: (id: string) => RollupNode | undefined;
  readonly set: (id: string, node: RollupNode) => void;
  readonly clear: () => void;
};

const nodesLoadedAtOnce = 8;

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
  const period = parsePeriod(node.key.period);
  const periodEnd = period.ok ? period.value.end : '';
  const { path, parent } = node.unit;
  return {
    ...node.key,
    parent,
    path,
    treeVersion: ports.tree().version,
    catalogueVersion: ports.catalogue().version,
    rolledAt: ports.now(),
    ...rollUp(ports.catalogue(), node.children.values(), { path, periodEnd }),
  };
}

async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += nodesLoadedAtOnce) {
    await Promise.all(items.slice(from, from + nodesLoadedAtOnce).map(work));
  }
}

/** Applies news of children to the rollups of their parents, writes and publishes those: one write a rollup and batch. */
export type RollUpChildren = (news: readonly ChildNews[], generation: number) => Promise<void>;

/** Makes the flow. Rollups in memory are rebuilt from the stored children after every change of the assignment. */
export function rollUpChildren(ports: RollUpPorts): RollUpChildren {
  let known = -1;

  const load = async (id: string, key: CardKey, unit: OrgUnit): Promise<RollupNode> => {
    const children = await ports.store.readChildren({ ...key, path: unit.path });
    const node = { key, unit, children: new Map(children.map((child) => [child.child, child])), stored: children.length > 1 };
    ports.nodes.set(id, node);
    return node;
  };

  const touch = async (id: string, news: readonly ChildNews[]): Promise<RollupNode | undefined> => {
    const [first] = news;
    if (first === undefined) return undefined;
    const unit = ports.tree().units.get(first.parent);
    if (unit === undefined || !rollsUp(unit.type)) return undefined;
    const key = { orgUnit: first.parent, dataset: first.dataset, period: first.period };
    const node = ports.nodes.get(id) ?? (await load(id, key, unit));
    for (const { contribution } of news) {
      const before = node.children.get(contribution.child);
      if (before === undefined || before.version < contribution.version) node.children.set(contribution.child, contribution);
    }
    return node;
  };

  const handle = async (news: readonly ChildNews[]): Promise<void> => {
    if (news.some(({ parent }) => !ports.tree().units.has(parent))) await ports.refresh();
    const touched: RollupNode[] = [];
    await inBatches([...groupByParent(news)], async ([id, group]) => {
      const node = await touch(id, group);
      if (node !== undefined) touched.push(node);
    });
    if (touched.length === 0) return;
    const cards = touched.map((node) => cardOf(node, ports));
    const stored = new Map(touched.map((node) => [cardId(node.key), node.stored]));
    await ports.store.write(cards, (card) => stored.get(cardId(card)) ?? true);
    for (const node of touched) node.stored = true;
    await ports.publish(cards);
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
