import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  Arrival,
  BacktestServiceClient,
  type BacktestRequest,
  type BacktestResponse,
} from '@xiaomai/contracts/backtest';
import { createClient, openStream, startGrpcServer, type RunningGrpcServer } from '@xiaomai/grpc';
import type { Identity } from '@xiaomai/identity';
import { makeCatalogue } from '../../catalogue/domain/catalogue.ts';
import { parsePackFiles, parsePacksInTurns } from '../../catalogue/in/pack-file.parser.ts';
import { memoryCatalogues } from '../../catalogue/flow/memory-catalogues.ts';
import { smallCity } from '../../org-tree/domain/examples.ts';
import { ratioOf } from '../../scorecards/domain/examples.ts';
import { inMemoryScorecards } from '../../scorecards/flow/in-memory-stores.ts';
import { judgeSubmission } from '../../scorecards/flow/judge-submissions.ts';
import { backtestRpc } from './backtest.rpc.ts';

const packText = (value: string): string => `pack: p
version: '1'
name: { zh: 包, en: p }
indicators:
  - id: guards
    name: { zh: 保安, en: Guards }
    kind: ratio
    unit: percent
    aggregation: units-met
    direction: up
    numerator: 在岗
    denominator: 应配
    targets: [{ comparator: at-least, value: ${value}, severity: major, valid_from: 2020-01-01 }]
datasets:
  - id: d
    name: { zh: 月报, en: Monthly }
    indicators: [guards]
    reported_by: [primary]
    period_kinds: [month]
    rolls_up: true
`;

const inForce = [{ name: 'p.yaml', text: packText("'100'"), since: 0 }];
const stored = inMemoryScorecards();
const turn = (): Promise<void> => Promise.resolve();
const held: (() => void)[] = [];
let hold = false;
let server: RunningGrpcServer;
let client: BacktestServiceClient;

const person = (role: Identity['role'], orgUnit: string, path: string): Identity => ({
  ...{ subject: role, role, orgUnit, path, datasets: [] },
});
const callers: Record<string, Identity> = {
  city: person('staff', 'c', 'c/'),
  district: person('staff', 'd2', 'c/d2/'),
  school: person('school', 's1', 'c/d1/t1/s1/'),
};

beforeAll(async () => {
  const store = memoryCatalogues();
  await store.append({ version: 1, files: inForce, since: 0, changes: [], carried: [], reason: '' });
  const packs = parsePackFiles(inForce);
  if (!packs.ok) throw new Error(packs.reason.join());
  const catalogue = makeCatalogue(1, packs.value);
  for (const orgUnit of ['s1', 's2', 's3']) {
    const key = { orgUnit, dataset: 'd', period: '2026-11' };
    const submission = {
      ...key,
      id: `${orgUnit}|d|2026-11`,
      revision: 1,
      receivedAt: 1,
      figures: [ratioOf('guards', 3, 4)],
    };
    const card = judgeSubmission(submission, { catalogue, tree: smallCity, now: 1 });
    await stored.insert([{ card, bytes: Buffer.alloc(0) }]);
  }
  const rpc = backtestRpc({
    ...{
      catalogue: () => catalogue,
      tree: () => smallCity,
      now: () => Date.parse('2027-01-01T00:00:00Z'),
      store,
      parse: parsePacksInTurns(turn),
    },
    ...{ read: stored.read, anyCard: () => Promise.resolve(true) },
    pause: () => (hold ? new Promise<void>((resolve) => held.push(resolve)) : turn()),
    verify: (token) => Promise.resolve(callers[token]),
    onFailure: (error) => {
      throw error;
    },
  });
  server = await startGrpcServer({ port: 0, services: [rpc] });
  client = createClient(BacktestServiceClient, `127.0.0.1:${String(server.port)}`);
});

afterAll(async () => {
  client.close();
  await server.stop();
});

const milder = [{ name: 'p.yaml', text: packText("'60'") }];
const november = { orgUnit: '', from: '2026-11', to: '2026-11', changes: 0, language: '' };

async function answerTo(token: string, asked: Partial<BacktestRequest> = {}): Promise<BacktestResponse[]> {
  const request = { packs: milder, ...november, ...asked };
  const answers: BacktestResponse[] = [];
  for await (const answer of openStream(client.backtest.bind(client), request, { token })) {
    answers.push(answer as BacktestResponse);
  }
  return answers;
}

const changesIn = (answers: readonly BacktestResponse[]) => answers.flatMap(({ changes }) => changes);
const changedUnits = (answers: readonly BacktestResponse[]) => changesIn(answers).map(({ orgUnit }) => orgUnit);

test('changes come one by one, in the words of the judge, and the result at the end', async () => {
  const answers = await answerTo('city');
  expect(changedUnits(answers)).toEqual(['s1', 's2', 't1', 'd1', 's3', 't2', 'd2', 'c']);
  expect(changesIn(answers)[0]?.after?.reason).toBe('3/4（75%），达到目标 ≥60%');
  expect(answers.at(-1)?.result).toMatchObject({ catalogueVersion: 1, cards: 3, rollups: 5, changes: 8 });
  expect(answers.flatMap(({ progress }) => progress ?? [])).toEqual([
    { done: 0, total: 3 },
    { done: 3, total: 3 },
  ]);
});

test('a file that says what is in force changes nothing', async () => {
  const answers = await answerTo('city', { packs: inForce });
  expect(changesIn(answers)).toEqual([]);
  expect(answers.at(-1)?.result).toMatchObject({ cards: 3, rollups: 5, changes: 0, changedUnits: 0 });
});

test('no more changes are told than were asked for; all are counted', async () => {
  const answers = await answerTo('city', { changes: 3 });
  expect(changedUnits(answers)).toEqual(['s1', 's2', 't1']);
  expect(answers.at(-1)?.result?.changes).toBe(8);
});

test('a due time says who would have been missing, within what was asked for; all are counted', async () => {
  const due = "    due: { days: 3, at: '17:00', valid_from: 2026-01-01 }\n";
  const packs = [{ name: 'p.yaml', text: `${packText("'60'")}${due}` }];
  const answers = await answerTo('city', { packs, from: '2026-10', changes: 4 });
  const told = answers.flatMap(({ arrivals }) => arrivals);
  expect(told.map(({ orgUnit, orgName, period }) => [orgUnit, orgName, period])).toEqual([
    ['s1', 's1', '2026-10'],
    ['s2', 's2', '2026-10'],
    ['s3', 's3', '2026-10'],
  ]);
  const dueAfter = Date.parse('2026-11-03T17:00:00+08:00');
  expect(told[0]).toMatchObject({ before: Arrival.NOT_DUE, after: Arrival.MISSING, dueBefore: 0, dueAfter });
  expect(changedUnits(answers)).toEqual(['s1']);
  expect(answers.at(-1)?.result?.arrivals).toEqual([
    {
      ...{ dataset: 'd', datasetName: '月报', dueBefore: undefined, judged: 6, changed: 6 },
      dueAfter: {
        ...{ days: 3, workingDays: false, at: '17:00', remindBefore: [], remindAfter: [], validFrom: '2026-01-01' },
      },
      transitions: [
        { before: Arrival.NOT_DUE, after: Arrival.IN_TIME, count: 3 },
        { before: Arrival.NOT_DUE, after: Arrival.MISSING, count: 3 },
      ],
    },
  ]);
});

test('whoever asks is answered within the own subtree, and a school not at all', async () => {
  expect(changedUnits(await answerTo('district'))).toEqual(['s3', 't2', 'd2']);
  await expect(answerTo('district', { orgUnit: 'c' })).rejects.toMatchObject({ code: 5 });
  await expect(answerTo('school')).rejects.toMatchObject({ code: 7 });
  await expect(answerTo('nobody')).rejects.toMatchObject({ code: 16 });
});

test('everything that is wrong in the packs is the answer, with its place', async () => {
  const wrong = [
    { name: 'p.yaml', text: `${packText("'60'")}colour: red\n` },
    { name: 'q.yaml', text: 'pack: q\n' },
  ];
  const [answer, ...rest] = await answerTo('city', { packs: wrong });
  expect(rest).toEqual([]);
  expect(answer?.faults.map(({ file, line, path, code }) => `${file}:${String(line)} ${path} ${code}`)).toEqual([
    'p.yaml:21 colour unknown-key',
    'q.yaml:1 version missing-key',
    'q.yaml:1 name missing-key',
  ]);
  expect(answer?.faults[0]).toMatchObject({ value: 'colour', zh: '不认识的键', en: 'this key is not known' });
});

test('a time that is none, is backwards or is too long is refused', async () => {
  await expect(answerTo('city', { from: 'soon' })).rejects.toMatchObject({ code: 3, details: 'invalid-period' });
  await expect(answerTo('city', { from: '2026-12' })).rejects.toMatchObject({ code: 3 });
  await expect(answerTo('city', { from: '2010' })).rejects.toMatchObject({ code: 3 });
  await expect(answerTo('city', { packs: [] })).rejects.toMatchObject({ code: 3 });
});

test('two are tried at once and no third, so that the live judge is not held up', async () => {
  hold = true;
  const running = [answerTo('city'), answerTo('city')];
  await expect(answerTo('city')).rejects.toMatchObject({ code: 8 });
  hold = false;
  for (const release of held) release();
  expect((await Promise.all(running)).map((answers) => changesIn(answers).length)).toEqual([8, 8]);
  expect(changesIn(await answerTo('city'))).toHaveLength(8);
});
