import { describe, expect, test } from '@jest/globals';
import type { TraceStep } from '@xiaomai/gateway-api/trace';
import { anItem } from '../../test-server/examples.ts';
import { traceSum, worstFirst } from './trace-sum.ts';

const step = (numerator: number, denominator: number, verdict: TraceStep['verdict']): TraceStep => ({
  orgUnit: 's',
  name: '演示学校',
  submission: 's|campus-safety|2026-11',
  revision: 1,
  receivedAt: null,
  numerator,
  denominator,
  value: null,
  verdict,
});

const steps = [step(3, 4, 'breached'), step(2, 2, 'met'), step(0, 0, 'no-data')];

describe('the check of a figure against its sources', () => {
  test('adds numerators and denominators', () => {
    expect(traceSum({ figure: anItem({ numerator: 5, denominator: 6 }), steps })).toMatchObject({
      by: 'sum',
      isEqual: true,
    });
  });

  test('knows figures that count the units that meet their target', () => {
    const found = traceSum({ figure: anItem({ numerator: 1, denominator: 2 }), steps });
    expect(found).toEqual({ by: 'units-met', numerator: 1, denominator: 2, isEqual: true });
  });

  test('tells when they do not agree', () => {
    const found = traceSum({ figure: anItem({ numerator: 6, denominator: 6 }), steps });
    expect(found).toEqual({ by: 'sum', numerator: 5, denominator: 6, isEqual: false });
  });

  test('is silent where there is nothing to add', () => {
    expect(traceSum({ figure: null, steps })).toBeUndefined();
    expect(traceSum({ figure: anItem(), steps: [] })).toBeUndefined();
  });
});

test('of many sources those that miss their target come first, the others as they came', () => {
  const many = [step(2, 2, 'met'), step(0, 0, 'no-data'), step(1, 1, 'met'), step(3, 4, 'breached')];
  expect(worstFirst(many).map(({ numerator }) => numerator)).toEqual([3, 0, 2, 1]);
});
