import { describe, expect, test } from '@jest/globals';
import { toBuffer, topics } from './topics.ts';
import { Verdict } from './gen/xiaomai/indicator/v1/scorecard.ts';

describe('topics', () => {
  test('a message comes back as it went, whole numbers up to 2^53 included', () => {
    const figure = { numerator: Number.MAX_SAFE_INTEGER, denominator: 0, value: '38.60' };
    const value = { indicator: 'i', ...figure, note: '家长', statedRate: '', withdrawn: false, receivedAt: 0 };
    const message = {
      id: 's|d|2026-11',
      orgUnit: 's',
      dataset: 'd',
      period: '2026-11',
      revision: 2,
      values: [value],
      note: '',
      observedAt: 0,
      receivedAt: 1_795_521_860_645,
      acceptedBy: 'k',
      idempotencyKey: '',
      withdrawalReason: '',
      hazards: [],
      firstReceivedAt: 0,
    };
    expect(topics.submissionAccepted.decode(topics.submissionAccepted.encode(message))).toEqual(message);
  });

  test('bytes are a real Buffer over the encoded part only', () => {
    const bytes = toBuffer(new Uint8Array([9, 1, 2, 9]).subarray(1, 3));
    expect(Buffer.isBuffer(bytes)).toBe(true);
    expect([...bytes]).toEqual([1, 2]);
  });

  test('scorecards travel as the bytes they are stored as', () => {
    const bytes = Buffer.from([1, 2, 3]);
    const message = topics.scorecardsChanged.decode(
      topics.scorecardsChanged.encode({ parent: 't', scorecards: [bytes], treeVersion: 1, catalogueVersion: 1 }),
    );
    expect(message.scorecards.map((one) => Buffer.from(one))).toEqual([bytes]);
  });

  test('bytes that are no message throw', () => {
    expect(() => topics.verdictChanged.decode(Buffer.from('not a message'))).toThrow();
  });

  test('names are unique, versioned and have four partitions and a bounded retention', () => {
    const all = Object.values(topics);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { name, type, partitions, retentionMs } of all) {
      expect(name).toMatch(/^[a-z]+\.[a-z]+\.v\d+$/);
      expect(type).toBe(name);
      expect(partitions).toBe(4);
      expect(retentionMs).toBeGreaterThan(7 * 86_400_000);
    }
  });

  test('an absent verdict is not mistaken for met', () => {
    expect(Verdict.UNSPECIFIED).toBe(0);
    expect(Verdict.MET).not.toBe(0);
  });
});
