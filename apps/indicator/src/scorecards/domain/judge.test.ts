import { describe, expect, test } from '@jest/globals';
import type { Comparator, Target } from '../../catalogue/domain/catalogue.ts';
import { parseDecimal } from '../../catalogue/domain/decimal.ts';
import { aTarget as targetOf } from '../../catalogue/domain/examples.ts';
import { judgeFigure, judgeGroup, type Figure } from './judge.ts';
import { periodOf } from './judging/judge-target.ts';
import type { Scene } from './judging/scene.ts';

const nothing = (): undefined => undefined;

const period = periodOf('2026-11');
const alone = { own: nothing, other: nothing, receivedOn: () => '', today: () => '', children: undefined };
const ratio = (numerator: number, denominator: number): Figure => ({
  indicator: 'i',
  numerator,
  denominator,
  value: '',
});
const value = (text: string): Figure => ({ indicator: 'i', numerator: 0, denominator: 0, value: text });

const aTarget = (comparator: Comparator, bound: string, rest: Partial<Target> = {}): Target =>
  targetOf('i', {
    comparator,
    value: parseDecimal(bound) ?? { mantissa: 0n, scale: 0 },
    severity: 'warning',
    ...rest,
  });

const judge = (figure: Figure, target: Target | undefined): string => {
  const scene = (): Scene => ({ ...alone, period });
  return judgeFigure(figure, 'percent', { target, period, scene }).verdict;
};

describe('a ratio against its target', () => {
  test.each([
    [100, 100, 'met'],
    [99, 100, 'breached'],
    [2_499, 2_500, 'breached'],
    [9_007_199_254_740_990, 9_007_199_254_740_991, 'breached'],
    [9_007_199_254_740_991, 9_007_199_254_740_991, 'met'],
    [101, 100, 'breached'],
    [0, 0, 'no-data'],
    [5, 0, 'no-data'],
  ])('%d of %d equals 100 %%: %s', (numerator, denominator, verdict) => {
    expect(judge(ratio(numerator, denominator), aTarget('equals', '100'))).toBe(verdict);
  });

  test('is compared exactly with a decimal bound', () => {
    expect(judge(ratio(386, 1_000), aTarget('at-least', '38.6'))).toBe('met');
    expect(judge(ratio(3_859, 10_000), aTarget('at-least', '38.6'))).toBe('breached');
  });

  test('without a target is not applicable', () => {
    expect(judge(ratio(1, 2), undefined)).toBe('not-applicable');
  });
});

describe('each comparator', () => {
  const range: Target = aTarget('range', '2', { upper: parseDecimal('3') });
  test.each([
    [aTarget('at-least', '95'), '95', 'met'],
    [aTarget('at-least', '95'), '94.99', 'breached'],
    [aTarget('at-most', '10'), '10.0', 'met'],
    [aTarget('at-most', '10'), '10.01', 'breached'],
    [aTarget('above', '50'), '50', 'breached'],
    [aTarget('above', '50'), '50.1', 'met'],
    [aTarget('below', '5'), '5', 'breached'],
    [aTarget('below', '5'), '-7', 'met'],
    [aTarget('equals', '11'), '11.00', 'met'],
    [aTarget('zero', '0'), '0', 'met'],
    [aTarget('zero', '0'), '1', 'breached'],
    [range, '1.99', 'breached'],
    [range, '2', 'met'],
    [range, '3', 'met'],
    [range, '3.01', 'breached'],
  ])('%#: %s', (target, text, verdict) => {
    expect(judge(value(text), target)).toBe(verdict);
  });
});

describe('a miss', () => {
  test('of a soft target is at risk, never a breach', () => {
    expect(judge(ratio(9, 100), aTarget('at-least', '10', { soft: true }))).toBe('at-risk');
  });

  test('before the day it is due is at risk, on that day a breach', () => {
    expect(judge(ratio(70, 100), aTarget('at-least', '83', { due: '2026-12-31' }))).toBe('at-risk');
    expect(judge(ratio(70, 100), aTarget('at-least', '83', { due: '2026-11-30' }))).toBe('breached');
  });
});

describe('a group', () => {
  test.each([
    [['met', 'met'], 'met'],
    [['met', 'breached', undefined], 'breached'],
    [['met', undefined], 'no-data'],
    [['met', 'no-data', 'at-risk'], 'no-data'],
    [['met', 'at-risk'], 'at-risk'],
    [['met', 'not-applicable'], 'met'],
    [['not-applicable'], 'not-applicable'],
    [[], 'not-applicable'],
  ] as const)('of %j is %s', (members, verdict) => {
    expect(judgeGroup(members)).toBe(verdict);
  });
});
