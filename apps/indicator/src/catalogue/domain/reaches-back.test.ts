import { describe, expect, test } from '@jest/globals';
import type { Check, Pack, Target } from './catalogue.ts';
import { aDataset, aGroup, anIndicator, aPack, aTarget } from './examples.ts';
import { catalogueChanges, reachesBack, unexplained } from './reaches-back.ts';

const today = '2026-11-30';
const decimal = (mantissa: bigint) => ({ mantissa, scale: 0 });
const withTargets = (...targets: Partial<Target>[]): readonly Pack[] => [
  aPack({
    indicators: [anIndicator('a'), anIndicator('b')],
    targets: targets.map((target) => aTarget('a', target)),
    groups: [aGroup('g', ['a', 'b'])],
  }),
];
const days = (before: readonly Pack[], after: readonly Pack[]): readonly string[] =>
  catalogueChanges(before, after).map(({ subject, from, to }) => `${subject} ${from}..${to}`);

describe('a change of the catalogue', () => {
  const before = withTargets({ validFrom: '2021-01-01' });

  test('that changes nothing that judges is none', () => {
    expect(days(before, before)).toEqual([]);
    const said = { id: 'a@2', severity: 'notice', owners: ['x'], source: { file: 'f', phrase: 'p' } } as const;
    expect(days(before, withTargets({ validFrom: '2021-01-01', ...said }))).toEqual([]);
  });

  test('of a value from its date on leaves the days before as they were', () => {
    const after = withTargets(
      { validFrom: '2021-01-01', validTo: '2026-12-31' },
      { validFrom: '2027-01-01', value: decimal(95n) },
    );
    expect(days(before, after)).toEqual(['target of a 2027-01-01..']);
    expect(reachesBack(before, after, today)).toEqual([]);
  });

  test('of a value for every day reaches back as far as the target does', () => {
    const after = withTargets({ validFrom: '2021-01-01', value: decimal(95n) });
    expect(reachesBack(before, after, today)).toMatchObject([{ subject: 'target of a', from: '2021-01-01', to: '' }]);
  });

  test('from today on does not reach back, from yesterday on it does', () => {
    const from = (day: string, end: string) =>
      withTargets({ validFrom: '2021-01-01', validTo: end }, { validFrom: day, value: decimal(95n) });
    expect(reachesBack(before, from('2026-11-30', '2026-11-29'), today)).toEqual([]);
    expect(reachesBack(before, from('2026-11-29', '2026-11-28'), today)).toHaveLength(1);
  });

  test('of the first day alone concerns the days between', () => {
    expect(days(before, withTargets({ validFrom: '2020-07-01' }))).toEqual(['target of a 2020-07-01..2020-12-31']);
    expect(days(before, withTargets({ validFrom: '2021-01-01', validTo: '2025-12-31' }))).toEqual([
      'target of a 2026-01-01..',
    ]);
  });

  test('by a first target, or without the last one, concerns its days', () => {
    const after = [...withTargets({ validFrom: '2021-01-01' })].map((pack) => ({
      ...pack,
      targets: [...pack.targets, aTarget('b', { validFrom: '2027-01-01' })],
    }));
    expect(days(before, after)).toEqual(['target of b 2027-01-01..']);
    expect(days(before, withTargets())).toEqual(['target of a 2021-01-01..']);
  });

  test('of what an indicator is, of its parts, or of a group, concerns every day', () => {
    const other = (rest: Partial<Pack>): readonly Pack[] => before.map((pack) => ({ ...pack, ...rest }));
    expect(days(before, other({ indicators: [anIndicator('a'), anIndicator('b', { unit: 'count' })] }))).toEqual([
      'indicator b ..',
    ]);
    expect(days(before, other({ indicators: [anIndicator('a')] }))).toEqual(['indicator b ..']);
    expect(days(before, other({ groups: [aGroup('g', ['b', 'a'], { atLeast: 1 })] }))).toEqual(['group g ..']);
  });

  test('of what is looked for beside the verdicts concerns every day', () => {
    const floor = { outlierFloor: decimal(1n) };
    const [pack = aPack()] = before;
    const looked = { ...pack, indicators: [anIndicator('a', floor), anIndicator('b', { plausibleMax: decimal(9n) })] };
    expect(days([pack], [looked])).toEqual(['findings of a ..', 'findings of b ..']);
    const check = { id: 'c', kind: 'at-most', left: 'a', right: ['b'], tolerance: decimal(0n) } as const;
    const dataset = (checks: readonly Check[]) => [{ ...pack, datasets: [aDataset('d', ['a', 'b'], { checks })] }];
    expect(days(dataset([]), dataset([check]))).toEqual(['checks of d ..']);
    expect(days(dataset([check]), dataset([check]))).toEqual([]);
  });

  test('that only adds what was not there has judged nothing yet', () => {
    const [pack = aPack()] = before;
    const more = aPack({
      id: 'q',
      indicators: [anIndicator('c')],
      targets: [aTarget('c')],
      groups: [aGroup('h', ['a'])],
    });
    expect(days(before, [pack, more])).toEqual([]);
  });

  test('that moves an indicator to another pack changes nothing', () => {
    const [pack = aPack()] = before;
    const home = aPack({ id: 'q', indicators: [anIndicator('b', { pack: 'q' })] });
    expect(days(before, [{ ...pack, indicators: [anIndicator('a')] }, home])).toEqual([]);
  });
});

describe('a change that reaches back', () => {
  const before = withTargets({ validFrom: '2021-01-01' });
  const after = (rest: Partial<Pack>): readonly Pack[] =>
    withTargets({ validFrom: '2021-01-01', soft: true }).map((pack) => ({ ...pack, ...rest }));

  test('needs a reason of its own version', () => {
    expect(unexplained(before, after({}), today)).toHaveLength(1);
    expect(unexplained(before, after({ change: '更正' }), today)).toHaveLength(1);
    expect(unexplained(before, after({ version: '2' }), today)).toHaveLength(1);
    expect(unexplained(before, after({ version: '2', change: '更正' }), today)).toEqual([]);
  });
});
