import type { Catalogue } from '../catalogue/domain/catalogue.ts';
import type { OrgTree } from '../org-tree/domain/org-tree.ts';
import type { ChangedArrival } from '../backtest/domain/arrivals.ts';
import type { TallyResult } from '../backtest/domain/tally.ts';
import { backtest, type BacktestOrder, type Change } from '../backtest/flow/backtest.ts';
import { inMemoryScorecards, inMemoryStandings } from '../scorecards/flow/in-memory-stores.ts';
import type { AcceptedSubmission } from '../scorecards/flow/judge-submissions.ts';
import { takeSubmissions } from '../scorecards/flow/take-submissions.ts';
import { comparingCatalogue } from './replay.ts';

/** The cards that stand. */
export type Stored = ReturnType<typeof inMemoryScorecards>;

/** What stands after some submissions. */
export async function pushed(
  submissions: readonly AcceptedSubmission[],
  catalogue: Catalogue,
  tree: OrgTree,
): Promise<Stored> {
  const stored = inMemoryScorecards();
  const take = takeSubmissions({
    ...{ catalogue: () => catalogue, tree: () => tree, refresh: () => Promise.resolve(), now: () => 0 },
    ...{ scorecards: stored, standings: inMemoryStandings(), readSiblings: stored.readSiblings },
    ...{ encode: () => Buffer.alloc(0), publish: () => Promise.resolve(), settled: () => undefined },
    crashPoint: () => undefined,
  });
  for (const submission of submissions) await take({ submissions: [submission], requests: [] }, 1);
  return stored;
}

/** What a backtest said, whole. */
export type Tried = {
  readonly result: TallyResult;
  readonly changes: readonly Change[];
  readonly arrivals: readonly ChangedArrival[];
  readonly portions: number;
};

/** One catalogue held against another. */
export const trialOf = (before: Catalogue, after: Catalogue): BacktestOrder['trial'] => ({
  before,
  after,
  packs: new Set(['p']),
});

/** Tries packs on what stands, at an instant. */
export async function tried(
  stored: Stored,
  tree: OrgTree,
  { now = 0, ...asked }: Partial<BacktestOrder> & { readonly now?: number },
): Promise<Tried> {
  const unit = [...tree.units.values()].find(({ parent }) => parent === '');
  if (unit === undefined) throw new Error('an empty tree');
  const order = {
    ...{ unit, days: { from: '2025-01-01', to: '2026-12-31' }, visible: () => true },
    trial: trialOf(comparingCatalogue, comparingCatalogue),
    ...asked,
  };
  const anyCard = (dataset: string, period: string): Promise<boolean> =>
    Promise.resolve(stored.all().some((card) => card.dataset === dataset && card.period === period));
  const ports = { tree: () => tree, now: () => now, read: stored.read, anyCard, pause: () => Promise.resolve() };
  const changes: Change[] = [];
  const arrivals: ChangedArrival[] = [];
  let portions = 0;
  for await (const part of backtest(order, ports)) {
    if (part.kind === 'changes') changes.push(...part.changes);
    if (part.kind === 'arrivals') arrivals.push(...part.arrivals);
    if (part.kind === 'progress') portions += 1;
    if (part.kind === 'result') return { result: part.result, changes, arrivals, portions };
  }
  throw new Error('no result');
}
