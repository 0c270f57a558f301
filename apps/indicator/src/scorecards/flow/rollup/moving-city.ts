// A city whose tree changes while its schools report, in one process: what is judged and rolled up goes through queues as it does
// through the broker, and may be cut off, come twice or come late.
import { aDataset, anIndicator, aPack, aTarget } from '../../../catalogue/domain/examples.ts';
import { makeCatalogue, type Catalogue } from '../../../catalogue/domain/catalogue.ts';
import { watched } from '../../../catalogue/flow/watched.ts';
import type { TreeCommand } from '../../../org-tree/domain/change-tree.ts';
import { unit } from '../../../org-tree/domain/examples.ts';
import { emptyOrgTree, type OrgTree } from '../../../org-tree/domain/org-tree.ts';
import { changeOrgTree } from '../../../org-tree/flow/change-org-tree.ts';
import { importOrgUnits } from '../../../org-tree/flow/import-org-units.ts';
import { memoryOrgTree, memorySpread } from '../../../org-tree/flow/memory-org-tree.ts';
import { refreshOrgTree } from '../../../org-tree/flow/put-in-force.ts';
import { spreadChanges } from '../../../org-tree/flow/spread-changes.ts';
import { restMs } from '../../../org-tree/flow/spread.ts';
import { contributionOfCard, contributionOfRollup, type RollupCard, type Scorecard } from '../../domain/card.ts';
import { ratioOf } from '../../domain/examples.ts';
import { inMemoryScorecards, inMemoryStandings } from '../in-memory-stores.ts';
import type { AcceptedSubmission } from '../judge-submissions.ts';
import type { RejudgeRequest } from '../rejudge/rejudge-request.ts';
import { takeSubmissions, type TakeSubmissionsPorts } from '../take-submissions.ts';
import { inMemoryRollups } from './in-memory-rollups.ts';
import { rollUpChildren, type ChildNews, type RollUpPorts } from './roll-up-children.ts';
import { boundedNodes } from './node-memory.ts';

export const catalogue: Catalogue = makeCatalogue(1, [
  aPack({
    indicators: [anIndicator('a', { aggregation: 'ratio-of-sums' })],
    targets: [aTarget('a')],
    datasets: [aDataset('d', ['a'])],
  }),
]);

/** Where everything is kept; on a server in the tests that have one. */
export type CityStores = Pick<TakeSubmissionsPorts, 'scorecards' | 'standings' | 'readSiblings' | 'encode'> & {
  readonly rollups: RollUpPorts['store'];
  readonly allCards: () => Promise<readonly Scorecard[]>;
  readonly allRollups: () => Promise<readonly RollupCard[]>;
};

/** Stores that live as long as the test. */
export function memoryStores(): CityStores {
  const scorecards = inMemoryScorecards();
  const rollups = inMemoryRollups(scorecards.all, () => catalogue);
  return {
    ...{ scorecards, standings: inMemoryStandings(), readSiblings: scorecards.readSiblings, rollups },
    encode: () => Buffer.alloc(0),
    allCards: () => Promise.resolve(scorecards.all()),
    allRollups: () => Promise.resolve(rollups.all()),
  };
}

type ToJudge = { readonly submission: AcceptedSubmission } | { readonly request: RejudgeRequest };

/** A city under test. */
export type MovingCity = {
  readonly tree: () => OrgTree;
  readonly stores: CityStores;
  /** Lets so many messages be judged, or rolled up. */
  readonly judge: (count: number) => Promise<void>;
  readonly roll: (count: number) => Promise<void>;
  readonly judgingLearns: () => Promise<void>;
  readonly rollingLearns: () => Promise<void>;
  /** Whether what is published from now on is cut off, after everything was written. */
  readonly cut: (off: boolean) => void;
  readonly submit: (
    orgUnit: string,
    period: string,
    said: { readonly revision: number; readonly numerator: number },
  ) => void;
  /** False where it is refused. */
  readonly change: (command: TreeCommand) => Promise<boolean>;
  readonly spread: () => Promise<void>;
  /** Something that was told comes once more, late. */
  readonly tellAgain: (index: number) => void;
  /** Lets everything come to an end: the first round, the second round, and all that follows. */
  readonly settle: () => Promise<void>;
};

/** Makes the city: c › d1, d2 › t1, t2 › s1, s2 (t1), s3 (t2). */
// eslint-disable-next-line max-lines-per-function -- the wiring of two consumers, as service.ts does it
export async function movingCity(stores: CityStores = memoryStores()): Promise<MovingCity> {
  const treeStore = memoryOrgTree();
  const spread = memorySpread(treeStore.versions);
  const toJudge: ToJudge[] = [];
  const news: ChildNews[] = [];
  const told: ChildNews[] = [];
  let clock = 1;
  let cutOff = false;
  let generation = 1;

  const instance = () => {
    const tree = watched(emptyOrgTree);
    return { tree, refresh: () => refreshOrgTree(treeStore, tree) };
  };
  const [office, judging, rolling] = [instance(), instance(), instance()];
  const changing = { ...office, store: treeStore, now: () => clock, onChanged: () => undefined };
  const tell = (items: readonly ChildNews[]): Promise<void> => {
    if (cutOff) return Promise.reject(new Error('broker away'));
    news.push(...items);
    told.push(...items);
    return Promise.resolve();
  };
  const take = takeSubmissions({
    ...stores,
    catalogue: () => catalogue,
    tree: judging.tree.get,
    refresh: judging.refresh,
    now: () => clock,
    publish: (cards) =>
      tell(
        cards.flatMap(({ card }) =>
          [card.parent, ...card.formerParents].map((parent) => ({
            ...{ orgUnit: card.orgUnit, dataset: card.dataset, period: card.period, parent },
            treeVersion: judging.tree.get().version,
            catalogue: { needed: catalogue.version, madeWith: catalogue.version },
            contribution: contributionOfCard(card, catalogue),
          })),
        ),
      ),
    settled: () => undefined,
    crashPoint: () => undefined,
  });
  const rollUp = rollUpChildren({
    catalogue: () => catalogue,
    tree: rolling.tree.get,
    refresh: rolling.refresh,
    now: () => clock,
    store: stores.rollups,
    nodes: boundedNodes(1_000),
    writeGapMs: 0,
    publish: (cards) =>
      tell(
        cards.flatMap((card) =>
          [card.parent, ...card.formerParents].map((parent) => ({
            ...{ orgUnit: card.orgUnit, dataset: card.dataset, period: card.period, parent },
            treeVersion: card.treeVersion,
            catalogue: { needed: catalogue.version, madeWith: catalogue.version },
            contribution: contributionOfRollup(card),
          })),
        ),
      ),
  });
  const spreading = spreadChanges({
    store: spread,
    cardsOf: async (units) => (await stores.allCards()).filter(({ orgUnit }) => units.includes(orgUnit)),
    request: (requests) => {
      toJudge.push(...requests.map((request) => ({ request })));
      return Promise.resolve();
    },
    now: () => clock,
    pause: () => Promise.resolve(),
    crashPoint: () => undefined,
  });

  // What fails comes again, as after a crash: nothing of it is remembered.
  const handled = async <T>(
    queue: T[],
    count: number,
    handle: (batch: readonly T[]) => Promise<void>,
  ): Promise<void> => {
    const batch = queue.slice(0, count);
    if (batch.length === 0) return;
    try {
      await handle(batch);
      queue.splice(0, batch.length);
    } catch (error) {
      if (!cutOff) throw error;
      generation += 1;
    }
  };
  const judge = (count: number): Promise<void> =>
    handled(toJudge, count, (batch) =>
      take(
        {
          submissions: batch.flatMap((one) => ('submission' in one ? [one.submission] : [])),
          requests: batch.flatMap((one) => ('request' in one ? [one.request] : [])),
        },
        generation,
      ),
    );
  const roll = (count: number): Promise<void> => handled(news, count, (batch) => rollUp(batch, generation));

  await importOrgUnits(changing)(
    [
      unit('c', '', { type: 'city' }),
      ...['d1', 'd2'].map((id) => unit(id, 'c', { type: 'district' })),
      unit('t1', 'd1', { type: 'town' }),
      unit('t2', 'd2', { type: 'town' }),
      unit('s1', 't1', { type: 'primary' }),
      unit('s2', 't1', { type: 'primary' }),
      unit('s3', 't2', { type: 'primary' }),
    ],
    '管理员',
  );
  await judging.refresh();

  return {
    tree: office.tree.get,
    stores,
    judge,
    roll,
    judgingLearns: judging.refresh,
    rollingLearns: rolling.refresh,
    cut: (off: boolean): void => {
      cutOff = off;
    },
    submit: (
      orgUnit: string,
      period: string,
      said: { readonly revision: number; readonly numerator: number },
    ): void => {
      const { revision, numerator } = said;
      const figures = [ratioOf('a', numerator, 10)];
      const key = { id: `${orgUnit}|d|${period}`, orgUnit, dataset: 'd', period };
      toJudge.push({ submission: { ...key, revision, figures, receivedAt: revision } });
    },
    change: async (command: TreeCommand): Promise<boolean> => {
      const order = { command, reason: '调整', by: '管理员', maySee: () => true, ifMatch: 0 };
      return (await changeOrgTree(changing)(order)).ok;
    },
    spread: spreading,
    tellAgain: (index: number): void => {
      const again = told[index % Math.max(1, told.length)];
      if (again !== undefined) news.push(again);
    },
    settle: async (): Promise<void> => {
      cutOff = false;
      for (const _round of ['first', 'second', 'nothing']) {
        await spreading();
        while (toJudge.length > 0) await judge(7);
        while (news.length > 0) await roll(5);
        clock += restMs;
      }
    },
  };
}
