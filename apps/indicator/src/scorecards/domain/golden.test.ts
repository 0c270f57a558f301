import { describe, expect, test } from '@jest/globals';
import { golden, type JudgingCase, type OutlierCase } from '@xiaomai/testing';
import {
  makeCatalogue,
  type Aggregation,
  type Catalogue,
  type Indicator,
  type Target,
} from '../../catalogue/domain/catalogue.ts';
import { parseDecimal, type Decimal } from '../../catalogue/domain/decimal.ts';
import { aDataset, anIndicator, aPack, aTarget } from '../../catalogue/domain/examples.ts';
import { roundQuotient } from '../../catalogue/domain/decimal.ts';
import { contributionOfCard } from './card.ts';
import { aCell, aFigure, aScorecard } from './examples.ts';
import { judgeGroup, quotientOf, type Cell, type PushedFigure } from './judge.ts';
import { periodOf } from './judging/judge-target.ts';
import { fieldsOfOthers, outliers } from './judging/outliers.ts';
import { rollUp, type RollupCell } from './rollup.ts';
import { conjunctionOf, judgeFigures, type Pushed } from './scorecard.ts';

const decimal = (text: string | undefined): Decimal => parseDecimal(text ?? '0') ?? { mantissa: 0n, scale: 0 };

function figureOf(indicator: string, text: string): PushedFigure {
  const [numerator = 0, denominator = 0] = text.includes('/') ? text.split('/').map(Number) : [];
  return aFigure({ indicator, numerator, denominator, value: text.includes('/') ? '' : text });
}

function targetOf({ target }: JudgingCase): Target {
  const { value, upper, times, path, ...rest } = target as Partial<Record<string, never>> & JudgingCase['target'];
  return aTarget('x', {
    ...(rest as Partial<Target>),
    value: decimal(value),
    upper: upper === undefined ? undefined : decimal(upper),
    times: times === undefined ? decimal('1') : decimal(times),
    path:
      path === undefined
        ? undefined
        : {
            kind: path.kind as 'linear',
            stages: path.stages.map(({ on, value: stage }) => ({ on, value: decimal(stage) })),
          },
  });
}

function catalogueOf(one: JudgingCase): Catalogue {
  const indicators = ['x', ...Object.keys(one.others ?? {}), 'y', 'z'];
  return makeCatalogue(1, [
    aPack({
      indicators: [...new Set(indicators)].map((id) => anIndicator(id, { unit: one.unit, aggregation: 'sum' })),
      targets: [targetOf(one)],
      datasets: [aDataset('d', ['x', 'y', 'z'])],
    }),
  ]);
}

const at = (instant: string | undefined): number => Date.parse(instant ?? '2026-11-24T00:00:00.000Z');

function judgedCell(one: JudgingCase): Cell | undefined {
  const catalogue = catalogueOf(one);
  const dataset = catalogue.datasets.get('d');
  if (dataset === undefined) throw new Error('no dataset');
  const others = Object.entries(one.others ?? {}).map(([id, text]) => figureOf(id, text));
  const pushed: Pushed = {
    figures: [figureOf('x', one.figure), ...others],
    occasion: { path: 'city/district/school/', type: 'primary', tags: ['boarding'], period: periodOf(one.period) },
    receivedAt: at(one.receivedAt),
    now: at(one.now),
    around: {
      own: (_indicator, period) => {
        const text = one.past?.[period];
        return text === undefined ? undefined : figureOf('x', text);
      },
      other: () => undefined,
    },
  };
  return judgeFigures(catalogue, dataset, pushed).cells[0];
}

function rolledCell(
  catalogue: Catalogue,
  figures: readonly string[],
  received: readonly number[] = [],
): RollupCell | undefined {
  const cards = figures.map((text, index) =>
    aScorecard({ orgUnit: `u${index}`, receivedAt: received[index] ?? 0, cells: [aCell(figureOf('x', text))] }),
  );
  const occasion = { path: 'city/district/', type: 'district', tags: [], dataset: 'd', period: periodOf('2026-10') };
  const contributions = cards.map((card) => contributionOfCard(card, catalogue));
  return rollUp(catalogue, contributions, occasion).cells[0];
}

describe('a worked case of judging', () => {
  test.each(golden('judging').map((one) => [one.rule, one] as const))('%s', (_rule, one) => {
    const cell = one.children === undefined ? judgedCell(one) : rolledCell(catalogueOf(one), one.children);
    expect(cell?.verdict).toBe(one.verdict);
  });
});

describe('a worked case of what follows within a submission', () => {
  test.each(golden('conjunctions').map((one) => [one.rule, one] as const))('%s', (_rule, one) => {
    expect(conjunctionOf(one.parts, one.atLeast).join('/')).toBe(one.figure);
  });

  test.each(golden('groups').map((one) => [one.rule, one] as const))('%s', (_rule, one) => {
    expect(judgeGroup(one.members, one.atLeast)).toBe(one.verdict);
  });

  test.each(golden('findings').map((one) => [one.rule, one] as const))('%s', (_rule, one) => {
    const [min, max] = one.plausible ?? [];
    const plausible = { plausibleMin: parseDecimal(min ?? ''), plausibleMax: parseDecimal(max ?? '') };
    const checks =
      one.check === undefined
        ? []
        : [{ ...one.check, id: 'c', kind: one.check.kind as 'sum', tolerance: decimal(one.check.tolerance || '0') }];
    const ids = Object.keys(one.figures);
    const catalogue = makeCatalogue(1, [
      aPack({
        indicators: ids.map((id) => anIndicator(id, id === 'x' ? plausible : {})),
        datasets: [aDataset('d', ids, { checks })],
      }),
    ]);
    const dataset = catalogue.datasets.get('d');
    if (dataset === undefined) throw new Error('no dataset');
    const figures = ids.map((id) => ({ ...figureOf(id, one.figures[id] ?? ''), statedRate: one.stated?.[id] ?? '' }));
    const occasion = { path: 't/s/', type: 'primary', tags: [], period: periodOf('2026-10') };
    const { findings } = judgeFigures(catalogue, dataset, { figures, occasion, receivedAt: 0, now: 0 });
    expect(findings.map(({ code }) => code)).toEqual(one.codes);
  });
});

describe('a worked case of an outlier', () => {
  test.each(golden('outliers').map((one) => [one.rule, one] as const))('%s', (_rule, one) => {
    const code = one.past === undefined ? 'outlier-peers' : 'outlier-own';
    const indicator = anIndicator('x', { unit: one.unit, outlierFloor: decimal(one.floor) });
    const catalogue = makeCatalogue(1, [aPack({ indicators: [indicator], datasets: [aDataset('d', ['x'])] })]);
    const findings = one.past === undefined ? amongPeers(one, indicator) : inItsPast(one, catalogue);
    const said = one.found === null ? [] : [{ code, indicator: 'x', check: '', ...one.found }];
    expect(findings).toEqual(said);
  });

  const amongPeers = ({ figure, peers = [] }: OutlierCase, indicator: Indicator) => {
    const numbers = [figure, ...peers].map((text) => quotientOf(figureOf('x', text), indicator.unit));
    const known = numbers.flatMap((number, at) => (number === undefined ? [] : [[String(at), number] as const]));
    const field = fieldsOfOthers(new Map(known))('0');
    return outliers('outlier-peers', figureOf('x', figure), { indicator, field });
  };

  const inItsPast = ({ figure, past = {}, period }: OutlierCase, catalogue: Catalogue) => {
    const dataset = catalogue.datasets.get('d');
    if (dataset === undefined) throw new Error('no dataset');
    const own = (_indicator: string, text: string) =>
      past[text] === undefined ? undefined : figureOf('x', past[text]);
    const occasion = { path: 't/s/', type: 'primary', tags: [], period: periodOf(period) };
    const around = { own, other: () => undefined };
    const figures = [figureOf('x', figure)];
    return judgeFigures(catalogue, dataset, { figures, occasion, receivedAt: 0, now: 0, around }).findings;
  };
});

describe('a worked case of rolling up', () => {
  test.each(golden('rollups').map((one) => [one.rule, one] as const))('%s', (_rule, one) => {
    const aggregation = one.aggregation as Aggregation;
    const catalogue = makeCatalogue(1, [
      aPack({
        indicators: [anIndicator('x', { unit: one.unit ?? 'count', aggregation })],
        datasets: [aDataset('d', ['x'])],
      }),
    ]);
    const cell = rolledCell(catalogue, one.children, one.received);
    if (cell === undefined) throw new Error('no cell');
    if ('valued' in one) expect(cell.valued).toBe(one.valued);
    const mean = `${cell.value}/${cell.valued}`;
    const whole = cell.denominator > 0 ? `${cell.numerator}/${cell.denominator}` : cell.value;
    // A sum keeps its digits; the table says it without those that say nothing.
    const shown = whole.includes('.')
      ? roundQuotient({ numerator: decimal(whole).mantissa, denominator: 10n ** BigInt(decimal(whole).scale) }, 9)
      : whole;
    expect(aggregation === 'mean' ? mean : shown).toBe(one.figure);
  });
});
