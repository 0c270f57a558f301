import { describe, expect, test } from '@jest/globals';
import type { SubmissionRevision } from '@xiaomai/gateway-api/submission';
import { revisionRows } from './revision-changes.ts';

const revision = (number: number, values: SubmissionRevision['values']): SubmissionRevision => ({
  id: 's|canteen|2026-11',
  orgUnit: 's',
  dataset: 'canteen',
  period: '2026-11',
  revision: number,
  values,
  receivedAt: '2026-11-02T00:00:00.000Z',
  acceptedBy: '演示',
});

const ratio = (indicator: string, numerator: number): SubmissionRevision['values'][number] => ({
  indicator,
  numerator,
  denominator: 4,
});

describe('the revisions of a submission', () => {
  test('are told newest first, each with what it changed', () => {
    const first = revision(1, [ratio('a', 3), ratio('b', 4)]);
    const second = revision(2, [ratio('a', 4), ratio('b', 4)]);
    const rows = revisionRows([second, first]).map(({ revision: { revision: number }, changed }) => [number, changed]);
    expect(rows).toEqual([
      [2, ['a']],
      [1, undefined],
    ]);
  });

  test('count a figure that was not there before as changed', () => {
    const rows = revisionRows([
      revision(1, [ratio('a', 3)]),
      revision(2, [ratio('a', 3), { indicator: 'c', value: '7' }]),
    ]);
    expect(rows[0]?.changed).toEqual(['c']);
  });
});
