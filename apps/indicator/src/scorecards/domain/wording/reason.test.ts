import { describe, expect, test } from '@jest/globals';
import type { Target } from '../../../catalogue/domain/catalogue.ts';
import { parseDecimal } from '../../../catalogue/domain/decimal.ts';
import { aTarget } from '../../../catalogue/domain/examples.ts';
import { aCell } from '../examples.ts';
import type { Cell } from '../judge.ts';
import { periodOf } from '../judging/judge-target.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import { reasonText, type Words } from './reason.ts';

const decimal = (text: string) => parseDecimal(text) ?? { mantissa: 0n, scale: 0 };
const atLeast = (value: string, rest: Partial<Target> = {}): Target =>
  aTarget('i', { comparator: 'at-least', value: decimal(value), ...rest });
const ratio = (numerator: number, denominator: number, rest: Partial<Cell> = {}): Cell =>
  aCell({ numerator, denominator }, rest);

type More = Partial<Pick<Words, 'failing' | 'absence'>>;

/** Why, in Chinese and in English. */
const reasons = (cell: Cell, target: Target | undefined, more: More = {}): readonly string[] =>
  [chinese, english].map((say) =>
    reasonText(cell, {
      ...{ say, unit: 'percent', target, period: periodOf('2023'), failing: [], absence: undefined, ...more },
      nameOf: (id) => (say.language === 'zh' ? `指标${id}` : `Indicator ${id}`),
      unitOf: () => 'percent',
    }),
  );

describe('the reason says the numbers', () => {
  const path = { kind: 'linear', stages: [{ on: '2022-12-31', value: decimal('70.6') }] } as const;
  const wording = { comparator: 'at-least-other', other: 'y' } as const;
  test.each<[string, Cell, Target | undefined, string, string]>([
    [
      'a plain miss',
      ratio(40, 87, { verdict: 'breached' }),
      atLeast('46'),
      '40/87（45.98%），未达到目标 ≥46%',
      '40/87 (45.98%), does not meet the target ≥46%',
    ],
    [
      'a hit',
      ratio(63, 63, { verdict: 'met' }),
      atLeast('100'),
      '63/63（100%），达到目标 ≥100%',
      '63/63 (100%), meets the target ≥100%',
    ],
    [
      'a miss that only warns',
      ratio(22, 57, { verdict: 'at-risk' }),
      atLeast('40', { soft: true }),
      '22/57（39%），尚未达到目标 ≥40%（力争）',
      '22/57 (39%), does not yet meet the target ≥40% (an aim that only warns)',
    ],
    [
      'a range',
      aCell({ value: '1.9' }, { verdict: 'breached' }),
      aTarget('i', { comparator: 'range', value: decimal('2'), upper: decimal('3') }),
      '1.9%，未达到目标 2–3%',
      '1.9%, does not meet the target 2–3%',
    ],
    [
      'a change',
      aCell({ value: '95.98' }, { verdict: 'met', against: '94.29', measured: '1.69' }),
      atLeast('1.69', { measure: 'change-points', base: 'last-year' }),
      '95.98%，比 2022 的 94.29% 变化 1.69个百分点，达到目标 ≥1.69个百分点',
      '95.98%, a change of 1.69 percentage points from the 94.29% of 2022, meets the target ≥1.69 percentage points',
    ],
    [
      'rounds',
      ratio(41, 41, { verdict: 'breached', measured: '1' }),
      atLeast('2', { measure: 'rounds' }),
      '41/41（100%），本年已完成全覆盖 1轮，未达到目标 ≥2轮',
      '41/41 (100%), full rounds this year so far: 1, does not meet the target ≥2',
    ],
    [
      'a spread',
      aCell({}, { verdict: 'breached', measured: '0.41' }),
      aTarget('i', { comparator: 'at-most', value: decimal('0.35'), measure: 'spread' }),
      '下级单位之间的差异系数 0.41%，未达到目标 ≤0.35%',
      'the coefficient of variation of the units below is 0.41%, does not meet the target ≤0.35%',
    ],
    [
      'behind a path',
      aCell({ value: '74' }, { verdict: 'at-risk', against: '74.73' }),
      atLeast('83', { path, due: '2025-12-31' }),
      '74%，落后于 2023-12-31 的进度目标 74.73%（最终目标 ≥83%，期限 2025-12-31）',
      '74%, behind the staged target of 74.73% for 2023-12-31 (in the end ≥83%, due 2025-12-31)',
    ],
    [
      'on a path',
      aCell({ value: '75' }, { verdict: 'met', against: '74.73' }),
      atLeast('83', { path, due: '2025-12-31' }),
      '75%，对照 2023-12-31 的进度目标 74.73%（最终目标 ≥83%，期限 2025-12-31）',
      '75%, beside the staged target of 74.73% for 2023-12-31 (in the end ≥83%, due 2025-12-31)',
    ],
    [
      'a trend',
      aCell({ value: '84' }, { verdict: 'at-risk', measured: '76.1' }),
      atLeast('83', { projected: true, due: '2025-12-31' }),
      '84%，尚未达到目标 ≥83%（期限 2025-12-31）；按近期趋势，到 2025-12-31 预计为 76.1%，达不到目标',
      '84%, does not yet meet the target ≥83% (due 2025-12-31); by the recent trend it will be 76.1% on 2025-12-31, which misses the target',
    ],
    [
      'less than before',
      ratio(2, 3, { verdict: 'breached', against: '67/99' }),
      aTarget('i', { comparator: 'non-decreasing', base: 'period-before' }),
      '2/3（66.67%），低于 2022 的 67/99（67.68%）',
      '2/3 (66.67%), below the 67/99 (67.68%) of 2022',
    ],
    [
      'no more than before',
      ratio(2, 3, { verdict: 'met', against: '67/99' }),
      aTarget('i', { comparator: 'non-increasing', base: 'period-before' }),
      '2/3（66.67%），不高于 2022 的 67/99（67.68%）',
      '2/3 (66.67%), not above the 67/99 (67.68%) of 2022',
    ],
    [
      'a share of another quantity',
      aCell({ value: '70' }, { verdict: 'breached', against: '100' }),
      aTarget('i', { ...wording, times: decimal('0.75') }),
      '70%，低于 “指标y”100% 的 0.75 倍',
      '70%, below 0.75 times the 100% of “Indicator y”',
    ],
    [
      'another quantity',
      aCell({ value: '70' }, { verdict: 'breached', against: '100' }),
      aTarget('i', { ...wording, comparator: 'at-most-other' }),
      '70%，高于 “指标y”100%',
      '70%, above the 100% of “Indicator y”',
    ],
    [
      'a missing base',
      ratio(2, 3, { verdict: 'no-data' }),
      aTarget('i', { comparator: 'non-decreasing', base: 'period-before' }),
      '2/3（66.67%）；缺少本指标 2022 的数据，不作判定',
      '2/3 (66.67%); no data of this indicator for 2022: not judged',
    ],
    [
      'a percentage of a base of 0',
      ratio(2, 3, { verdict: 'no-data' }),
      atLeast('5', { measure: 'change-percent', base: 'last-year' }),
      '2/3（66.67%）；缺少本指标 2022 的数据，或其数值为 0，不作判定',
      '2/3 (66.67%); no data of this indicator for 2022, or they are 0: not judged',
    ],
    [
      'a missing other',
      ratio(2, 3, { verdict: 'no-data' }),
      aTarget('i', wording),
      '2/3（66.67%）；缺少“指标y”同期的数据，不作判定',
      '2/3 (66.67%); no data of “Indicator y” for the same period: not judged',
    ],
    [
      'units below that say too little',
      aCell({}, { verdict: 'no-data' }),
      atLeast('5', { measure: 'each-child' }),
      '下级单位没有足够的数据，不作判定',
      'the units below do not have enough data: not judged',
    ],
    [
      'steps',
      aCell({ value: '400' }, { verdict: 'breached', against: '300 400 400' }),
      aTarget('i', { comparator: 'ordered', order: ['y', 'z', 'i'] }),
      '指标y 300%，指标z 400%，指标i 400%：没有逐级递增',
      'Indicator y 300%, Indicator z 400%, Indicator i 400%: not each above the one before',
    ],
    [
      'a step is missing',
      aCell({ value: '400' }, { verdict: 'no-data' }),
      aTarget('i', { comparator: 'ordered', order: ['y', 'z', 'i'] }),
      '400%；缺少“指标y”“指标z”中至少一项同期的数据，不作判定',
      '400%; no data of at least one of “Indicator y”, “Indicator z” for the same period: not judged',
    ],
    [
      'too late',
      aCell({ value: '1' }, { verdict: 'breached', against: '2023-09-01', measured: '2023-09-02' }),
      aTarget('i', { comparator: 'once-before', before: '09-01' }),
      '1%，2023-09-02 完成，没有在 2023-09-01 前',
      '1%, completed on 2023-09-02, not before 2023-09-01',
    ],
    [
      'not reached yet',
      aCell({ value: '0' }, { verdict: 'at-risk', against: '2023-09-01' }),
      aTarget('i', { comparator: 'once-before', before: '09-01' }),
      '0%，尚未完成，应在 2023-09-01 前完成',
      '0%, not completed yet, which it must be before 2023-09-01',
    ],
    [
      'no figure',
      ratio(0, 0, { verdict: 'no-data' }),
      atLeast('46'),
      '分母为 0 或缺少数据，不作判定',
      'the denominator is 0 or there are no data: not judged',
    ],
    [
      'no target',
      ratio(1, 2, { verdict: 'not-applicable' }),
      undefined,
      '1/2（50%），没有适用的目标',
      '1/2 (50%), no target applies',
    ],
    [
      'a target that cannot be judged',
      ratio(1, 2, { verdict: 'not-applicable' }),
      atLeast('46'),
      '1/2（50%），目标 i@1 在本周期不作判定',
      '1/2 (50%), the target i@1 is not judged in this period',
    ],
  ])('%s', (_rule, cell, target, zh, en) => {
    expect(reasons(cell, target)).toEqual([zh, en]);
  });

  test('units below that miss are named', () => {
    const target = atLeast('200', { measure: 'each-child' });
    const cell = ratio(0, 0, { verdict: 'breached' });
    expect(reasons(cell, target, { failing: ['甲区', '乙区'] })).toEqual([
      '2 个下级单位未达到目标 ≥200%：甲区、乙区',
      '2 units below do not meet the target ≥200%: 甲区, 乙区',
    ]);
    expect(reasons(cell, target, { failing: ['甲区'] })[1]).toBe('1 unit below does not meet the target ≥200%: 甲区');
  });

  test('a unit that is not there is said to be gone, or not to have begun', () => {
    const cell = ratio(3, 4, { verdict: 'not-applicable' });
    const gone = { closedSince: '2023-11-16', validFrom: '2000-01-01', heirs: ['甲校', '乙校'] };
    expect(reasons(cell, undefined, { absence: gone })).toEqual([
      '3/4（75%），单位自 2023-11-16 起已撤并（由甲校、乙校承接），不作判定',
      '3/4 (75%), the unit is no more since 2023-11-16 (taken over by 甲校, 乙校): not judged',
    ]);
    const later = { closedSince: '', validFrom: '2024-01-01', heirs: [] };
    expect(reasons(cell, undefined, { absence: later })).toEqual([
      '3/4（75%），单位自 2024-01-01 起才设立，不作判定',
      '3/4 (75%), the unit does not begin before 2024-01-01: not judged',
    ]);
  });
});
