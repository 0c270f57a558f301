import { describe, expect, test } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { problemKinds } from '@xiaomai/gateway-api/problem-code';

import { refusalOfError } from './status-problem.ts';

const failed = (code: status, details = 'inner words'): Error => Object.assign(new Error(details), { code, details });

describe('a failed call', () => {
  test.each([
    ['INVALID_ARGUMENT', 400],
    ['UNAUTHENTICATED', 401],
    ['PERMISSION_DENIED', 403],
    ['NOT_FOUND', 404],
    ['FAILED_PRECONDITION', 409],
    ['ABORTED', 412],
    ['RESOURCE_EXHAUSTED', 429],
    ['INTERNAL', 500],
    ['UNKNOWN', 500],
    ['UNIMPLEMENTED', 501],
    ['UNAVAILABLE', 503],
    ['DEADLINE_EXCEEDED', 504],
  ] as const)('with %s is %i', (name, expected) => {
    const refusal = refusalOfError(failed(status[name]), 'en');
    expect(refusal && problemKinds[refusal.code].status).toBe(expected);
  });

  test('tells the state that forbids a verb', () => {
    expect(refusalOfError(failed(status.FAILED_PRECONDITION, 'closed'), 'en')).toEqual({
      code: 'state-conflict',
      detail: 'closed',
    });
  });

  test('says nothing of what is inside or what does not exist', () => {
    for (const code of [status.INTERNAL, status.UNAVAILABLE, status.NOT_FOUND, status.UNKNOWN]) {
      expect(refusalOfError(failed(code), 'en')).not.toHaveProperty('detail');
    }
  });

  test.each(['invalid-period', 'invalid-period: not a period'])(
    'with %p as details speaks the language of the caller',
    (details) => {
      expect(refusalOfError(failed(status.INVALID_ARGUMENT, details), 'zh-CN')).toMatchObject({
        errors: [{ code: 'invalid-period', detail: expect.stringContaining('周期') }],
      });
    },
  );

  test.each([
    ['nothing-due: 本月没有应报数据（区） / nothing is due', '本月没有应报数据（区）', 'nothing is due'],
    ['缺少说明。A note is missing.', '缺少说明。', 'A note is missing.'],
    [
      '当前处置状态为 new，不允许此操作。Not allowed while new.',
      '当前处置状态为 new，不允许此操作。',
      'Not allowed while new.',
    ],
    ['closed', 'closed', 'closed'],
  ])('that says %p is told in the language of the caller', (details, zh, en) => {
    const said = (['zh-CN', 'en'] as const).map(
      (language) => refusalOfError(failed(status.FAILED_PRECONDITION, details), language)?.detail,
    );
    expect(said).toEqual([zh, en]);
  });

  test('names every fault where it is, with what was said there', () => {
    const details = 'date-in-future /foundOn; date-before-found /rectified/on; evidence-missing /rectified';
    const body = { foundOn: '2027-01-01', rectified: { on: '2026-11-01', note: '' } };
    expect(refusalOfError(failed(status.INVALID_ARGUMENT, details), 'en', { body })?.errors).toMatchObject([
      { pointer: '/foundOn', code: 'date-in-future', value: '2027-01-01' },
      { pointer: '/rectified/on', code: 'date-before-found', value: '2026-11-01' },
      { pointer: '/rectified', code: 'evidence-missing' },
    ]);
    const query = { cursor: 'zzz' };
    expect(
      refusalOfError(failed(status.INVALID_ARGUMENT, 'invalid-parameter ?cursor'), 'en', { query })?.errors,
    ).toMatchObject([{ parameter: 'cursor', code: 'invalid-parameter', value: 'zzz' }]);
  });

  test('that is a bug is no refusal', () => {
    expect(refusalOfError(new TypeError('x'), 'en')).toBeUndefined();
    expect(refusalOfError('x', 'en')).toBeUndefined();
  });
});
