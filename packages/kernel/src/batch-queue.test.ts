import { describe, expect, test } from '@jest/globals';
import { createBatchQueue } from './batch-queue.ts';

type Gate = { readonly open: () => void; readonly passed: Promise<void> };

function gate(): Gate {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

describe('batch queue', () => {
  test('what is pushed in one turn travels in one flush', async () => {
    const sizes: number[] = [];
    const queue = createBatchQueue<number, number>({
      maxItems: 10,
      flush: (items) => {
        sizes.push(items.length);
        return Promise.resolve(items.map((n) => n * 2));
      },
    });
    expect(await Promise.all([queue.push(1), queue.push(2), queue.push(3)])).toEqual([2, 4, 6]);
    expect(sizes).toEqual([3]);
  });

  test('what comes during a flush waits and goes together, at most maxItems', async () => {
    const first = gate();
    const sizes: number[] = [];
    const queue = createBatchQueue<number, number>({
      maxItems: 2,
      flush: async (items) => {
        sizes.push(items.length);
        if (sizes.length === 1) await first.passed;
        return items;
      },
    });
    const one = queue.push(1);
    await Promise.resolve();
    await Promise.resolve();
    const rest = [queue.push(2), queue.push(3), queue.push(4)];
    first.open();
    expect(await Promise.all([one, ...rest])).toEqual([1, 2, 3, 4]);
    expect(sizes).toEqual([1, 2, 1]);
  });

  test('a failed flush rejects its own items and the queue goes on', async () => {
    let calls = 0;
    const queue = createBatchQueue<number, number>({
      maxItems: 1,
      flush: (items) => {
        calls += 1;
        return calls === 1 ? Promise.reject(new Error('database away')) : Promise.resolve(items);
      },
    });
    const [bad, good] = await Promise.allSettled([queue.push(1), queue.push(2)]);
    expect(bad.status).toBe('rejected');
    expect(good).toEqual({ status: 'fulfilled', value: 2 });
  });

  test('idle resolves when everything has been flushed', async () => {
    const seen: number[] = [];
    const queue = createBatchQueue<number, void>({
      maxItems: 1,
      flush: (items) => {
        seen.push(...items);
        return Promise.resolve([undefined]);
      },
    });
    void queue.push(1);
    void queue.push(2);
    await queue.idle();
    expect(seen).toEqual([1, 2]);
  });
});
