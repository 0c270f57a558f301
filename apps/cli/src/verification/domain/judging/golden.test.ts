import { describe, expect, it } from '@jest/globals';
import { golden, type JudgingCase } from '@xiaomai/testing';
import { canonical, type Fraction } from '../figures/fraction.ts';
import { amountOf, figureText, noFigure, type Figure } from '../figures/figure.ts';
import { rulesOf, type Aggregation, type Check, type Indicator, type TargetExport } from '../rules/catalogue.ts';
import { readPeriod, type Period } from '../rules/period.ts';
import type { OrgUnit } from '../rules/tree.ts';
import { addCard, amountOfTally, emptyTally } from '../sums/tally.ts';
import { deriveConjunction, judgeGroup } from './compose.ts';
import { findingsOf } from './findings.ts';
import { judge } from './judge.ts';
import { outlierOfOwn } from './outliers.ts';
import type { Around, Known } from './situation.ts';

const indicator = (id: string, more: Partial<Indicator> = {}): Indicator => ({
  ...{ id, unit: 'percent', aggregation: 'none', conjunctionOf: [], atLeast: 0, plausibleMin: '', plausibleMax: '' },
  outlierFloor: '',
  ...more,
});

const plainTarget: TargetExport = {
  ...{ id: 'x@1', indicator: 'x', comparator: 'at-least', value: '', upper: '', severity: 'major', soft: false },
  ...{ validFrom: '', validTo: '', due: '', scope: [], types: [], tags: [], measure: 'figure', base: '' },
  ...{ basePeriod: '', other: '', times: '', order: [], before: '', path: null, projected: false },
};

const orgUnit = (id: string, type: string, tags: readonly string[] = []): OrgUnit => ({
  ...{ id, parent: '', type, tags, validFrom: '', validTo: '' },
});
const above = [orgUnit('district', 'district'), orgUnit('city', 'city')];

function figure(text: string): Figure {
  const [numerator = '0', denominator] = text.split('/');
  if (denominator === undefined) return { ...noFigure, value: text };
  return { ...noFigure, numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

function aroundOf({ unit, figure: own, past = {}, others = {}, children, period }: JudgingCase): Around {
  const known = (text = '0/0'): Known | undefined => {
    const amount = amountOf(figure(text), unit);
    return amount && { figure: figure(text), amount };
  };
  const end = readPeriod(period)?.end ?? '';
  return {
    own: (text) => (text === period ? known(own) : known(past[text])),
    earlier: () =>
      Object.entries(past).flatMap(([text, said]) => {
        const day = readPeriod(text)?.end ?? '';
        const one = known(said);
        return one === undefined || day >= end ? [] : [{ ...one, day }];
      }),
    other: (id) => known(others[id]),
    children:
      children && (() => children.map((text, i) => ({ unit: `child ${String(i)}`, amount: known(text)?.amount }))),
  };
}

function periodOf(text: string): Period {
  const period = readPeriod(text);
  if (period === undefined) throw new Error(text);
  return period;
}

const none: Pick<Around, 'own'> = { own: () => undefined };
const textOf = (amount: Fraction | undefined): string => (amount === undefined ? '' : canonical(amount));

describe('the worked cases of judging', () => {
  it.each(golden('judging').map((one) => [one.rule, one] as const))('%s', (_, one) => {
    const target = { ...plainTarget, ...one.target } as TargetExport;
    const rules = rulesOf({
      indicators: [indicator('x', { unit: one.unit }), ...['y', 'z'].map((id) => indicator(id, { unit: one.unit }))],
      ...{ targets: [target], groups: [], datasets: [] },
    });
    const period = periodOf(one.period);
    const school = orgUnit('school', 'primary', ['boarding']);
    const judged = judge(
      rules,
      { indicator: 'x', figure: figure(one.figure) },
      {
        line: one.children === undefined ? [school, ...above] : above,
        period,
        receivedAt: Date.parse(one.receivedAt ?? `${period.end}T12:00:00.000Z`),
        now: Date.parse(one.now ?? `${period.end}T12:00:00.000Z`),
        isRollup: one.children !== undefined,
        around: () => aroundOf(one),
      },
    );
    const { verdict, against, measured } = judged;
    const texts = { against: one.against ?? against, measured: one.measured ?? measured };
    expect({ verdict, against, measured }).toEqual({ verdict: one.verdict, ...texts });
  });

  it.each(golden('conjunctions').map((one) => [one.rule, one] as const))('a conjunction: %s', (_, one) => {
    expect(figureText(deriveConjunction(one, one.parts))).toBe(one.figure);
  });

  it.each(golden('groups').map((one) => [one.rule, one] as const))('a group: %s', (_, one) => {
    expect(judgeGroup(one, one.members)).toBe(one.verdict);
  });

  it.each(golden('rollups').map((one) => [one.rule, one] as const))('a rollup: %s', (_, one) => {
    const aggregation = one.aggregation as Aggregation;
    const { unit = 'count' } = one;
    const rules = rulesOf({
      indicators: [indicator('x', { aggregation, unit })],
      targets: [],
      groups: [],
      datasets: [],
    });
    const tally = emptyTally();
    for (const [i, text] of one.children.entries()) {
      const cell = {
        ...figure(text),
        verdict: text === '0/0' ? 'no-data' : 'not-applicable',
        target: undefined,
      } as const;
      const receivedAt = one.received?.[i] ?? i;
      const card = { cells: new Map([['x', cell]]), groups: new Map(), findings: [] };
      addCard(tally, card, { rules, orgUnit: String(i), receivedAt, since: () => receivedAt });
    }
    const cell = tally.cells.get('x');
    expect(textOf(cell && amountOfTally(cell, aggregation, unit))).toBe(textOf(amountOf(figure(one.figure), unit)));
  });

  it.each(golden('findings').map((one) => [one.rule, one] as const))('a finding: %s', (_, one) => {
    const [plausibleMin = '', plausibleMax = ''] = one.plausible ?? [];
    const ids = Object.keys(one.figures);
    const rules = rulesOf({
      indicators: ids.map((id) => indicator(id, id === 'x' ? { plausibleMin, plausibleMax } : {})),
      ...{ targets: [], groups: [], datasets: [] },
    });
    const figures = new Map(
      ids.map((id) => [id, { ...figure(one.figures[id] ?? ''), statedRate: one.stated?.[id] ?? '' }]),
    );
    const checks = one.check === undefined ? [] : [{ id: 'check', ...one.check } as Check];
    const found = findingsOf(rules, { figures, checks, period: periodOf('2026-10'), around: () => none });
    expect(found.map(({ code }) => code)).toEqual(one.codes);
  });

  const ofOwn = golden('outliers').filter(({ past }) => past !== undefined);

  it.each(ofOwn.map((one) => [one.rule, one] as const))('an outlier: %s', (_, one) => {
    const { unit, floor: outlierFloor, past = {} } = one;
    const own = (text: string): Known | undefined => {
      const said = figure(past[text] ?? '0/0');
      const amount = amountOf(said, unit);
      return amount && { figure: said, amount };
    };
    const found = outlierOfOwn(figure(one.figure), { unit, outlierFloor }, { period: periodOf(one.period), own });
    expect(found ?? null).toEqual(one.found);
  });

  it.each(golden('bases'))('before $period is $before, a year earlier $lastYear', ({ period, before, lastYear }) => {
    expect(readPeriod(period)).toMatchObject({ before, lastYear });
  });
});
