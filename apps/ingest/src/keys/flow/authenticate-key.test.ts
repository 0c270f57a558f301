import { describe, expect, test } from '@jest/globals';
import type { SchoolKey } from '../domain/school-key.ts';
import { parseKey } from '../domain/school-key.ts';
import { createKeyMac } from '../out/key-mac.ts';
import { authenticateKey, type AuthenticateKey } from './authenticate-key.ts';

const mac = createKeyMac('pepper of the tests');
const key: SchoolKey = { keyId: 'k1', mac: mac.of('a-long-secret'), orgUnit: 'school-1', datasets: ['safety'] };

type SetUp = {
  authenticate: AuthenticateKey;
  state: { now: number; keys: SchoolKey[]; path: string | undefined; reads: number };
};

function setUp(): SetUp {
  const state = { now: 0, keys: [key], path: 'cn/33/school-1/' as string | undefined, reads: 0 };
  const authenticate = authenticateKey({
    find: (keyId) => {
      state.reads += 1;
      return Promise.resolve(state.keys.find((one) => one.keyId === keyId));
    },
    matches: mac.matches,
    pathOf: () => state.path,
    clock: () => state.now,
  });
  return { authenticate, state };
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

  test('found right is not looked up again for five seconds; then a revoked one is nobody', async () => {
    const { authenticate, state } = setUp();
    await authenticate('sk_k1_a-long-secret');
    state.keys = [];
    state.now = 4_999;
    expect(await authenticate('sk_k1_a-long-secret')).toBeDefined();
    expect(state.reads).toBe(1);
    state.now = 5_000;
    expect(await authenticate('sk_k1_a-long-secret')).toBeUndefined();
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
