import { afterEach, describe, expect, test } from '@jest/globals';
import { PeriodServiceClient, type DecidedPeriod } from '@xiaomai/contracts/period';
import { call, createClient, startGrpcServer } from '@xiaomai/grpc';
import { createIssuer, type Identity } from '@xiaomai/identity';
import { identitySecret } from '../../testing/memory-ports.ts';
import { one, start, storedIds, told, type Told } from '../../testing/use-service.ts';
import type { WiredService } from '../../testing/wired-service.ts';

const issue = createIssuer(identitySecret);
const staff: Identity = {
  ...{ subject: '王老师', role: 'staff', orgUnit: '330702', path: 'cn/33/3307/330702/', datasets: [] },
};
const admin: Identity = { subject: '管理员', role: 'admin', orgUnit: 'cn', path: 'cn/', datasets: [] };
const beside: Identity = { ...staff, orgUnit: '330703', path: 'cn/33/3307/330703/' };
const period = { dataset: 'safety', period: '2026-11', orgUnit: '330702', reason: '已汇总上报' };

const stops: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

type Desk = {
  readonly service: WiredService;
  readonly close: (by: Identity, more?: Partial<typeof period>) => Promise<DecidedPeriod | undefined>;
  readonly reopen: (by: Identity, more?: Partial<typeof period>) => Promise<DecidedPeriod | undefined>;
  readonly list: (by: Identity, orgUnit?: string) => Promise<readonly DecidedPeriod[]>;
};

async function desk(): Promise<Desk> {
  const service = await start();
  const server = await startGrpcServer({ port: 0, services: [service.intake.periodsRpc] });
  const client = createClient(PeriodServiceClient, `127.0.0.1:${String(server.port)}`);
  stops.push(
    () => {
      client.close();
    },
    () => server.stop(),
  );
  const as = async (who: Identity): Promise<{ readonly token: string }> => ({ token: await issue(who) });
  return {
    service,
    close: async (by, more) =>
      (await call(client.closePeriod.bind(client), { ...period, ...more }, await as(by))).period,
    reopen: async (by, more) =>
      (await call(client.reopenPeriod.bind(client), { ...period, ...more }, await as(by))).period,
    list: async (by, orgUnit = '') => {
      const request = { dataset: 'safety', orgUnit, limit: 0, cursor: '' };
      return (await call(client.listPeriods.bind(client), request, await as(by))).periods;
    },
  };
}

async function push({ service }: Desk, query = '', body: unknown = one): Promise<readonly [number, Told]> {
  const response = await service.push(body, { query });
  return [response.status, await told(response)];
}

const ofOne = '/school-1%7Csafety%7C2026-11?reason=wrong';
const forbidden = { code: 7 };
const notFound = { code: 5 };
const conflict = { code: 9 };

describe('a closed period', () => {
  test.each(['', '?dryRun=true', '?atomic=true'])(
    'takes nothing%s, and says since when, by whom and why',
    async (query) => {
      const office = await desk();
      await office.close(staff);
      const [status, { errors }] = await push(office, query);
      expect([status, errors]).toEqual([
        422,
        [
          {
            code: 'period-closed',
            pointer: '/period',
            value: '2026-11',
            detail: expect.stringMatching(
              /^The period was closed at \d{4}-\d\d-\d\d \d\d:\d\d \(Asia\/Shanghai\) by 王老师\. Reason: 已汇总上报$/,
            ),
          },
        ],
      ]);
      expect(storedIds(office.service)).toEqual([]);
    },
  );

  test('keeps what was accepted before: it is still there, and nothing of it can be taken back', async () => {
    const office = await desk();
    expect((await push(office))[0]).toBe(201);
    await office.close(staff);
    expect(storedIds(office.service)).toEqual(['school-1|safety|2026-11#1']);
    const taken = await office.service.withdraw(ofOne, { 'if-match': '"1"' });
    expect([taken.status, (await told(taken)).errors?.map(({ code }) => code)]).toEqual([422, ['period-closed']]);
  });

  test('takes submissions again once it is reopened, and its history stays', async () => {
    const office = await desk();
    await office.close(staff);
    const again = await office.reopen(staff, { reason: '两所学校补报' });
    expect(again).toMatchObject({ closed: false });
    expect(again?.history.map(({ kind, by, reason }) => [kind, by, reason])).toEqual([
      ['closed', '王老师', '已汇总上报'],
      ['reopened', '王老师', '两所学校补报'],
    ]);
    expect((await push(office))[0]).toBe(201);
  });

  test('is closed for what lies below alone, and for its own dataset and month', async () => {
    const office = await desk();
    await office.close(admin, { orgUnit: 'school-2' });
    await office.close(admin, { period: '2026-10' });
    expect((await push(office))[0]).toBe(201);
    expect((await push(office, '', { ...one, orgUnit: 'school-2' }))[0]).toBe(422);
    expect((await push(office, '', { ...one, period: '2026-10' }))[0]).toBe(422);
  });
});

describe('who decides', () => {
  test('staff and administrators do, within their subtree', async () => {
    const office = await desk();
    for (const role of ['school', 'leader'] as const)
      await expect(office.close({ ...staff, role })).rejects.toMatchObject(forbidden);
    await expect(office.close(beside)).rejects.toMatchObject(notFound);
    await expect(office.close(staff, { dataset: 'none' })).rejects.toMatchObject(notFound);
    await expect(office.close(staff, { period: '2026' })).rejects.toMatchObject(notFound);
  });

  test('nothing is closed twice, nor opened while it is open', async () => {
    const office = await desk();
    await expect(office.reopen(staff)).rejects.toMatchObject(conflict);
    await office.close(staff);
    await expect(office.close(staff)).rejects.toMatchObject(conflict);
  });

  test('what was closed above is opened above; there, one district may be let through', async () => {
    const office = await desk();
    await office.close(admin, { orgUnit: 'cn' });
    await expect(office.reopen(staff)).rejects.toMatchObject(conflict);
    await office.reopen(admin);
    expect((await push(office))[0]).toBe(201);
    await expect(push(office, '', { ...one, orgUnit: 'school-beside' })).resolves.toMatchObject([422, {}]);
  });

  test('everybody sees the decisions that concern them, and no others', async () => {
    const office = await desk();
    await office.close(admin, { orgUnit: 'cn' });
    await office.reopen(admin, { orgUnit: 'school-beside' });
    const seen = async (by: Identity, orgUnit?: string): Promise<readonly string[]> =>
      (await office.list(by, orgUnit)).map((one) => `${one.orgUnit} ${one.closed ? 'closed' : 'open'}`);
    expect(await seen(staff)).toEqual(['cn closed']);
    expect(await seen(admin)).toEqual(['school-beside open', 'cn closed']);
    await expect(seen(staff, 'school-beside')).rejects.toMatchObject(notFound);
  });
});

test('another instance hears of it within its next look', async () => {
  const office = await desk();
  const other = await start(() => ({ periods: office.service.ports.periods }));
  await office.close(staff);
  await other.intake.followPeriods();
  expect((await other.push(one)).status).toBe(422);
});
