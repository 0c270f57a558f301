import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, test } from '@jest/globals';
import Papa from 'papaparse';
import { parse } from 'yaml';

import { readPublishedFigures } from './published.ts';

type Source = { file: string; phrase: string };
type Target = {
  comparator: string;
  value?: string;
  upper?: string;
  severity: string;
  soft?: boolean;
  valid_from?: string;
  valid_to?: string;
  due?: string;
  source: Source;
};
type Indicator = {
  id: string;
  name: { zh: string; en: string };
  kind: string;
  unit: string;
  aggregation: string;
  numerator?: string;
  denominator?: string;
  conjunction_of?: string[];
  source: Source;
  targets?: Target[];
};
type Group = { id: string; members: string[]; complete: boolean; source: Source };
type Dataset = { id: string; indicators: string[]; reported_by: string[]; period_kinds: string[]; rolls_up: boolean };
type Pack = { pack: string; version: string; indicators: Indicator[]; groups: Group[]; datasets: Dataset[] };

const folder = new URL('../../../packs/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const packs = files.map((file) => parse(readFileSync(new URL(file, folder), 'utf8')) as Pack);
const indicators = packs.flatMap((pack) => pack.indicators);
const groups = packs.flatMap((pack) => pack.groups);
const datasets = packs.flatMap((pack) => pack.datasets);
const targets = indicators.flatMap((indicator) =>
  (indicator.targets ?? []).map((target) => ({ indicator: indicator.id, ...target })),
);
const byId = new Map(indicators.map((indicator) => [indicator.id, indicator]));
const dataset = (id: string): Dataset | undefined => datasets.find((candidate) => candidate.id === id);

const sourcesText = readFileSync(new URL('./catalogue-sources.csv', import.meta.url), 'utf8');
const rows = Papa.parse<Source & { id: string }>(sourcesText, { header: true, skipEmptyLines: true }).data;
const placeOf = ({ file, phrase }: Source): string => `${file}|${phrase}`;
const places = new Set(rows.map(placeOf));

const decimal = /^-?\d+(\.\d+)?$/;
const day = /^\d{4}-\d{2}-\d{2}$/;
const publishedTwin = 'safety-alarm-video-police-link-rate-published';

function isExpressible(target: Target): boolean {
  const { comparator, value, upper } = target;
  if (comparator === 'zero') return value === undefined && upper === undefined;
  if (typeof value !== 'string' || !decimal.test(value)) return false;
  if (comparator === 'range') return typeof upper === 'string' && decimal.test(upper);
  return ['at-least', 'at-most', 'above', 'below', 'equals'].includes(comparator) && upper === undefined;
}

function isMissed(value: string, target: Target): boolean {
  const figure = Number(value);
  const bound = Number(target.value ?? '0');
  return target.comparator === 'at-least' ? figure < bound : figure !== bound;
}

describe('the packs', () => {
  test('are named as their files and carry a version as text', () => {
    expect(packs.map(({ pack }) => `${pack}.yaml`)).toEqual(files);
    expect(packs.map(({ version }) => typeof version)).toEqual(packs.map(() => 'string'));
  });

  test('define each indicator once, in words of the format and named in both languages', () => {
    expect(byId.size).toBe(indicators.length);
    for (const { id, name, kind, aggregation } of indicators) {
      expect([id, name.zh === '', name.en === '']).toEqual([id, false, false]);
      expect(['ratio', 'count', 'amount', 'score', 'milestone']).toContain(kind);
      expect(['ratio-of-sums', 'units-met', 'sum', 'none']).toContain(aggregation);
    }
  });

  test('name numerator and denominator of every ratio, and of nothing else', () => {
    const named = ({ numerator, denominator }: Indicator): number => [numerator, denominator].filter(Boolean).length;
    expect(
      indicators.filter((indicator) => named(indicator) !== (indicator.kind === 'ratio' ? 2 : 0)).map(({ id }) => id),
    ).toEqual([]);
  });

  test('give every indicator, target and group a source that occurs in the catalogue', () => {
    const sources = [...indicators, ...targets, ...groups].map(({ source }) => placeOf(source));
    expect(sources.filter((place) => !places.has(place))).toEqual([]);
  });

  test('have targets the judge can express, with decimals as text and days in order', () => {
    for (const target of targets) {
      const days = [target.valid_from, target.due, target.valid_to].filter((text) => text !== undefined);
      expect([target.indicator, isExpressible(target)]).toEqual([target.indicator, true]);
      expect(['notice', 'warning', 'major', 'critical']).toContain(target.severity);
      expect(days.filter((text) => !day.test(text))).toEqual([]);
      expect([...days].sort()).toEqual(days);
    }
  });

  test('have groups and conjunctions of indicators that exist', () => {
    const members = [
      ...groups.flatMap((group) => group.members),
      ...indicators.flatMap(({ conjunction_of: parts }) => parts ?? []),
    ];
    expect(members.filter((id) => !byId.has(id))).toEqual([]);
  });

  test('have datasets of indicators that exist, each once, none derived', () => {
    for (const { indicators: ids } of datasets) {
      expect(ids.filter((id) => byId.get(id) === undefined || byId.get(id)?.conjunction_of !== undefined)).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('push every part of a derived indicator together', () => {
    const derived = indicators.flatMap(({ conjunction_of: parts }) => (parts ? [parts] : []));
    const together = derived.map(
      (parts) => datasets.filter(({ indicators: ids }) => parts.every((id) => ids.includes(id))).length,
    );
    expect(together).toEqual([1]);
  });
});

describe('the named groups', () => {
  const required = (id: string): string[] =>
    (groups.find((group) => group.id === id)?.members ?? []).map(
      (member) =>
        byId
          .get(member)
          ?.targets?.map(({ comparator, value }) => `${comparator} ${value}`)
          .join() ?? '',
    );

  test('the four 100 % and the four full coverages are complete and ask for 100 each', () => {
    expect(required('four-100')).toEqual(Array(4).fill('equals 100'));
    expect(required('four-coverage')).toEqual(Array(4).fill('equals 100'));
    expect(groups.filter(({ complete }) => !complete)).toEqual([]);
  });

  test('a city counts the schools that meet a member of the four 100 %', () => {
    const members = groups.find(({ id }) => id === 'four-100')?.members ?? [];
    expect(members.map((id) => byId.get(id)?.aggregation)).toEqual(Array(4).fill('units-met'));
  });

  test('a school pushes eight figures a month for campus safety', () => {
    expect(dataset('campus-safety')).toMatchObject({ period_kinds: ['month'], rolls_up: true });
    expect(dataset('campus-safety')?.indicators).toHaveLength(8);
    expect(dataset('campus-safety')?.reported_by).toEqual(['primary', 'secondary', 'nine-year', 'kindergarten']);
  });
});

describe('the published dataset', () => {
  const figures = readPublishedFigures();
  const listed = dataset('published-2023')?.indicators ?? [];

  test('lists the catalogue rows that have a figure, a derived one by its published twin', () => {
    const ids = new Set(rows.map(({ id }) => id));
    expect(listed).toHaveLength(313);
    expect(listed.filter((id) => !ids.has(id))).toEqual([publishedTwin]);
    expect(figures.map(({ indicator }) => indicator).sort()).toEqual([...listed].sort());
  });

  test('never rolls up and never adds up', () => {
    expect(dataset('published-2023')?.rolls_up).toBe(false);
    const own = packs.find(({ pack }) => pack === 'published-2023')?.indicators ?? [];
    expect(own.filter(({ aggregation }) => aggregation !== 'none')).toEqual([]);
  });

  test('a figure that misses its target was not due yet', () => {
    const missed = figures.flatMap(({ indicator, value, period }) =>
      (byId.get(indicator)?.targets ?? [])
        .filter((target) => isMissed(value, target))
        .map((target) => `${indicator} ${period} → ${target.due}`),
    );
    expect(missed).toEqual([
      'principal-responsibility-rate-sh 2023 → 2024-12-31',
      'jh-projects-started-count 2023-H1 → 2023-12-31',
      'jh-projects-start-rate 2023-H1 → 2023-12-31',
      'jh-projects-finished-count 2023-H1 → 2023-12-31',
      'jh-projects-finish-rate 2023-H1 → 2023-12-31',
      'jh-migrant-public-school-rate 2023-H1 → 2023-12-31',
    ]);
  });
});
