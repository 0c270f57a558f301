import type { ServiceError } from '@grpc/grpc-js';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  AlertServiceClient,
  Handling,
  Verb,
  type ActOnAlertRequest,
  type Alert,
  type ListAlertsRequest,
} from '@xiaomai/contracts/alert';
import { call, createClient, openStream, startGrpcServer } from '@xiaomai/grpc';
import { createIssuer, createVerifier, type Identity } from '@xiaomai/identity';
import { aReading, hour, met, policy, school, tuesday } from '../domain/examples.ts';
import type { Reading } from '../domain/reading.ts';
import { actOnAlert } from '../flow/act-on-alert.ts';
import { memoryAlerts } from '../flow/memory-alerts.ts';
import { queryAlerts } from '../flow/query-alerts.ts';
import { watchVerdicts } from '../flow/watch-verdicts.ts';
import { alertToWire } from '../out/alert-message.ts';
import { alertsRpc } from './alerts.rpc.ts';

const secret = 'a secret of the test, long enough for HS256';
const issue = createIssuer(secret);
const stops: (() => Promise<void>)[] = [];
const theAlert = '330702001-01:guard-rate:1';
const closedSchool = '330702001-09';
const itsAlert = `${closedSchool}:guard-rate:1`;

const person = (role: Identity['role'], orgUnit: string, path: string): Identity => ({
  subject: `演示 ${role} ${orgUnit}`,
  role,
  orgUnit,
  path,
  datasets: [],
});
const staff = person('staff', '330702', 'cn/33/3307/330702/');
const colleague = { ...staff, subject: '演示同事' };
const neighbour = person('staff', '330703', 'cn/33/3307/330703/');
const leader = person('leader', '3307', 'cn/33/3307/');
const admin = person('admin', 'cn', 'cn/');
const officer = person('school', school.orgUnit, school.path);

type Filter = Partial<ListAlertsRequest>;
const nothingAsked: ListAlertsRequest = {
  orgUnit: '',
  conditions: [],
  handlings: [],
  severities: [],
  indicator: '',
  assignee: '',
  overdue: false,
  limit: 0,
  cursor: '',
};
const acknowledging: ActOnAlertRequest = {
  id: theAlert,
  verb: Verb.ACKNOWLEDGE,
  ifMatch: 1,
  note: '',
  assignee: '',
  evidence: undefined,
};

/** The gRPC service over alerts in memory, asked by whoever it is. */
async function served() {
  const clock = { at: tuesday };
  const now = (): number => clock.at;
  const { store, reader } = memoryAlerts(now);
  const announce = (): Promise<void> => Promise.resolve();
  const onFault = (error: unknown): void => {
    throw error;
  };
  const isClosed = (orgUnit: string): Promise<boolean> => Promise.resolve(orgUnit === closedSchool);
  const needs = { policy, alerts: store, reader, isClosed, announce, onFault, now };
  const rpc = alertsRpc({
    query: queryAlerts(reader),
    act: actOnAlert(needs),
    isClosed,
    toWire: alertToWire,
    verify: createVerifier(secret),
    now,
    onFailure: onFault,
  });
  const server = await startGrpcServer({ port: 0, services: [rpc] });
  const client = createClient(AlertServiceClient, `127.0.0.1:${server.port}`);
  stops.push(() => {
    client.close();
    return server.stop();
  });
  const watch = watchVerdicts(needs);
  return {
    ...{ client, clock },
    hear: (change: Partial<Reading> = {}, ...orgUnits: readonly string[]) =>
      watch(
        (orgUnits.length === 0 ? [school.orgUnit] : orgUnits).map((orgUnit) => ({
          subject: { ...school, orgUnit },
          reading: aReading(change),
        })),
      ),
    list: async (who: Identity, filter: Filter = {}) =>
      call(client.listAlerts.bind(client), { ...nothingAsked, ...filter }, { token: await issue(who) }),
    get: async (who: Identity, id: string) =>
      (await call(client.getAlert.bind(client), { id }, { token: await issue(who) })).alert,
    act: async (who: Identity, change: Partial<ActOnAlertRequest> = {}) =>
      (await call(client.actOnAlert.bind(client), { ...acknowledging, ...change }, { token: await issue(who) })).alert,
    summarise: async (who: Identity, to: number) =>
      call(
        client.summariseHandling.bind(client),
        { orgUnit: '', dataset: '', from: tuesday, to },
        { token: await issue(who) },
      ),
    exported: async (who: Identity) => {
      const alerts: Alert[] = [];
      for await (const message of openStream(client.exportAlerts.bind(client), {}, { token: await issue(who) }))
        alerts.push(...(message as { alerts: Alert[] }).alerts);
      return alerts;
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

describe('a person', () => {
  test('sees, acknowledges and reads an alert', async () => {
    const { list, act, get, hear } = await served();
    await hear();
    const { alerts, next } = await list(staff);
    expect([alerts.map(({ id, handlingVersion }) => [id, handlingVersion]), next]).toEqual([[[theAlert, 1]], '']);
    expect(await act(staff)).toMatchObject({ handling: Handling.ACKNOWLEDGED, handlingVersion: 2, version: 2 });
    expect((await get(staff, theAlert))?.timeline.map(({ kind, by }) => [kind, by])).toEqual([
      ['opened', 'system'],
      ['acknowledged', staff.subject],
    ]);
  });

  test('loses against one who was faster', async () => {
    const { act, hear } = await served();
    await hear();
    const answers = await Promise.allSettled([act(staff), act(colleague, { verb: Verb.ASSIGN, assignee: '演示老师' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(act(staff))).toBe('10 handling is at version 2');
  });

  test('is told why a command is not allowed', async () => {
    const { act, hear } = await served();
    await hear();
    expect(await refusalOf(act(staff, { verb: Verb.CLOSE, note: '算了' }))).toBe(
      '9 指标仍未达标，不能销号。The figure still breaches its target.',
    );
    expect(await refusalOf(act(staff, { verb: Verb.START }))).toBe(
      '9 当前处置状态为 new，不允许此操作。Not allowed while new.',
    );
    await hear({ ...met, version: 2 });
    expect(await refusalOf(act(staff, { verb: Verb.CLOSE }))).toBe('3 缺少复盘说明。The review note is missing.');
    expect(await refusalOf(act(staff, { verb: Verb.COMMENT, note: 'x'.repeat(2_001) }))).toBe('3 note-too-long');
  });

  test('closes what fires for a school that is no more, with a reason', async () => {
    const { act, get, list, hear } = await served();
    await hear({}, closedSchool, '330702001-01');
    expect((await get(staff, itsAlert))?.unitClosed).toBe(true);
    expect((await get(staff, theAlert))?.unitClosed).toBe(false);
    const closing = { id: itsAlert, verb: Verb.CLOSE };
    expect(await refusalOf(act(staff, closing))).toBe('3 缺少复盘说明。The review note is missing.');
    const closed = await act(staff, { ...closing, note: '学校已并入邻校，由其补齐' });
    expect(closed).toMatchObject({ handling: Handling.CLOSED, endedBecause: 'unit-closed', unitClosed: false });
    const { alerts } = await list(staff, { handlings: [Handling.NEW] });
    expect(alerts.map(({ id }) => id)).toEqual([theAlert]);
  });

  test('of the school rectifies and does not judge; a leader looks and speaks', async () => {
    const { act, hear } = await served();
    await hear();
    expect(await refusalOf(act(officer))).toBe('7 not your role');
    expect(await refusalOf(act(leader))).toBe('7 not your role');
    expect((await act(leader, { verb: Verb.COMMENT, note: '请抓紧' }))?.timeline.at(-1)).toMatchObject({
      kind: 'commented',
      by: leader.subject,
    });
    await act(staff);
    expect((await act(officer, { verb: Verb.START, ifMatch: 2 }))?.handling).toBe(Handling.RECTIFYING);
    const evidence = { note: '已补员', links: ['https://example.cn/photo'] };
    expect((await act(officer, { verb: Verb.SUBMIT, ifMatch: 3, evidence }))?.timeline.at(-1)).toMatchObject({
      kind: 'submitted',
      ...evidence,
    });
  });

  test('of another district finds nothing, exactly as if it were not there', async () => {
    const { list, get, act, summarise, hear } = await served();
    await hear();
    for (const id of [theAlert, '330702001-99:guard-rate:1', '330702001-01:guard-rate:2', 'nonsense']) {
      expect(await refusalOf(get(neighbour, id))).toBe('5 no such alert');
      expect(await refusalOf(act(neighbour, { id }))).toBe('5 no such alert');
    }
    expect((await list(neighbour)).alerts).toEqual([]);
    expect((await list(neighbour, { orgUnit: '330702' })).alerts).toEqual([]);
    expect((await list(staff, { orgUnit: school.orgUnit })).alerts).toHaveLength(1);
    expect(await summarise(neighbour, tuesday + hour)).toMatchObject({ opened: 0, open: [] });
  });

  test('without an identity is nobody', async () => {
    const { client } = await served();
    expect(await refusalOf(call(client.getAlert.bind(client), { id: '' }, { token: 'forged' }))).toMatch(/^16 /);
  });

  test('pages through a list', async () => {
    const { list, hear } = await served();
    await hear({}, '330702001-01', '330702001-02', '330702001-03');
    const first = await list(staff, { limit: 2 });
    const second = await list(staff, { limit: 2, cursor: first.next });
    expect([...first.alerts, ...second.alerts].map(({ orgUnit }) => orgUnit)).toEqual([
      '330702001-03',
      '330702001-02',
      '330702001-01',
    ]);
    expect(second.next).toBe('');
    expect(await refusalOf(list(staff, { cursor: 'x' }))).toBe('3 invalid-parameter ?cursor');
  });

  test('asks how alerts were handled', async () => {
    const { summarise, act, hear, clock } = await served();
    await hear({}, '330702001-01', '330702001-02');
    await act(staff);
    clock.at += hour;
    expect(await summarise(staff, clock.at)).toMatchObject({
      opened: 2,
      resolved: 0,
      closed: 0,
      stillFiring: 2,
      unacknowledged: 1,
      overdue: 0,
      open: [{}, {}],
    });
  });

  test('takes everything out as administrator only', async () => {
    const { exported, hear } = await served();
    await hear();
    expect((await exported(admin)).map(({ id, timeline }) => [id, timeline.length])).toEqual([[theAlert, 1]]);
    expect(await refusalOf(exported(staff))).toBe('7 not your role');
  });
});
