import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ReportingState,
  ScorecardFigures,
  ScorecardServiceClient,
  type ListFiguresRequest,
  type ListFiguresResponse,
  type TraceResponse,
} from '@xiaomai/contracts/scorecard';
import { call, createClient, openStream, startGrpcServer } from '@xiaomai/grpc';
import { createIssuer, createVerifier, type Identity } from '@xiaomai/identity';
import { makeCatalogue } from '../../catalogue/domain/catalogue.ts';
import { aDataset, anIndicator, aPack, aTarget } from '../../catalogue/domain/examples.ts';
import { smallCity } from '../../org-tree/domain/examples.ts';
import type { Scorecard } from '../domain/card.ts';
import { cardId } from '../domain/card.ts';
import { aCell, aScorecard } from '../domain/examples.ts';
import { askScorecards } from '../flow/ask-scorecards.ts';
import type { CardReader } from '../flow/read-scorecards.ts';
import { viewScorecards } from '../flow/view-scorecards.ts';
import { encodeScorecard } from '../out/card-wire.ts';
import { scorecardsRpc } from './scorecards.rpc.ts';

const secret = 'a secret of the test, long enough for HS256';
const issue = createIssuer(secret);
const period = '2026-11';
const catalogue = makeCatalogue(1, [
  aPack({
    ...{ indicators: [anIndicator('a')], targets: [aTarget('a')] },
    datasets: [aDataset('d', ['a'], { reportedBy: ['primary'] })],
  }),
]);
const pathOf = (id: string): string => smallCity.units.get(id)?.path ?? '';

const cardOf = (orgUnit: string, change: Partial<Scorecard> = {}): Scorecard =>
  aScorecard({
    ...{ orgUnit, period, path: pathOf(orgUnit), parent: smallCity.units.get(orgUnit)?.parent ?? '' },
    cells: [aCell({ indicator: 'a', numerator: 1, denominator: 2 }, { verdict: 'breached', target: 'a@1' })],
    ...change,
  });

// Of s2 the card still stands below the town it has left a moment ago; s3 has sent nothing.
const cards = [cardOf('s1'), cardOf('s2', { parent: 't2', revision: 4 })];
const stored = (chosen: readonly Scorecard[]) =>
  Promise.resolve(chosen.map((card) => ({ id: cardId(card), bytes: encodeScorecard(card) })));
const toldOf = ({ orgUnit }: Scorecard) => ({
  orgUnit,
  failing: orgUnit === 's2' ? ['a'] : [],
  late: false,
  doubtful: false,
});
const rollupOf = ({ parent, dataset }: Scorecard): string => `${parent}|${dataset}|${period}`;
const nobody = () => Promise.resolve([]);
const none = async function* (): AsyncGenerator<never> {
  yield* await Promise.resolve([]);
};

const reader: CardReader = {
  cards: (ids) => Promise.resolve(cards.filter((card) => ids.includes(cardId(card)))),
  bytes: (ids) => stored(cards.filter((card) => ids.includes(cardId(card)))),
  bytesIn: (rollups) => stored(cards.filter((card) => rollups.includes(rollupOf(card)))),
  reported: ({ path }) => Promise.resolve(cards.filter((card) => card.path.startsWith(path)).map(toldOf)),
  reportedIn: (rollups) =>
    Promise.resolve(
      cards
        .filter((card) => rollups.includes(rollupOf(card)))
        .map((card) => ({ ...toldOf(card), rollup: rollupOf(card) })),
    ),
  reportedOf: nobody,
  editions: () => Promise.resolve(['t1', 't2'].map((id) => ({ rollup: `${id}|d|${period}`, edition: 1 }))),
  rollups: nobody,
  any: () => Promise.resolve(true),
  keysOf: nobody,
  below: none,
  exportCards: none,
};

const person = (role: Identity['role'], orgUnit: string): Identity => ({
  ...{ subject: `演示 ${role}`, role, orgUnit, path: pathOf(orgUnit), datasets: [] },
});

let client: ScorecardServiceClient;
let stop: () => Promise<void>;

beforeAll(async () => {
  const ports = { catalogue: () => catalogue, tree: () => smallCity, now: Date.now, reader };
  const read = viewScorecards(ports);
  const ask = askScorecards({ ...ports, outliers: () => Promise.resolve(new Map([['s1', 2]])) }, read, read);
  const onFailure = (error: unknown): void => {
    throw error;
  };
  const rpc = scorecardsRpc({ ...ports, read, ask, exportCards: none, verify: createVerifier(secret), onFailure });
  const server = await startGrpcServer({ port: 0, services: [rpc] });
  client = createClient(ScorecardServiceClient, `127.0.0.1:${server.port}`);
  stop = server.stop;
});

afterAll(async () => {
  client.close();
  await stop();
});

async function figuresOf(who: Identity, orgUnit: string, more: Partial<ListFiguresRequest> = {}) {
  const asked = { orgUnit, period, dataset: 'd', state: ReportingState.ALL, indicator: '', limit: 10, cursor: '' };
  const token = await issue(who);
  const parts: ListFiguresResponse[] = [];
  const stream = openStream(client.listFigures.bind(client), { ...asked, asIs: false, ...more }, { token });
  for await (const part of stream) parts.push(part as ListFiguresResponse);
  const units = parts.flatMap((part) => part.units);
  return {
    told: units.map((unit) => [unit.orgUnit, ScorecardFigures.decode(unit.scorecard).revision]),
    next: parts.at(-1)?.next,
  };
}

describe('bare figures of the units below', () => {
  test('are those stored, also of a unit that stood elsewhere a moment ago; who has sent nothing has none', async () => {
    expect(await figuresOf(person('staff', 'c'), 'c')).toEqual({
      told: [
        ['s1', 1],
        ['s2', 4],
        ['s3', 0],
      ],
      next: '',
    });
  });

  test('come a page after the other', async () => {
    expect(await figuresOf(person('staff', 'c'), 'c', { limit: 2 })).toMatchObject({ next: 's2' });
    expect(await figuresOf(person('staff', 'c'), 'c', { limit: 2, cursor: 's2' })).toEqual({
      told: [['s3', 0]],
      next: '',
    });
  });

  test('are told of those in a state alone, where one is asked for', async () => {
    const state = (wanted: ReportingState) => figuresOf(person('staff', 'c'), 'c', { state: wanted });
    expect((await state(ReportingState.FAILING)).told).toEqual([['s2', 4]]);
    expect((await state(ReportingState.MISSING)).told).toEqual([['s3', 0]]);
  });

  test('under the tree of today are the same where nothing has moved', async () => {
    expect((await figuresOf(person('staff', 'c'), 'c', { asIs: true })).told).toEqual([
      ['s1', 1],
      ['s2', 4],
      ['s3', 0],
    ]);
  });

  test('hold the decoded figure, its verdict and nothing of its words', () => {
    const [card] = cards;
    const { cells } = ScorecardFigures.decode(card === undefined ? new Uint8Array() : encodeScorecard(card));
    expect(cells).toEqual([{ indicator: 'a', numerator: 1, denominator: 2, value: '', verdict: 3 }]);
  });
});

test('doubtful is also whose figures lie far from those of their peers, and how many they are is told', async () => {
  const staff = person('staff', 'c');
  expect((await figuresOf(staff, 'c', { state: ReportingState.DOUBTFUL })).told).toEqual([['s1', 1]]);
  const place = { orgUnit: 'c', period, dataset: 'd' };
  const token = await issue(staff);
  expect(await call(client.countOutliers.bind(client), place, { token })).toEqual({ figures: 2, units: 1 });
  const stranger = await issue(person('staff', 'd2'));
  await expect(call(client.countOutliers.bind(client), place, { token: stranger })).rejects.toMatchObject({
    code: status.NOT_FOUND,
  });
});

test.each([
  ['', '1/2（50%），未达到目标 =100%'],
  ['zh-CN', '1/2（50%），未达到目标 =100%'],
  ['en', '1/2 (50%), does not meet the target =100%'],
])('reasons are told in the language asked for (%s), wherever a verdict stands', async (language, reason) => {
  const token = await issue(person('staff', 'c'));
  const place = { period, dataset: 'd', language, asIs: false };
  const cut = { ...place, limit: 1, cursor: '' };
  const of = { ...place, orgUnit: 's1', indicator: 'a' };
  const first = <T>([one]: readonly T[]): T | undefined => one;
  const [own, children, failing, series] = await Promise.all([
    call(client.getScorecard.bind(client), { ...of, below: 0 }, { token }),
    call(client.listChildren.bind(client), { ...cut, orgUnit: 't1' }, { token }),
    call(client.listReporting.bind(client), { ...cut, ...of, orgUnit: 'c', state: ReportingState.FAILING }, { token }),
    call(client.getSeries.bind(client), { ...of, from: period, to: period }, { token }),
  ]);
  const traced: (string | undefined)[] = [];
  for await (const part of openStream(client.trace.bind(client), of, { token }))
    traced.push((part as TraceResponse).figure?.reason);
  const items = [
    own.scorecards,
    children.children.map(({ scorecard }) => scorecard),
    failing.units.map(({ scorecard }) => scorecard),
  ];
  expect(items.map((cards) => first(first(cards)?.items ?? [])?.reason)).toEqual([reason, reason, reason]);
  expect([series.points[0]?.item?.reason, traced[0]]).toEqual([reason, reason]);
});

describe('whoever asks sees bare figures of the own subtree alone', () => {
  test.each<[string, Identity, string]>([
    ['a district that of another', person('staff', 'd1'), 'd2'],
    ['a district that of its city', person('leader', 'd1'), 'c'],
    ['a school its neighbours', person('school', 's1'), 't1'],
    ['a school another', person('school', 's1'), 's2'],
  ])('%s: never', async (_, who, orgUnit) => {
    await expect(figuresOf(who, orgUnit)).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  test('a district its schools, a school itself', async () => {
    expect((await figuresOf(person('staff', 'd1'), 'd1')).told).toEqual([
      ['s1', 1],
      ['s2', 4],
    ]);
    expect((await figuresOf(person('school', 's1'), 's1')).told).toEqual([['s1', 1]]);
  });
});
