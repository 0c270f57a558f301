import { describe, expect, test } from '@jest/globals';

import { authorityUnits } from './org-unit.ts';
import { publishedSubmissions, readPublishedFigures } from './published.ts';

const figures = readPublishedFigures();
const { submissions, undated } = publishedSubmissions(figures);
const valueOf = (orgUnit: string, period: string, indicator: string) =>
  submissions
    .find((entry) => entry.orgUnit === orgUnit && entry.period === period)
    ?.values.find((value) => value.indicator === indicator);

describe('published figures', () => {
  test('every figure is there, and those without a date are named and left out', () => {
    expect(figures).toHaveLength(313);
    expect(undated.map(({ indicator }) => indicator)).toEqual([
      'nn-national-textbook-compulsory-coverage',
      'nn-ethics-training-bases',
      'nn-master-teacher-teams',
    ]);
    expect(submissions.flatMap(({ values }) => values)).toHaveLength(310);
  });

  test('an authority has one submission per period, and no figure twice in it', () => {
    const ids = submissions.map(({ orgUnit, period }) => `${orgUnit}|${period}`);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { values } of submissions)
      expect(new Set(values.map(({ indicator }) => indicator)).size).toBe(values.length);
  });

  test('every authority is an org unit whose parents come before it', () => {
    const seen = new Set<string | null>([null]);
    for (const { id, parent } of authorityUnits) {
      expect(seen).toContain(parent);
      seen.add(id);
    }
    for (const { orgUnit } of submissions) expect(seen).toContain(orgUnit);
  });

  test('a figure is the text that was published, never a ratio', () => {
    expect(valueOf('31', '2023', 'graduate-initial-employment-rate')).toMatchObject({ value: '95.98' });
    expect(valueOf('3307', '2023-H1', 'jh-projects-start-rate')).toMatchObject({ value: '46' });
    expect(valueOf('3307', '2023-H1', 'jh-petition-volume-change')).toMatchObject({ value: '-23' });
    expect(valueOf('3307', '2022', 'jh-education-funding-total')).toMatchObject({ value: '98500000000' });
  });

  test('figures as of 30 June belong to the half-year that day closes, and the submission says so', () => {
    const halfYear = submissions.filter(({ period }) => period === '2023-H1');
    expect(halfYear.map(({ orgUnit }) => orgUnit)).toEqual(['3307']);
    expect(halfYear[0]?.note).toContain('2023-06-30');
  });

  test('an uncertain year and a bound are written in the note of the value', () => {
    expect(valueOf('62', '2021', 'gs-clusters')).toMatchObject({ note: expect.stringContaining('年份为约数') });
    expect(valueOf('33', '2021', 'zj-rotated-teachers')).toMatchObject({
      note: expect.not.stringContaining('年份为约数'),
    });
    expect(valueOf('12', '2021', 'tj-enterprise-training')).toMatchObject({ note: expect.stringContaining('“近”') });
  });
});
