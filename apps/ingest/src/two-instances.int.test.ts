import { describe, expect, test } from '@jest/globals';
import type { Receipt, SubmissionState } from '@xiaomai/gateway-api/receipt';
import { mongoRequestStore } from './idempotency/out/request-store.mongo.ts';
import { revokeKey } from './keys/domain/school-key.ts';
import { mongoKeyStore } from './keys/out/key-store.mongo.ts';
import { mongoEpochStore } from './log/out/epoch-store.mongo.ts';
import { mongoRevisionStore } from './log/out/revision-store.mongo.ts';
import { mongoIntentStore } from './submissions/out/intent-store.mongo.ts';
import { mongoDatabase } from './testing/mongo-database.ts';
import { memoryPublisher, type MemoryPublisher } from './testing/memory-log.ts';
import { alarm, guards, start } from './testing/use-service.ts';
import { asSchool, keys, type WiredService } from './testing/wired-service.ts';

const database = mongoDatabase('instances', process.env['TEST_MONGODB_URI']);

type Pair = { readonly instances: readonly [WiredService, WiredService]; readonly publisher: MemoryPublisher };

/** Two instances of the service on one database. */
async function pair(): Promise<Pair> {
  const connection = database();
  const publisher = memoryPublisher();
  const stores = {
    ...{ revisions: await mongoRevisionStore(connection), epochs: mongoEpochStore(connection) },
    ...{ intents: mongoIntentStore(connection), requests: await mongoRequestStore(connection) },
    ...{ keys: await mongoKeyStore(connection), publish: publisher.publish },
  };
  const instance = (): Promise<WiredService> => start(() => stores as never);
  const instances = [await instance(), await instance()] as const;
  const { macOf } = instances[0].ports.keyMac;
  await stores.keys.provide(
    keys.map(({ secret, ...key }) => ({ ...key, mac: macOf(secret) })),
    0,
  );
  return { instances, publisher };
}

type Pushed = { readonly indicator: string; readonly numerator?: number };

const submission = (period: string, value: Pushed | typeof alarm) => ({
  ...{ orgUnit: 'school-1', dataset: 'safety', period },
  values: [value],
});

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
// A revision changes what its push named, and leaves the other figure as it was.
function expectStep(history: readonly SubmissionState[], revision: number, pushed: Pushed | typeof alarm): void {
  const [before, after] = [revision - 2, revision - 1].map((at) => history[at]?.values ?? []);
  const figure = (values: SubmissionState['values'] = [], indicator: string): unknown =>
    values.find((value) => value.indicator === indicator);
  const other = pushed.indicator === 'alarm' ? 'guards' : 'alarm';
  expect(figure(after, pushed.indicator)).toEqual(pushed);
  expect(figure(after, other)).toEqual(figure(before, other));
}

describe('two hundred pushes at once of one key to two instances, half of them the same, half different', () => {
  test('end in one state: every change is one revision, in one row, and nobody is told of a fault of ours', async () => {
    const { instances, publisher } = await pair();
    const period = '2026-11';
    const values = numbers(200).map((n) => (n % 4 < 2 ? alarm : { ...guards, numerator: n, denominator: 200 }));
    const answers = await Promise.all(
      values.map(async (value, n) => {
        const response = await (instances[n % 2] as WiredService).push(submission(period, value));
        return { value, status: response.status, receipt: (await response.json()) as Receipt };
      }),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201]));
    const accepted = answers.filter(({ receipt }) => receipt.status !== 'unchanged');
    expect(accepted).toHaveLength(101); // the same one once, each of the hundred different ones
    const made = accepted.map(({ receipt }) => receipt.revision ?? 0).sort((a, b) => a - b);
    expect(made).toEqual(numbers(101).map((n) => n + 1));

    const history = (await (await instances[1].get(`/school-1%7Csafety%7C${period}/revisions`)).json()) as {
      items: SubmissionState[];
    };
    expect(history.items.map(({ revision }) => revision)).toEqual(made);
    for (const { value, receipt } of accepted) expectStep(history.items, receipt.revision ?? 0, value);
    for (const { intake } of instances) await intake.log.drained();
    const published = publisher.published().map(({ revision }) => revision);
    expect(published.sort((a, b) => a - b)).toEqual(made);
  });

  test('with the same Idempotency-Key are carried out once: the others hear the same answer or that it is under way', async () => {
    const { instances } = await pair();
    const period = '2026-W40';
    const answers = await Promise.all(
      numbers(100).map(async (n) => {
        const headers = { 'idempotency-key': 'all-the-same' };
        const value = n % 10 === 9 ? { ...guards, numerator: n, denominator: 200 } : alarm;
        const response = await (instances[n % 2] as WiredService).push(submission(period, value), { headers });
        return `${String(response.status)}${response.headers.has('idempotent-replayed') ? ' again' : ''}`;
      }),
    );
    expect(answers.filter((answer) => answer === '201')).toHaveLength(1);
    const allowed = new Set(['201', '201 again', '409', '422']);
    expect(answers.filter((answer) => !allowed.has(answer))).toEqual([]);
    const history = await instances[0].get(`/school-1%7Csafety%7C${period}/revisions`);
    expect(((await history.json()) as { items: unknown[] }).items).toHaveLength(1);
  });
});

test('a key that is revoked by way of one instance is dead at the other within 2.5 s', async () => {
  const { instances } = await pair();
  const [here, there] = instances;
  const push = async (service: WiredService): Promise<number> =>
    (await service.push(submission('2026-W41', guards), { headers: asSchool })).status;
  expect([await push(here), await push(there)]).toEqual([201, 200]);
  const key = await here.ports.keys.find('school');
  if (key !== undefined) await here.ports.keys.replace(revokeKey(key, '外泄', { by: '管理员', at: 0 }));
  for (const { ports, intake } of instances) {
    ports.clock.advance(2_500);
    await intake.log.keep();
  }
  expect([await push(here), await push(there)]).toEqual([401, 401]);
});
