import { describe, expect, test } from '@jest/globals';

import { demoCity } from './demo-city.ts';
import { demoMonths, type DemoMonth } from './demo-months.ts';
import { expectedBreaches } from './expected-breaches.ts';
import type { SubmissionEntry, ValueEntry } from './submission.ts';

const today = '2026-11-24';
const city = demoCity();
const months = demoMonths(city, today);
const count = (type: string): number => city.orgUnits.filter((unit) => unit.type === type).length;
const isShort = (value: ValueEntry): boolean => 'denominator' in value && value.numerator < value.denominator;
const fallsShort = ({ values }: SubmissionEntry): boolean => values.some(isShort);
const originals = months.flatMap((month) => month.originals);

describe('the demonstration city', () => {
  test('has the real districts and towns and 1,445 schools', () => {
    expect([count('district'), count('town'), city.schools.length]).toEqual([9, 146, 1445]);
  });

  test('has parents before children, and each id once', () => {
    const seen = new Set<string | null>([null]);
    for (const { id, parent } of city.orgUnits) {
      expect(seen.has(parent)).toBe(true);
      seen.add(id);
    }
    expect(seen.size).toBe(city.orgUnits.length + 1);
  });

  test('says of every school that it is a demonstration, and names everything in both languages', () => {
    expect(
      city.schools.filter(({ nameZh, nameEn }) => !nameZh.endsWith('（演示）') || !nameEn.endsWith('(demo)')),
    ).toEqual([]);
    expect(city.orgUnits.filter(({ nameZh, nameEn }) => nameZh === '' || nameEn === '')).toEqual([]);
    expect(new Set(city.schools.map(({ town, nameZh }) => town + nameZh)).size).toBe(1445);
  });

  test('numbers the schools of a town from 01', () => {
    expect(city.schools[1]).toMatchObject({ id: '330702001-02', nameZh: '城东街道第二小学（演示）' });
    expect(city.schools.filter(({ id, town }) => !/^\d{9}-\d{2}$/.test(id) || !id.startsWith(town))).toEqual([]);
  });

  test('has every type of school, kindergartens most of all', () => {
    expect(count('kindergarten')).toBeGreaterThan(count('primary'));
    expect(Math.min(count('primary'), count('secondary'), count('nine-year'))).toBeGreaterThan(50);
  });

  test('is the same for the same seed and another for another', () => {
    expect(demoCity()).toEqual(city);
    expect(demoCity(1).schools).not.toEqual(city.schools);
  });
});

describe('the months of the demonstration city', () => {
  test('are the six up to the current one, across the turn of the year too', () => {
    expect(months.map(({ period }) => period)).toEqual([
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
      '2026-11',
    ]);
    expect(demoMonths(city, '2027-02-01').map(({ period }) => period)[3]).toBe('2026-12');
  });

  test('do not depend on when they are asked for', () => {
    expect(demoMonths(city, '2026-12-31')[4]).toEqual(months[5]);
    expect(demoMonths(demoCity(), today)).toEqual(months);
  });

  test('carry eight figures a school, none above its denominator', () => {
    for (const { values } of originals) {
      expect(values).toHaveLength(8);
      expect(
        values.filter(
          (value) => 'denominator' in value && (value.numerator < 0 || value.numerator > value.denominator),
        ),
      ).toEqual([]);
    }
  });

  test('fall short in about 4 % and are missing in about 3 %', () => {
    const expected = months.length * city.schools.length;
    expect(originals.filter(fallsShort).length / originals.length).toBeCloseTo(0.04, 2);
    expect(1 - originals.length / expected).toBeCloseTo(0.03, 2);
    expect(new Set(originals.map(({ orgUnit, period }) => orgUnit + period)).size).toBe(originals.length);
  });

  test('correct only what fell short, and put it right', () => {
    const corrections = months.flatMap((month) => month.corrections);
    const shortKeys = new Set(originals.filter(fallsShort).map(({ orgUnit, period }) => orgUnit + period));
    expect(corrections.length).toBeGreaterThan(30);
    expect(corrections.length).toBeLessThan(shortKeys.size / 2);
    expect(corrections.filter(fallsShort)).toEqual([]);
    expect(corrections.filter(({ orgUnit, period }) => !shortKeys.has(orgUnit + period))).toEqual([]);
  });
});

describe('expected breaches', () => {
  const entry = (period: string, values: readonly ValueEntry[]): SubmissionEntry => ({
    orgUnit: 's',
    dataset: 'campus-safety',
    period,
    values,
    note: '',
  });
  const guards = (numerator: number, denominator: number): ValueEntry => ({
    indicator: 'safety-guard-staffing-rate',
    numerator,
    denominator,
  });
  const month = (period: string, values: readonly ValueEntry[], corrected?: readonly ValueEntry[]): DemoMonth => ({
    period,
    originals: [entry(period, values)],
    corrections: corrected ? [entry(period, corrected)] : [],
  });

  test('end with a month that meets the target or a correction', () => {
    expect(expectedBreaches([month('2026-10', [guards(1, 2)]), month('2026-11', [guards(2, 2)])])).toEqual([]);
    expect(expectedBreaches([month('2026-11', [guards(1, 2)], [guards(2, 2)])])).toEqual([]);
  });

  test('last through a month without data', () => {
    const breaches = expectedBreaches([month('2026-10', [guards(1, 2)]), month('2026-11', [guards(0, 0)])]);
    expect(breaches).toEqual([{ orgUnit: 's', indicator: 'safety-guard-staffing-rate' }]);
  });

  test('include the conjunction of the three alarm and video parts', () => {
    const linked = { indicator: 'safety-alarm-video-linked-rate', numerator: 7, denominator: 8 };
    const breaches = expectedBreaches([month('2026-11', [linked])]).map(({ indicator }) => indicator);
    expect(breaches).toEqual(['safety-alarm-video-linked-rate', 'safety-alarm-video-police-link-rate']);
  });
});
