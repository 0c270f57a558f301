import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectMongo } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { makeCatalogue, type Due } from '../../catalogue/domain/catalogue.ts';
import { aDataset, anIndicator, aPack, aTarget } from '../../catalogue/domain/examples.ts';
import { makeOrgTree } from '../../org-tree/domain/org-tree.ts';
import { ratioOf } from '../../scorecards/domain/examples.ts';
import type { NotableCard } from '../../scorecards/flow/standing/keep-standings.ts';
import { takeSubmissions } from '../../scorecards/flow/take-submissions.ts';
import { encodeScorecard } from '../../scorecards/out/card-wire.ts';
import { mongoSiblings, mongoScorecardStore } from '../../scorecards/out/scorecard-store.mongo.ts';
import { mongoStandingStore } from '../../scorecards/out/standing-store.mongo.ts';
import { keepDueTimes, type KeepDueTimes } from '../flow/keep-due-times.ts';
import { mongoCardStates } from './card-states.mongo.ts';
import { mongoDueProgressStore } from './due-progress-store.mongo.ts';

const due: Due = {
  ...{ days: 5, workingDays: true, at: '17:00', remindBefore: [], remindAfter: [1], validFrom: '2026-10-01' },
};
const catalogue = makeCatalogue(1, [
  aPack({ indicators: [anIndicator('a')], targets: [aTarget('a')], datasets: [aDataset('d', ['a'], { due })] }),
]);
const dueAt = Date.parse('2026-11-06T17:00:00+08:00');
const schools = Array.from({ length: 1_445 }, (_, at) => `s${String(at).padStart(4, '0')}`);
const unit = (id: string, parent: string) => ({
  ...{ id, parent, path: parent === '' ? `${id}/` : `t/${id}/`, type: parent === '' ? 'town' : 'primary' },
  ...{ nameZh: id, nameEn: id, validFrom: '', validTo: '', tags: [] },
});
const tree = makeOrgTree(1, [unit('t', ''), ...schools.map((id) => unit(id, 't'))]);

let connection: Connection;

beforeAll(async () => {
  const database = `test_due_times_${String(process.pid)}`;
  connection = await connectMongo({ uri: process.env['TEST_MONGODB_URI'] ?? '', database });
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

test('1,445 schools of which ten have reported: the others are missing, once, through a crash; whoever comes is reminded no more', async () => {
  const told: NotableCard[] = [];
  const reminded: string[] = [];
  const clock = { now: dueAt + 60_000, crashAfter: 1 };
  const reference = { catalogue: () => catalogue, tree: () => tree, now: () => clock.now };
  const take = takeSubmissions({
    ...reference,
    refresh: () => Promise.resolve(),
    scorecards: mongoScorecardStore(connection),
    standings: mongoStandingStore(connection),
    readSiblings: mongoSiblings(connection),
    encode: encodeScorecard,
    publish: (_cards, notable) => {
      told.push(...notable);
      return Promise.resolve();
    },
    settled: () => undefined,
    crashPoint: () => undefined,
  });
  const push = (ids: readonly string[], receivedAt: number): Promise<void> =>
    take(
      {
        submissions: ids.map((orgUnit) => ({
          ...{ id: `${orgUnit}|d|2026-10`, orgUnit, dataset: 'd', period: '2026-10', revision: 1, receivedAt },
          figures: [ratioOf('a', 1, 1)],
        })),
        requests: [],
      },
      1,
    );
  const keeper = (owner: string): KeepDueTimes =>
    keepDueTimes({
      ...reference,
      restedMs: () => Number.MAX_SAFE_INTEGER,
      progress: mongoDueProgressStore(connection),
      cards: mongoCardStates(connection),
      requestJudging: async ({ dataset, task, units }) => {
        const period = task.period.text;
        const cause = `due@${String(task.dueAt)}`;
        const requests = units.map(({ id }) => ({ orgUnit: id, dataset: dataset.id, period, cause, reason: '' }));
        await take({ submissions: [], requests }, 1);
        if ((clock.crashAfter -= 1) === 0) throw new Error('the process dies');
      },
      requestReminders: ({ units }) => {
        reminded.push(...units.map(({ id }) => id));
        return Promise.resolve();
      },
      pause: () => Promise.resolve(),
      owner,
      crashPoint: () => undefined,
      limits: { slackMs: 60_000, settleMs: 0, leaseMs: 30_000, unitsAtOnce: 500, staleReminderMs: 86_400_000 },
    });

  const inTime = schools.slice(0, 10);
  await push(inTime, dueAt);
  await expect(keeper('a')()).rejects.toThrow('the process dies');
  clock.now += 30_000;
  await keeper('b')();
  const states = await mongoCardStates(connection)(schools.map((id) => `${id}|d|2026-10`));
  const missing = [...states.values()].filter((state) => state.missing && !state.reported);
  expect([states.size, missing.length]).toEqual([1_445, 1_435]);
  expect(told.map(({ card }) => card.orgUnit).sort()).toEqual(schools.slice(10));

  const late = schools.slice(10, 1_440);
  await push(late, dueAt + 90_000);
  clock.now = Date.parse('2026-11-09T17:00:30+08:00');
  await keeper('b')();
  expect(reminded).toEqual(schools.slice(1_440));
  const after = await mongoCardStates(connection)(late.map((id) => `${id}|d|2026-10`));
  expect([...after.values()].every((state) => state.reported && !state.missing)).toBe(true);
});
