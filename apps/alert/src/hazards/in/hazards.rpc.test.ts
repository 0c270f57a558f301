import type { ServiceError } from '@grpc/grpc-js';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  HazardClass,
  HazardServiceClient,
  HazardSeverity,
  HazardState,
  HazardVerb,
  type ActOnHazardRequest,
  type Hazard,
  type HazardTally,
  type ListHazardsRequest,
  type ReportedHazard,
} from '@xiaomai/contracts/hazard';
import { SubmissionAccepted } from '@xiaomai/contracts/submission';
import { call, createClient, openStream, startGrpcServer } from '@xiaomai/grpc';
import { createIssuer, createVerifier, type Identity } from '@xiaomai/identity';
import { wireLedger } from '../../service-hazards.ts';
import { policy, school, tuesday } from '../domain/examples.ts';
import type { UnitTally } from '../flow/announce.ts';
import { memoryHazards } from '../flow/memory-hazards.ts';
import type { UnitInTree } from '../flow/org-units.ts';
import { hazardToWire, summaryToWire } from '../out/hazard-message.ts';
import { takeReported } from './hazard-reported.topic.ts';
import { hazardsRpc } from './hazards.rpc.ts';

const secret = 'a secret of the test, long enough for HS256';
const issue = createIssuer(secret);
const stops: (() => Promise<void>)[] = [];

const person = (role: Identity['role'], orgUnit: string, path: string): Identity => ({
  ...{ subject: `演示 ${role} ${orgUnit}`, role, orgUnit, path, datasets: [] },
});
const staff = person('staff', '330702', 'cn/33/3307/330702/');
const neighbour = person('staff', '330703', 'cn/33/3307/330703/');
const leader = person('leader', '3307', 'cn/33/3307/');
const admin = person('admin', 'cn', 'cn/');
const officer = person('school', school.orgUnit, school.path);

const beside: UnitInTree = { ...school, orgUnit: '330703001', path: 'cn/33/3307/330703/330703001/', type: 'primary' };
const district: UnitInTree = { ...school, orgUnit: '330702', path: 'cn/33/3307/330702/', type: 'district' };
const units = new Map([{ ...school, type: 'primary' }, beside, district].map((unit) => [unit.orgUnit, unit]));

const stair: ReportedHazard = {
  ...{ ref: 'XF-1', class: HazardClass.FIRE, severity: HazardSeverity.GENERAL, description: '消防通道堆放杂物' },
  ...{ place: '', foundOn: '2026-11-20', foundBy: '', dueOn: '', responsible: '', rectifiedOn: '' },
  ...{ evidence: '', links: [] },
};
const nothingAsked: ListHazardsRequest = {
  ...{ orgUnit: '', states: [], classes: [], severities: [], overdue: false, campaign: '', reopened: false },
  ...{ limit: 0, cursor: '' },
};

/** The gRPC service over a ledger in memory, asked by whoever it is. */
async function served() {
  const clock = { at: tuesday };
  const now = (): number => clock.at;
  const { store, reader, book } = memoryHazards(now);
  const tallies: UnitTally[] = [];
  const ledger = wireLedger({
    ...{ policy, hazards: store, reader, book },
    rounds: () => Promise.resolve(new Map()),
    roundSummary: () => Promise.resolve({ visits: 6, rounds: 2, fullRounds: 1 }),
    events: {
      publishHazards: () => Promise.resolve(),
      publishTallies: (some) => {
        tallies.push(...some);
        return Promise.resolve();
      },
    },
    onFault: (error) => {
      throw error;
    },
  });
  const find = (id: string): Promise<UnitInTree | undefined> => Promise.resolve(units.get(id));
  const rpc = hazardsRpc({
    ...ledger,
    ...{ units: { find }, verify: createVerifier(secret), now, newRef: () => `own-${String(Math.random())}` },
    ...{ toWire: hazardToWire, summaryToWire },
    onFailure: (error) => {
      throw error;
    },
  });
  const server = await startGrpcServer({ port: 0, services: [rpc] });
  const client = createClient(HazardServiceClient, `127.0.0.1:${server.port}`);
  stops.push(() => {
    client.close();
    return server.stop();
  });
  const as = async (who: Identity): Promise<{ readonly token: string }> => ({ token: await issue(who) });
  return {
    ...{ clock, tallies, take: takeReported({ units: { find }, register: ledger.register }), ...ledger },
    register: async (who: Identity, change: Partial<ReportedHazard> = {}, orgUnit = school.orgUnit) =>
      call(client.registerHazard.bind(client), { orgUnit, hazard: { ...stair, ...change } }, await as(who)),
    list: async (who: Identity, filter: Partial<ListHazardsRequest> = {}) =>
      (await call(client.listHazards.bind(client), { ...nothingAsked, ...filter }, await as(who))).hazards,
    get: async (who: Identity, number: string) =>
      (await call(client.getHazard.bind(client), { number }, await as(who))).hazard,
    act: async (who: Identity, change: Partial<ActOnHazardRequest>) => {
      const seen = await call(client.getHazard.bind(client), { number: change.number ?? '' }, await as(admin));
      const request = { verb: HazardVerb.RECTIFY, number: '', note: '已清理', links: [], on: '', ...change };
      const ifMatch = change.ifMatch ?? seen.hazard?.handlingVersion ?? 0;
      return (await call(client.actOnHazard.bind(client), { ...request, ifMatch }, await as(who))).hazard;
    },
    summarise: async (who: Identity) =>
      call(client.summariseHazards.bind(client), { orgUnit: '', from: '2026-11-01', to: '2026-11-30' }, await as(who)),
    exported: async (who: Identity) => {
      const hazards: Hazard[] = [];
      for await (const message of openStream(client.exportHazards.bind(client), {}, await as(who)))
        hazards.push(...(message as { hazards: Hazard[] }).hazards);
      return hazards;
    },
  };
}

async function refusalOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'no refusal';
  } catch (error) {
    const { code, details } = error as ServiceError;
    return `${code} ${details}`;
  }
}

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const first = '330702001-01-2026-0001';

describe('a hazard', () => {
  test('is registered by its school, put right by it, struck off by the staff, reopened by the staff', async () => {
    const { register, act, get } = await served();
    const { hazard, status } = await register(officer);
    expect([hazard?.number, hazard?.dueOn, status]).toEqual([first, '2026-12-04', 'created']);
    await act(officer, { number: first });
    await act(staff, { number: first, verb: HazardVerb.STRIKE_OFF });
    await act(staff, { number: first, verb: HazardVerb.REOPEN, note: '又堆上了' });
    const found = await get(officer, first);
    expect(found).toMatchObject({ state: HazardState.OPEN, reopened: 1, handlingVersion: 4 });
    expect(found?.timeline.map(({ kind }) => kind)).toEqual(['found', 'rectified', 'struck-off', 'reopened']);
  });

  test('is never struck off, returned or reopened by its school, nor by a leader', async () => {
    const { register, act } = await served();
    await register(staff);
    await act(officer, { number: first });
    for (const who of [officer, leader]) {
      for (const verb of [HazardVerb.STRIKE_OFF, HazardVerb.RETURN, HazardVerb.REOPEN])
        expect(await refusalOf(act(who, { number: first, verb }))).toBe('7 not your role');
    }
  });

  test('is not struck off before it is put right', async () => {
    const { register, act } = await served();
    await register(officer);
    expect(await refusalOf(act(staff, { number: first, verb: HazardVerb.STRIKE_OFF }))).toMatch(
      /^9 隐患当前状态为 open/,
    );
  });

  test('that moved on is not acted on', async () => {
    const { register, act } = await served();
    await register(officer);
    await act(officer, { number: first });
    expect(await refusalOf(act(staff, { number: first, verb: HazardVerb.RETURN, ifMatch: 1 }))).toMatch(/^10 /);
  });

  test('under a known ref is a repeat or a correction; without one it is one more', async () => {
    const { register, clock } = await served();
    await register(officer);
    clock.at += 1_000;
    expect((await register(officer)).status).toBe('unchanged');
    expect(await register(officer, { place: '三楼' })).toMatchObject({ status: 'updated', hazard: { number: first } });
    const numbers = [await register(officer, { ref: '' }), await register(officer, { ref: '' })];
    expect(numbers.map(({ hazard }) => hazard?.number.slice(-4))).toEqual(['0002', '0003']);
  });

  test.each<[string, Partial<ReportedHazard>, string]>([
    ['found tomorrow', { foundOn: '2026-11-25' }, '3 date-in-future /foundOn'],
    ['due before it was found', { dueOn: '2026-11-19' }, '3 date-before-found /dueOn'],
    [
      'a major one put right without a link',
      { severity: HazardSeverity.MAJOR, rectifiedOn: '2026-11-21', evidence: '已清理' },
      '3 evidence-missing /rectified',
    ],
    [
      'wrong in several places',
      { dueOn: '2026-11-19', severity: HazardSeverity.MAJOR, rectifiedOn: '2026-11-25', evidence: '已清理' },
      '3 date-before-found /dueOn; date-in-future /rectified/on; evidence-missing /rectified',
    ],
    ['of no class', { class: HazardClass.UNSPECIFIED }, '3 invalid-field'],
  ])('%s is refused', async (_, change, refusal) => {
    expect(await refusalOf((await served()).register(officer, change))).toBe(refusal);
  });
});

describe('what lies outside', () => {
  test('is not there: not in the list, not by its number, not to act on, not to register at', async () => {
    const { register, list, get, act } = await served();
    await register(admin, {}, beside.orgUnit);
    const other = '330703001-2026-0001';
    for (const who of [officer, staff]) {
      expect(await list(who)).toEqual([]);
      expect(await list(who, { orgUnit: '330703' })).toEqual([]);
      expect(await refusalOf(get(who, other))).toBe('5 no such hazard');
      expect(await refusalOf(act(who, { number: other }))).toBe('5 no such hazard');
      expect(await refusalOf(register(who, {}, beside.orgUnit))).toBe('3 unknown-org-unit /orgUnit');
    }
    expect(await list(neighbour)).toHaveLength(1);
    expect(await list(leader)).toHaveLength(1);
  });

  test('is exported to nobody but the administrator', async () => {
    const { register, exported } = await served();
    await register(officer);
    expect(await exported(admin)).toMatchObject([{ number: first, timeline: [{ kind: 'found' }] }]);
    expect(await refusalOf(exported(staff))).toBe('7 not your role');
  });

  test('has no hazards of its own above the schools', async () => {
    expect(await refusalOf((await served()).register(staff, {}, '330702'))).toBe('3 org-unit-not-reporting /orgUnit');
  });
});

describe('hazards of a submission', () => {
  const message = (revision: number, ...hazards: ReportedHazard[]): SubmissionAccepted => ({
    ...SubmissionAccepted.decode(new Uint8Array()),
    ...{ id: `${school.orgUnit}|campus-safety|2026-11`, orgUnit: school.orgUnit, revision, hazards },
    ...{ receivedAt: tuesday + revision, acceptedBy: 'key-1' },
  });

  test('are registered once, however often the submission comes, and corrected by its later revisions alone', async () => {
    const { take, list, tallies } = await served();
    await take([message(1, stair)]);
    await take([message(1, stair), message(2, { ...stair, place: '三楼' })]);
    await take([message(1, stair)]);
    expect(await list(officer)).toMatchObject([{ number: first, place: '三楼', version: 2 }]);
    expect(tallies.map(({ period, version }) => `${period}#${version}`)).toEqual([
      ...['2026#1', '2026-11#1'],
      ...['2026#2', '2026-11#2'],
    ]);
  });

  test('of a school that is not in the tree are put aside', async () => {
    const { take } = await served();
    await expect(take([{ ...message(1, stair), orgUnit: 'gone' }])).rejects.toThrow('unknown org unit gone');
  });
});

test('what is past its due day is marked and counted anew', async () => {
  const { register, markOverdue, tallies, list, clock } = await served();
  await register(officer);
  clock.at = Date.parse('2026-12-05T00:00:00+08:00');
  expect([await markOverdue(clock.at), await markOverdue(clock.at)]).toEqual([1, 0]);
  expect(tallies.at(-1)).toMatchObject({ period: '2026-11', version: 2, overdue: 1 } satisfies Partial<HazardTally>);
  expect(await list(staff, { overdue: true })).toHaveLength(1);
});

test('a summary counts what its asker may see', async () => {
  const { register, act, summarise } = await served();
  await register(officer);
  await register(officer, { ref: 'XF-2', class: HazardClass.FOOD, severity: HazardSeverity.MAJOR });
  await register(admin, {}, beside.orgUnit);
  await act(officer, { number: first });
  expect(await summarise(staff)).toMatchObject({
    ...{ all: { found: 2, rectified: 1, struckOff: 0 }, major: { found: 1, rectified: 0 }, majorOpen: 1 },
    ...{ onLedger: 2, visits: 6, rounds: 2, fullRounds: 1 },
    classes: [{ class: HazardClass.FIRE }, { class: HazardClass.FOOD, counts: { found: 1 } }],
  });
});
