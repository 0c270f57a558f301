import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Entry } from '../log/domain/entry.ts';
import type { Epoch } from '../log/domain/epoch.ts';
import type { EpochStore, RevisionStore } from '../log/flow/stores.ts';

const entry = (seq: number, more: Partial<Entry> = {}): Entry => ({
  id: `school-${String(seq)}|safety|2026-11`,
  revision: 1,
  epoch: 'epoch-1',
  seq,
  at: 1_000 + seq,
  mark: '',
  payload: Buffer.from([0, 255, seq]),
  ...more,
});

function insertingContract(make: () => Promise<RevisionStore>): void {
  describe('a revision store', () => {
    let store: RevisionStore;

    beforeEach(async () => {
      store = await make();
    });

    test('gives back what was inserted, every byte of it', async () => {
      const marked = entry(1, { mark: 'school|key|abc#0' });
      expect(await store.insert([marked, entry(2)])).toEqual(new Set());
      expect(await store.history(marked.id)).toEqual([marked]);
      expect(await store.history(entry(2).id)).toEqual([entry(2)]);
    });

    test('tells which revisions exist, keeps them as they were and inserts the others', async () => {
      await store.insert([entry(1)]);
      const other = entry(1, { seq: 9, payload: Buffer.from('other') });
      expect(await store.insert([entry(5), other, entry(6)])).toEqual(new Set([1]));
      expect(await store.history(entry(1).id)).toEqual([entry(1)]);
      expect(await store.history(entry(6).id)).toEqual([entry(6)]);
    });

    test('of two inserts of one revision at once, one is told that it exists', async () => {
      const outcomes = await Promise.all(
        [1, 2, 3, 4].map((seq) => store.insert([entry(seq, { id: 'same|safety|2026-11' })])),
      );
      expect(outcomes.filter((duplicates) => duplicates.size === 0)).toHaveLength(1);
    });
  });
}

function readingContract(make: () => Promise<RevisionStore>): void {
  describe('a revision store', () => {
    let store: RevisionStore;

    beforeEach(async () => {
      store = await make();
    });

    test('reads ranges of revisions of several submissions at once', async () => {
      const ids = ['a|safety|2026-11', 'b|safety|2026-11'] as const;
      const all = ids.flatMap((id, n) => [1, 2, 3, 10].map((revision) => entry(n * 10 + revision, { id, revision })));
      await store.insert(all);
      const read = await store.read([
        { id: ids[0], from: 2, to: 5 },
        { id: ids[1], from: 9, to: 12 },
        { id: 'c|safety|2026-11', from: 1, to: 4 },
      ]);
      expect(read.map(({ id, revision }) => `${id.slice(0, 1)}${String(revision)}`).sort()).toEqual([
        'a2',
        'a3',
        'b10',
      ]);
    });

    test('reads many submissions at once', async () => {
      const many = Array.from({ length: 700 }, (_, n) => entry(n + 1));
      await store.insert(many);
      expect(await store.read(many.map(({ id }) => ({ id, from: 1, to: 4 })))).toHaveLength(700);
    });

    test('gives the history of one submission, oldest first, and of no other', async () => {
      const id = 'a|safety|2026-11';
      await store.insert([3, 1, 2].map((revision) => entry(revision, { id, revision })));
      await store.insert([entry(4, { id: 'a|safety|2026-11-01' }), entry(5, { id: 'aa|safety|2026-11' })]);
      expect((await store.history(id)).map(({ revision }) => revision)).toEqual([1, 2, 3]);
    });

    test('reads an epoch by its sequence numbers, in order, after one and up to another', async () => {
      await store.insert([entry(7), entry(3), entry(12), entry(1), entry(4, { epoch: 'epoch-2' })]);
      const seqs = async (after: number, upTo: number, limit = 500): Promise<readonly number[]> =>
        (await store.ofEpoch('epoch-1', { after, upTo, limit })).map(({ seq }) => seq);
      expect(await seqs(1, 7)).toEqual([3, 7]);
      expect(await seqs(0, Number.MAX_SAFE_INTEGER)).toEqual([1, 3, 7, 12]);
      expect(await seqs(0, Number.MAX_SAFE_INTEGER, 2)).toEqual([1, 3]);
    });
  });
}

/** What every revision store keeps to. `make` gives an empty one. */
export function revisionStoreContract(make: () => Promise<RevisionStore>): void {
  insertingContract(make);
  readingContract(make);
}

const epoch = (id: string, more: Partial<Epoch> = {}): Epoch => ({
  id,
  holder: 'instance-1',
  beat: 1,
  state: 'open',
  startedAt: 1_000,
  published: 0,
  ...more,
});

/** What every epoch store keeps to. `make` gives an empty one. */
export function epochStoreContract(make: () => Promise<EpochStore>): void {
  describe('an epoch store', () => {
    let store: EpochStore;

    beforeEach(async () => {
      store = await make();
      await store.begin(epoch('a'));
      await store.begin(epoch('b', { startedAt: 500, holder: 'instance-2' }));
    });

    test('its holder keeps it, nobody else', async () => {
      const next = epoch('a', { beat: 2, published: 17 });
      expect(await store.keep(next, 'instance-2')).toBe(false);
      expect(await store.keep(next, 'instance-1')).toBe(true);
      expect(await store.find(['a', 'nothing'])).toEqual([next]);
    });

    test('it is claimed as it was seen, once', async () => {
      const claims = await Promise.all(['x', 'y', 'z'].map((holder) => store.claim(epoch('a'), holder)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect((await store.find(['a']))[0]).toMatchObject({ state: 'adopting', beat: 2 });
      expect(await store.keep(epoch('a', { beat: 5 }), 'instance-1')).toBe(false);
    });

    test('a claim fails once its holder has given a sign of life', async () => {
      await store.keep(epoch('a', { beat: 2 }), 'instance-1');
      expect(await store.claim(epoch('a'), 'instance-2')).toBe(false);
    });

    test('a holder may let go; then anybody may claim', async () => {
      const left = epoch('a', { holder: '', state: 'adopting', beat: 2 });
      expect(await store.keep(left, 'instance-1')).toBe(true);
      expect(await store.claim(left, 'instance-2')).toBe(true);
    });

    test('closed ones are not looked at any more; all stand in the order of their beginnings', async () => {
      await store.keep(epoch('a', { state: 'closed' }), 'instance-1');
      expect((await store.unclosed()).map(({ id }) => id)).toEqual(['b']);
      expect((await store.all()).map(({ id }) => id)).toEqual(['b', 'a']);
    });
  });
}
