import { describe, expect, test } from '@jest/globals';
import type { Identity } from '@xiaomai/identity';
import { makeKey, parseKey, revokeKey, rotateKey, type SchoolKey } from '../domain/school-key.ts';
import { createKeyMac } from '../out/key-mac.ts';
import { authenticateKey } from './authenticate-key.ts';

const mac = createKeyMac('pepper of the tests', () => 1_000);
const act = { by: '管理员', at: 0 };
const wanted = { keyId: 'k1', orgUnit: 'school-1', datasets: ['safety'], label: '', signatureRequired: false };
const key = makeKey({ ...wanted, mac: mac.macOf('a-long-secret') }, act);

type SetUp = {
  authenticate: (text: string) => Promise<Identity | undefined>;
  state: { now: number; keys: SchoolKey[]; path: string | undefined; reads: number; uses: string[] };
};

function setUp(): SetUp {
  const path: string | undefined = 'cn/33/school-1/';
  const state: SetUp['state'] = { now: 0, keys: [key], path, reads: 0, uses: [] };
  const authenticate = authenticateKey({
    find: (keyId) => {
      state.reads += 1;
      return Promise.resolve(state.keys.find((one) => one.keyId === keyId));
    },
    matching: mac.matching,
    pathOf: () => state.path,
    used: (keyId) => state.uses.push(keyId),
    clock: () => state.now,
  });
  return { authenticate: async (text) => (await authenticate(text))?.identity, state };
}

describe('a school key', () => {
  test('is its school, with its subtree and datasets', async () => {
    const { authenticate } = setUp();
    expect(await authenticate('sk_k1_a-long-secret')).toEqual({
      subject: 'k1',
      role: 'school',
      orgUnit: 'school-1',
      path: 'cn/33/school-1/',
      datasets: ['safety'],
    });
  });

  test.each(['sk_k1_another-secret', 'sk_k2_a-long-secret', 'sk_k1_', 'sk_k1', 'k1_a-long-secret', ''])(
    '%p is nobody',
    async (text) => {
      expect(await setUp().authenticate(text)).toBeUndefined();
    },
  );

  test('found right is not looked up again for two and a half seconds; then a revoked one is nobody', async () => {
    const { authenticate, state } = setUp();
    await authenticate('sk_k1_a-long-secret');
    state.keys = [revokeKey(key, '泄露', act)];
    state.now = 2_499;
    expect(await authenticate('sk_k1_a-long-secret')).toBeDefined();
    expect([state.reads, state.uses]).toEqual([1, ['k1', 'k1']]);
    state.now = 2_500;
    expect(await authenticate('sk_k1_a-long-secret')).toBeUndefined();
    expect(state.uses).toHaveLength(2);
  });

  test('that was rotated is the school by its new secret, and by the old one until that ends', async () => {
    const rotated = (oldUntil: number): SchoolKey => rotateKey(key, { mac: mac.macOf('a-new-secret'), oldUntil }, act);
    const holders = async (next: SchoolKey): Promise<boolean[]> => {
      const { authenticate, state } = setUp();
      state.keys = [next];
      const found = await Promise.all(['a-new-secret', 'a-long-secret'].map((one) => authenticate(`sk_k1_${one}`)));
      return found.map((identity) => identity !== undefined);
    };
    expect(await holders(rotated(1_001))).toEqual([true, true]);
    expect(await holders(rotated(1_000))).toEqual([true, false]);
    expect(await holders(rotated(0))).toEqual([true, false]);
  });

  test('has two secrets at most: a second rotation ends the one that was on its way out', () => {
    const twice = ['b', 'c'].reduce((one, next) => rotateKey(one, { mac: next, oldUntil: 9_000 }, act), key);
    expect(twice.secrets.map(({ mac: kept }) => kept)).toEqual(['c', 'b']);
    expect(twice.history.map(({ kind }) => kind)).toEqual(['created', 'rotated', 'rotated']);
  });

  test('of a unit the tree does not have yet sees nothing, and its subtree as soon as it has', async () => {
    const { authenticate, state } = setUp();
    state.path = undefined;
    expect((await authenticate('sk_k1_a-long-secret'))?.path).toBe('?/');
    state.path = 'cn/school-1/';
    expect((await authenticate('sk_k1_a-long-secret'))?.path).toBe('cn/school-1/');
  });

  test('a secret may contain underscores, a key id may not', () => {
    expect(parseKey('sk_k1_a_b_c')).toEqual({ keyId: 'k1', secret: 'a_b_c' });
  });
});
