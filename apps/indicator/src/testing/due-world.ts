// A town whose due times are kept, for the tests of the keeper.
import { makeCatalogue, type Catalogue, type Due } from '../catalogue/domain/catalogue.ts';
import { aDataset, aPack } from '../catalogue/domain/examples.ts';
import { keepDueTimes, type CardState, type DueUnits, type KeepDueTimes } from '../due/flow/keep-due-times.ts';
import { memoryDueProgress } from '../due/flow/memory-due-progress.ts';
import { makeOrgTree, type OrgTree } from '../org-tree/domain/org-tree.ts';

export const rule: Due = {
  ...{ days: 5, workingDays: true, at: '17:00', validFrom: '2026-09-01' },
  ...{ remindBefore: [2], remindAfter: [1] },
};
export const catalogueWith = (due: Due | undefined): Catalogue =>
  makeCatalogue(1, [aPack({ datasets: [aDataset('d', [], { due }), aDataset('voluntary', [])] })]);
const unit = (id: string, validTo = '') => ({
  ...{ id, parent: id === 't' ? '' : 't', type: id === 't' ? 'town' : 'primary', nameZh: id, nameEn: id },
  ...{ path: id === 't' ? 't/' : `t/${id}/`, validFrom: '', validTo, tags: [] },
});
export const schools: readonly string[] = ['s1', 's2', 's3', 's4', 's5'];
export const treeOf = (version: number, ids: readonly string[]): OrgTree =>
  makeOrgTree(version, [unit('t'), unit('gone', '2026-06-30'), ...ids.map((id) => unit(id))]);
export const at = (text: string): number => Date.parse(`${text}:00+08:00`);

/** What the keeper sees, and what it has asked for. */
export type World = {
  now: number;
  catalogue: Catalogue;
  tree: OrgTree;
  restedMs: number;
  readonly cards: Map<string, CardState>;
  /** "due s1 2026-09", "remind s1 2026-09 10-10T17:00" in the order in which they were asked for. */
  readonly asked: string[];
  /** The next so many requests reach their owners, and then the process dies. */
  crashes: number;
  pauses: number;
};

export function aWorld(): World {
  return {
    ...{ now: at('2026-10-20T12:00'), catalogue: catalogueWith(rule), tree: treeOf(1, schools), restedMs: 1_000_000 },
    ...{ cards: new Map(), asked: [], crashes: 0, pauses: 0 },
  };
}

export const progressOf: WeakMap<World, ReturnType<typeof memoryDueProgress>> = new WeakMap<
  World,
  ReturnType<typeof memoryDueProgress>
>();

export function aKeeper(world: World, owner: string): KeepDueTimes {
  const progress = progressOf.get(world) ?? memoryDueProgress();
  progressOf.set(world, progress);
  const ask =
    (done: (id: string) => void) =>
    ({ dataset, task, units }: DueUnits): Promise<void> => {
      const when = task.kind === 'remind' ? ` ${new Date(task.at + 8 * 3_600_000).toISOString().slice(5, 16)}` : '';
      world.asked.push(...units.map(({ id }) => `${task.kind} ${id} ${task.period.text}${when}`));
      for (const { id } of units) done(`${id}|${dataset.id}|${task.period.text}`);
      if (world.crashes === 0) return Promise.resolve();
      world.crashes -= 1;
      return Promise.reject(new Error('the process dies'));
    };
  return keepDueTimes({
    catalogue: () => world.catalogue,
    tree: () => world.tree,
    now: () => world.now,
    restedMs: () => world.restedMs,
    progress,
    cards: (ids) => Promise.resolve(new Map(ids.flatMap((id) => [[id, world.cards.get(id)] as const]).filter(isKnown))),
    requestJudging: ask((id) => world.cards.set(id, { reported: false, missing: true })),
    requestReminders: ask(() => undefined),
    pause: () => {
      world.pauses += 1;
      return Promise.resolve();
    },
    owner,
    crashPoint: () => undefined,
    limits: {
      ...{ slackMs: 60_000, settleMs: 600_000, leaseMs: 30_000, unitsAtOnce: 2 },
      ...{ staleReminderMs: 86_400_000 },
    },
  });
}

const isKnown = (entry: readonly [string, CardState | undefined]): entry is [string, CardState] =>
  entry[1] !== undefined;

export const reported: CardState = { reported: true, missing: false };
