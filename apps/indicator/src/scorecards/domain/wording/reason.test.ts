import { describe, expect, test } from '@jest/globals';
import type { Target } from '../../../catalogue/domain/catalogue.ts';
import { parseDecimal } from '../../../catalogue/domain/decimal.ts';
import { aTarget } from '../../../catalogue/domain/examples.ts';
import { aCell } from '../examples.ts';
import type { Cell } from '../judge.ts';
import { periodOf } from '../judging/judge-target.ts';
import { figureText, gapText, meanText } from './figure-text.ts';
import { reasonText } from './reason.ts';

const decimal = (text: string) => parseDecimal(text) ?? { mantissa: 0n, scale: 0 };
const atLeast = (value: string, rest: Partial<Target> = {}): Target =>
  aTarget('i', { comparator: 'at-least', value: decimal(value), ...rest });
const ratio = (numerator: number, denominator: number, rest: Partial<Cell> = {}): Cell =>
  aCell({ numerator, denominator }, rest);

const reason = (cell: Cell, target: Target | undefined, failing: readonly string[] = []): string =>
  reasonText(cell, {
    ...{ unit: 'percent', target, period: periodOf('2023'), failing, absence: '' },
    nameOf: (id) => `指标${id}`,
    unitOf: () => 'percent',
  });

describe('a figure in words', () => {
  test.each([
    [40, 87, '40', '40/87（46%）'],
    [22, 57, '38.5', '22/57（38.6%）'],
    [40, 87, '46', '40/87（45.98%）'],
    [2_499, 2_500, '100', '2499/2500（99.96%）'],
    [99_999, 100_000, '100', '99999/100000（99.999%）'],
    [63, 63, '100', '63/63（100%）'],
  ])('%d of %d beside a target of %s %%', (numerator, denominator, value, text) => {
    expect(figureText(ratio(numerator, denominator), 'percent', atLeast(value))).toBe(text);
  });

  test('a mean is never rounded onto its target', () => {
    expect(meanText('199.999', 2, atLeast('100'))).toBe('99.9995');
    expect(meanText('3', 2, undefined)).toBe('1.5');
  });
});

describe('a gap', () => {
  test('is never shown as nothing', () => {
    expect(gapText(ratio(99_999, 100_000, { verdict: 'breached' }), 'percent', atLeast('100'))).toBe('-0.001');
  });

  test('behind a path is that to the path', () => {
    const path = { kind: 'linear', stages: [] } as const;
    const cell = aCell({ value: '74' }, { verdict: 'at-risk', against: '74.73' });
    expect(gapText(cell, 'percent', atLeast('83', { path }))).toBe('-0.73');
  });

  test('to a share of another quantity is that to the share', () => {
    const target = aTarget('i', { comparator: 'at-least-other', other: 'y', times: decimal('0.75') });
    expect(gapText(aCell({ value: '6700' }, { verdict: 'breached', against: '9000' }), 'yuan', target)).toBe('-50');
  });
});

describe('the reason says the numbers', () => {
  const path = { kind: 'linear', stages: [{ on: '2022-12-31', value: decimal('70.6') }] } as const;
  test.each([
    ['a plain miss', ratio(40, 87, { verdict: 'breached' }), atLeast('46'), '40/87（45.98%），未达到目标 ≥46%'],
    [
      'a change',
      aCell({ value: '95.98' }, { verdict: 'met', against: '94.29', measured: '1.69' }),
      atLeast('1.69', { measure: 'change-points', base: 'last-year' }),
      '95.98%，比 2022 的 94.29% 变化 1.69个百分点，达到目标 ≥1.69个百分点',
    ],
    [
      'behind a path',
      aCell({ value: '74' }, { verdict: 'at-risk', against: '74.73' }),
      atLeast('83', { path, due: '2025-12-31' }),
      '74%，落后于 2023-12-31 的进度目标 74.73%（最终目标 ≥83%，期限 2025-12-31）',
    ],
    [
      'a trend',
      aCell({ value: '84' }, { verdict: 'at-risk', measured: '76.1' }),
      atLeast('83', { projected: true, due: '2025-12-31' }),
      '84%，尚未达到目标 ≥83%（期限 2025-12-31）；按近期趋势，到 2025-12-31 预计为 76.1%，达不到目标',
    ],
    [
      'less than before',
      ratio(2, 3, { verdict: 'breached', against: '67/99' }),
      aTarget('i', { comparator: 'non-decreasing', base: 'period-before' }),
      '2/3（66.67%），低于 2022 的 67/99（67.68%）',
    ],
    [
      'another quantity',
      aCell({ value: '70' }, { verdict: 'breached', against: '100' }),
      aTarget('i', { comparator: 'at-least-other', other: 'y', times: decimal('0.75') }),
      '70%，低于 “指标y”100% 的 0.75 倍',
    ],
    [
      'a missing base',
      ratio(2, 3, { verdict: 'no-data' }),
      aTarget('i', { comparator: 'non-decreasing', base: 'period-before' }),
      '2/3（66.67%）；缺少本指标 2022 的数据，不作判定',
    ],
    [
      'a missing other',
      ratio(2, 3, { verdict: 'no-data' }),
      aTarget('i', { comparator: 'at-least-other', other: 'y' }),
      '2/3（66.67%）；缺少“指标y”同期的数据，不作判定',
    ],
    [
      'steps',
      aCell({ value: '400' }, { verdict: 'breached', against: '300 400 400' }),
      aTarget('i', { comparator: 'ordered', order: ['y', 'z', 'i'] }),
      '指标y 300%，指标z 400%，指标i 400%：没有逐级递增',
    ],
    [
      'too late',
      aCell({ value: '1' }, { verdict: 'breached', against: '2023-09-01', measured: '2023-09-02' }),
      aTarget('i', { comparator: 'once-before', before: '09-01' }),
      '1%，2023-09-02 完成，没有在 2023-09-01 前',
    ],
    ['no figure', ratio(0, 0, { verdict: 'no-data' }), atLeast('46'), '分母为 0 或缺少数据，不作判定'],
    ['no target', ratio(1, 2, { verdict: 'not-applicable' }), undefined, '1/2（50%），没有适用的目标'],
  ])('%s', (_rule, cell, target, text) => {
    expect(reason(cell, target)).toBe(text);
  });

  test('units below that miss are named', () => {
    const target = atLeast('200', { measure: 'each-child' });
    const text = reason(ratio(0, 0, { verdict: 'breached' }), target, ['甲区', '乙区']);
    expect(text).toBe('2 个下级单位未达到目标 ≥200%：甲区、乙区');
  });
});
