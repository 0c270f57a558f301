import { describe, expect, it } from '@jest/globals';
import { rulesOf, type CatalogueExport } from './catalogue.ts';
import { chooseTarget, deriveConjunction, judge, judgeGroup, type JudgedCell, type Verdict } from './judge.ts';

type TargetExport = CatalogueExport['targets'][number];

const plain: TargetExport = {
  id: 'x@1',
  indicator: 'x',
  comparator: 'at-least',
  value: '95',
  upper: '',
  severity: 'major',
  soft: false,
  validFrom: '',
  validTo: '',
  due: '',
  scope: [],
};

const rulesWith = (targets: readonly Partial<TargetExport>[], unit = 'percent') =>
  rulesOf({
    indicators: [{ id: 'x', unit, aggregation: 'none', conjunctionOf: [] }],
    targets: targets.map((target) => ({ ...plain, ...target })),
    groups: [],
    datasets: [],
  });

const occasion = { line: ['school', 'district', 'city'], day: '2026-10-31' };
const ratio = (numerator: number, denominator: number) => ({
  indicator: 'x',
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
  value: '',
});
const decimal = (value: string) => ({ indicator: 'x', numerator: 0n, denominator: 0n, value });

const verdictOf = (figure: ReturnType<typeof ratio>, target: Partial<TargetExport>, unit?: string): Verdict =>
  judge(rulesWith([target], unit), figure, occasion).verdict;

describe('a figure against its target', () => {
  it.each<[string, ReturnType<typeof ratio>, Partial<TargetExport>, Verdict]>([
    ['a denominator of 0 is no data', ratio(0, 0), {}, 'no-data'],
    ['99.96 % is not 100 %', ratio(2499, 2500), { comparator: 'equals', value: '100' }, 'breached'],
    ['exactly the bound is at least it', ratio(19, 20), {}, 'met'],
    ['a third is not above 33.4 %', ratio(1, 3), { comparator: 'above', value: '33.4' }, 'breached'],
    ['a third is above 33.3 %', ratio(1, 3), { comparator: 'above', value: '33.3' }, 'met'],
    ['integers up to 2^53 stay exact', ratio(2 ** 53 - 2, 2 ** 53 - 1), { comparator: 'below', value: '100' }, 'met'],
    ['both ends of a range belong to it', ratio(1, 50), { comparator: 'range', value: '2', upper: '2' }, 'met'],
    ['above the range', ratio(21, 1000), { comparator: 'range', value: '1', upper: '2' }, 'breached'],
    ['zero is zero', decimal('0.0'), { comparator: 'zero', value: '' }, 'met'],
    ['a published rate compares as it stands', decimal('94.99'), {}, 'breached'],
    ['a negative decimal', decimal('-1.5'), { comparator: 'at-most', value: '-1.50' }, 'met'],
    ['a soft miss only warns', ratio(1, 2), { soft: true }, 'at-risk'],
    ['a miss before the due day only warns', ratio(1, 2), { due: '2026-11-01' }, 'at-risk'],
    ['a miss on the due day is a breach', ratio(1, 2), { due: '2026-10-31' }, 'breached'],
    ['no target on that day', ratio(1, 2), { validTo: '2026-10-30' }, 'not-applicable'],
    ['no target yet', ratio(1, 2), { validFrom: '2026-11-01' }, 'not-applicable'],
  ])('%s', (_, figure, target, verdict) => {
    expect(verdictOf(figure, target)).toBe(verdict);
  });

  it('a ratio without the unit percent is held against the target itself', () => {
    expect(verdictOf(ratio(3, 2), { comparator: 'equals', value: '1.5' }, 'per-unit')).toBe('met');
  });

  it('the target of the nearest org unit goes before the general one', () => {
    const rules = rulesWith([
      { id: 'general' },
      { id: 'far', scope: ['city'] },
      { id: 'near', scope: ['other', 'district'] },
    ]);
    expect(chooseTarget(rules, 'x', occasion)?.id).toBe('near');
    expect(chooseTarget(rules, 'x', { ...occasion, line: ['city'] })?.id).toBe('far');
    expect(chooseTarget(rules, 'x', { ...occasion, line: ['elsewhere'] })?.id).toBe('general');
  });
});

describe('a conjunction', () => {
  const both = { id: 'both', unit: 'percent', aggregation: 'units-met', conjunctionOf: ['a', 'b'] } as const;
  const cells = (verdicts: Readonly<Record<string, Verdict>>): ReadonlyMap<string, JudgedCell> =>
    new Map(
      Object.entries(verdicts).map(([id, verdict]) => [
        id,
        { ...ratio(1, 1), indicator: id, verdict, target: undefined },
      ]),
    );

  it.each<[string, Readonly<Record<string, Verdict>>, bigint, bigint]>([
    ['all parts met', { a: 'met', b: 'met' }, 1n, 1n],
    ['a part missed', { a: 'met', b: 'breached' }, 0n, 1n],
    ['a part at risk', { a: 'met', b: 'at-risk' }, 0n, 1n],
    ['a part without data', { a: 'breached', b: 'no-data' }, 0n, 0n],
    ['a part that was not pushed', { a: 'met' }, 0n, 0n],
  ])('%s', (_, verdicts, numerator, denominator) => {
    expect(deriveConjunction(both, cells(verdicts))).toMatchObject({ numerator, denominator });
  });
});

describe('a group', () => {
  it.each<[readonly (Verdict | undefined)[], Verdict]>([
    [['met', 'met'], 'met'],
    [['met', 'not-applicable'], 'met'],
    [['not-applicable', 'not-applicable'], 'not-applicable'],
    [['breached', 'no-data'], 'breached'],
    [['at-risk', undefined], 'no-data'],
    [['at-risk', 'met'], 'at-risk'],
  ])('of %j is %s', (members, verdict) => {
    expect(judgeGroup(members)).toBe(verdict);
  });
});
