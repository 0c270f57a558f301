import { beforeEach, describe, expect, test } from '@jest/globals';
import type { KeptAnswer, KeptRequest, RequestStore } from '../idempotency/flow/once.ts';

const request = (more: Partial<KeptRequest> = {}): KeptRequest => ({
  scope: 'school|key|abc',
  bodyHash: 'hash',
  at: 1_000,
  owner: 'owner-1',
  ...more,
});

const answer: KeptAnswer = {
  status: 201,
  contentType: 'application/json',
  body: '{"学校":"一"}'.repeat(1_000),
  location: '/x',
};

function claimingContract(make: () => Promise<RequestStore>): void {
  describe('a request store', () => {
    let store: RequestStore;

    beforeEach(async () => {
      store = await make();
    });

    test('the first claim is new, every other meets it', async () => {
      expect(await store.claim(request())).toBeUndefined();
      expect(await store.claim(request({ owner: 'owner-2', at: 2_000 }))).toEqual(request());
    });

    test('of several claims at once, one is new', async () => {
      const claims = await Promise.all(['a', 'b', 'c'].map((owner) => store.claim(request({ owner }))));
      expect(claims.filter((kept) => kept === undefined)).toHaveLength(1);
    });

    test('an answer is kept as it was given', async () => {
      await store.claim(request());
      await store.finish(request(), answer);
      expect(await store.claim(request({ owner: 'owner-2' }))).toEqual({ ...request(), answer });
    });
  });
}

function leavingContract(make: () => Promise<RequestStore>): void {
  describe('a request store', () => {
    let store: RequestStore;

    beforeEach(async () => {
      store = await make();
    });

    test('one that was left may be taken over, once', async () => {
      await store.claim(request());
      await store.leave(request());
      const left = await store.claim(request({ owner: 'owner-2', at: 5_000 }));
      if (left === undefined) throw new Error('it was not kept');
      expect(left.at).toBe(0);
      const takers = ['x', 'y'].map((owner) => store.takeOver(left, request({ owner, at: 5_000 })));
      expect((await Promise.all(takers)).filter(Boolean)).toHaveLength(1);
    });

    test('who has lost a request to another can neither finish nor leave it', async () => {
      await store.claim(request());
      await store.takeOver(request(), request({ owner: 'owner-2', at: 5_000 }));
      await store.finish(request(), answer);
      await store.leave(request());
      expect(await store.claim(request({ owner: 'owner-3' }))).toEqual(request({ owner: 'owner-2', at: 5_000 }));
    });

    test('one that is finished is not taken over', async () => {
      await store.claim(request());
      await store.finish(request(), answer);
      expect(await store.takeOver(request(), request({ owner: 'owner-2' }))).toBe(false);
    });
  });
}

/** What every store of requests keeps to. `make` gives an empty one. */
export function requestStoreContract(make: () => Promise<RequestStore>): void {
  claimingContract(make);
  leavingContract(make);
}
