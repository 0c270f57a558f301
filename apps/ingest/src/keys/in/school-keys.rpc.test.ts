import { afterEach, describe, expect, test } from '@jest/globals';
import { SchoolKeyServiceClient } from '@xiaomai/contracts/school-key';
import { call, createClient, startGrpcServer } from '@xiaomai/grpc';
import { createIssuer, type Identity } from '@xiaomai/identity';
import { identitySecret } from '../../testing/memory-ports.ts';
import { one, start } from '../../testing/use-service.ts';
import type { WiredService } from '../../testing/wired-service.ts';

const issue = createIssuer(identitySecret);
const district = { orgUnit: '330702', path: 'cn/33/3307/330702/', datasets: [] };
const staff: Identity = { subject: '王老师', role: 'staff', ...district };
const admin: Identity = { subject: '管理员', role: 'admin', orgUnit: 'cn', path: 'cn/', datasets: [] };
const beside: Identity = { ...staff, orgUnit: '330703', path: 'cn/33/3307/330703/' };

const stops: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

type Desk = {
  readonly service: WiredService;
  readonly client: SchoolKeyServiceClient;
  readonly as: (who: Identity) => Promise<{ readonly token: string }>;
};

async function desk(): Promise<Desk> {
  const service = await start();
  const server = await startGrpcServer({ port: 0, services: [service.intake.keysRpc] });
  const client = createClient(SchoolKeyServiceClient, `127.0.0.1:${String(server.port)}`);
  stops.push(
    () => {
      client.close();
    },
    () => server.stop(),
  );
  return { service, client, as: async (who) => ({ token: await issue(who) }) };
}

const wanted = { orgUnit: 'school-1', datasets: ['safety'], label: '教务系统', signatureRequired: false };
const create = async ({ client, as }: Desk, who = staff, more: Partial<typeof wanted> = {}) =>
  call(client.createSchoolKey.bind(client), { ...wanted, ...more }, await as(who));
const keyOf = async ({ client, as }: Desk, id: string, who = staff) =>
  (await call(client.getSchoolKey.bind(client), { id }, await as(who))).key;
const push = async ({ service }: Desk, secret: string, body: unknown = one): Promise<number> =>
  (await service.push(body, { headers: { authorization: `Bearer ${secret}` } })).status;

const notFound = { code: 5 };
const forbidden = { code: 7 };
const movedOn = { code: 10 };

describe('a key that staff make', () => {
  test('pushes for its unit and datasets at once, and for nothing else', async () => {
    const keys = await desk();
    const { key, secret, signingSecret } = await create(keys);
    expect(key).toMatchObject({ ...wanted, revoked: false, version: 1, history: [{ by: '王老师', kind: 'created' }] });
    expect(Buffer.from(secret.split('_').slice(2).join('_'), 'base64url')).toHaveLength(32);
    expect(Buffer.from(signingSecret, 'base64url')).toHaveLength(32);
    expect(await push(keys, secret)).toBe(201);
    expect(await push(keys, secret, { ...one, orgUnit: 'school-2' })).toBe(422);
    expect(await push(keys, secret, { ...one, dataset: 'canteen' })).toBe(422);
  });

  test('is kept as keyed hash: neither secret stands in what is stored or listed', async () => {
    const keys = await desk();
    const { key, secret, signingSecret } = await create(keys);
    const stored = JSON.stringify(await keys.service.ports.keys.find(key?.id ?? ''));
    const shown = JSON.stringify(await keyOf(keys, key?.id ?? ''));
    for (const text of [stored, shown]) {
      expect(text).not.toContain(secret.split('_').slice(2).join('_')); // it may hold underscores itself
      expect(text).not.toContain(signingSecret);
    }
  });

  test('is refused with every fault when unit or datasets are not there or out of reach', async () => {
    const keys = await desk();
    const { key, faults } = await create(keys, staff, { orgUnit: 'school-beside', datasets: ['safety', 'x'] });
    expect([key, faults]).toEqual([
      undefined,
      [
        { pointer: '/orgUnit', code: 'unknown-org-unit', value: 'school-beside' },
        { pointer: '/datasets/1', code: 'unknown-dataset', value: 'x' },
      ],
    ]);
  });

  test.each<[string, Identity]>([
    ['a school', { ...staff, role: 'school' }],
    ['a leader', { ...staff, role: 'leader' }],
  ])('is nothing for %s', async (_who, who) => {
    const keys = await desk();
    const { key } = await create(keys);
    await expect(create(keys, who)).rejects.toMatchObject(forbidden);
    await expect(keyOf(keys, key?.id ?? '', who)).rejects.toMatchObject(forbidden);
  });

  test('does not exist for staff of another district', async () => {
    const keys = await desk();
    const { key } = await create(keys);
    const id = key?.id ?? '';
    await expect(keyOf(keys, id, beside)).rejects.toMatchObject(notFound);
    const { client, as } = keys;
    await expect(
      call(client.revokeSchoolKey.bind(client), { id, ifVersion: 0, reason: 'x' }, await as(beside)),
    ).rejects.toMatchObject(notFound);
    const list = async (who: Identity, orgUnit = '') =>
      (await call(client.listSchoolKeys.bind(client), { orgUnit, limit: 50, cursor: '' }, await as(who))).keys;
    expect(await list(beside)).toEqual([]);
    expect((await list(admin)).map((one) => one.id).sort()).toEqual(['district', id, 'school'].sort());
    expect((await list(staff, 'school-1')).map((one) => one.id).sort()).toEqual([id, 'school'].sort());
  });
});

describe('a key', () => {
  test('that is rotated works by both secrets until the old one ends', async () => {
    const keys = await desk();
    const { client, as } = keys;
    const { key, secret } = await create(keys);
    const order = { id: key?.id ?? '', ifVersion: 1, graceMs: 60_000 };
    const rotated = await call(client.rotateSchoolKey.bind(client), order, await as(staff));
    expect(rotated.key).toMatchObject({
      version: 2,
      history: [{ kind: 'created' }, { kind: 'rotated', by: '王老师' }],
    });
    expect([await push(keys, rotated.secret), await push(keys, secret)]).toEqual([201, 200]);
    keys.service.ports.clock.advance(60_001);
    await keys.service.intake.log.keep();
    expect([await push(keys, rotated.secret), await push(keys, secret)]).toEqual([200, 401]);
  });

  test('is rotated as it was seen: of two who rotate it at the same time one is told to look again', async () => {
    const keys = await desk();
    const { client, as } = keys;
    const { key } = await create(keys);
    const order = { id: key?.id ?? '', ifVersion: 1, graceMs: 0 };
    const both = await Promise.allSettled(
      [0, 1].map(async () => call(client.rotateSchoolKey.bind(client), order, await as(staff))),
    );
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: movedOn });
  });

  test('that is revoked is dead within 2.5 s here, for good, and says who did it and why', async () => {
    const keys = await desk();
    const { client, as } = keys;
    const { key, secret } = await create(keys);
    await push(keys, secret);
    const order = { id: key?.id ?? '', ifVersion: 0, reason: '密钥外泄' };
    const revoked = await call(client.revokeSchoolKey.bind(client), order, await as(admin));
    expect(revoked.key).toMatchObject({ revoked: true });
    expect(revoked.key?.history[1]).toMatchObject({ by: '管理员', kind: 'revoked', note: '密钥外泄' });
    keys.service.ports.clock.advance(2_500);
    expect(await push(keys, secret)).toBe(401);
    const again = { id: order.id, ifVersion: 2, graceMs: 0 };
    await expect(call(client.rotateSchoolKey.bind(client), again, await as(admin))).rejects.toMatchObject({ code: 9 });
  });

  test('says when it was last used, without a write at each use', async () => {
    const keys = await desk();
    const { key, secret } = await create(keys);
    for (let n = 0; n < 5; n += 1) await push(keys, secret);
    expect((await keyOf(keys, key?.id ?? ''))?.lastUsedAt).toBe(0);
    await keys.service.intake.writeLastUse();
    expect((await keyOf(keys, key?.id ?? ''))?.lastUsedAt).toBe(keys.service.ports.clock.now());
  });
});
