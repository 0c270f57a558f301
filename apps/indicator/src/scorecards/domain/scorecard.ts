import { shanghaiDay, type Period } from '@xiaomai/period';
import { targetFor } from '../../catalogue/domain/applicable.ts';
import type { Catalogue, DatasetPlan, Indicator } from '../../catalogue/domain/catalogue.ts';
import { judgeFigure, judgeGroup, type Cell, type Figure, type PushedFigure, type Verdict } from './judge.ts';
import { hasData, quotientOf } from './judging/figure.ts';
import { checkFindings, figureFindings, type Finding } from './judging/findings.ts';
import { fieldOf, outliers, pastPeriods } from './judging/outliers.ts';
import { knownFigure, type Scene } from './judging/scene.ts';

export type { Finding, FindingCode } from './judging/findings.ts';

/** The figures of one org unit, dataset and period, judged. */
export type JudgedFigures = {
  /** What was pushed, then what follows from it. */
  readonly cells: readonly Cell[];
  readonly findings: readonly Finding[];
  readonly groups: readonly { readonly group: string; readonly verdict: Verdict }[];
};

/** Where and when figures are judged. */
export type Occasion = {
  readonly path: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly period: Period;
  /** The unit does not exist on the last day of the period: nothing is judged. */
  readonly absent?: boolean;
};

/** Pushed figures beyond the card. */
export type Around = {
  /** Own figure of another period, same dataset. */
  readonly own: (indicator: string, period: string) => Figure | undefined;
  /** Figure of another dataset, same unit and period, with data. */
  readonly other: (indicator: string) => Figure | undefined;
};

/** What was pushed, when, and what is around it. */
export type Pushed = {
  readonly figures: readonly PushedFigure[];
  readonly occasion: Occasion;
  /** Unix milliseconds at which the submission was received, and at which it is judged. */
  readonly receivedAt: number;
  readonly now: number;
  /** Undefined: the dataset's cards stand alone. */
  readonly around?: Around | undefined;
};

type Bench = { readonly catalogue: Catalogue; readonly pushed: Pushed };

const pushedFigure = ({ figures }: Pushed, indicator: string): PushedFigure | undefined =>
  figures.find((figure) => figure.indicator === indicator);

const unitOf = ({ indicators }: Catalogue, indicator: string): string => indicators.get(indicator)?.unit ?? '';

function sceneOf(figure: PushedFigure, { catalogue, pushed }: Bench): Scene {
  const { around, occasion, now } = pushed;
  return {
    period: occasion.period,
    own: (period) => knownFigure(around?.own(figure.indicator, period), unitOf(catalogue, figure.indicator)),
    other: (indicator) => {
      const here = pushedFigure(pushed, indicator);
      const found = here !== undefined && hasData(here) ? here : around?.other(indicator);
      return knownFigure(found, unitOf(catalogue, indicator));
    },
    receivedOn: () => shanghaiDay(figure.receivedAt > 0 ? figure.receivedAt : pushed.receivedAt),
    today: () => shanghaiDay(now),
    children: undefined,
  };
}

const unjudged = { verdict: 'not-applicable', target: '', against: '', measured: '' } as const;

function judgeOne(figure: PushedFigure, bench: Bench): Cell {
  const { indicator, numerator, denominator, value, statedRate, receivedAt } = figure;
  const known = bench.catalogue.indicators.get(indicator);
  if (known === undefined)
    return { indicator, numerator, denominator, value, statedRate, receivedAt, ...unjudged, derived: false };
  const { path, type, tags, period, absent = false } = bench.pushed.occasion;
  const place = { path, type, tags, day: period.end, rollup: false };
  const target = absent ? undefined : targetFor(bench.catalogue, indicator, place);
  const scene = (): Scene => sceneOf(figure, bench);
  const { verdict, against, measured } = judgeFigure(figure, known.unit, { target, period, scene });
  return {
    ...{ indicator, numerator, denominator, value, statedRate, receivedAt, verdict },
    ...{ target: target?.id ?? '', against, measured, derived: false },
  };
}

/** What a conjunction comes to: 1/1, 0/1, or 0/0 where it is not known. */
export function conjunctionOf(parts: readonly (Verdict | undefined)[], atLeast: number): readonly [number, number] {
  const met = parts.filter((verdict) => verdict === 'met').length;
  if (atLeast > 0 && met >= atLeast) return [1, 1];
  if (parts.some((verdict) => verdict === undefined || verdict === 'no-data')) return [0, 0];
  const all = parts.every((verdict) => verdict === 'met' || verdict === 'not-applicable');
  return [atLeast === 0 && all ? 1 : 0, 1];
}

function deriveFigure(indicator: Indicator, cells: ReadonlyMap<string, Cell>): PushedFigure {
  const parts = indicator.conjunctionOf.map((id) => cells.get(id)?.verdict);
  const [numerator, denominator] = conjunctionOf(parts, indicator.atLeast);
  return { indicator: indicator.id, numerator, denominator, value: '', statedRate: '', receivedAt: 0 };
}

const none: readonly Finding[] = [];

// What the unit has said before; asked for only where outliers are looked for.
function farFromPast(figure: PushedFigure, indicator: Indicator, { around, occasion }: Pushed): readonly Finding[] {
  if (indicator.outlierFloor === undefined || around === undefined || !hasData(figure)) return none;
  const past = pastPeriods(occasion.period).flatMap(({ text }) => {
    const before = around.own(figure.indicator, text);
    return (before && quotientOf(before, indicator.unit)) ?? [];
  });
  return outliers('outlier-own', figure, { indicator, field: fieldOf(past, 'outlier-own') });
}

function findingsOf(dataset: DatasetPlan, { catalogue, pushed }: Bench): readonly Finding[] {
  let findings = none;
  for (const figure of pushed.figures) {
    const indicator = catalogue.indicators.get(figure.indicator);
    if (indicator === undefined) continue;
    const [found, far] = [figureFindings(figure, indicator), farFromPast(figure, indicator, pushed)];
    if (found.length + far.length > 0) findings = [...findings, ...found, ...far];
  }
  if (dataset.checks.length === 0) return findings;
  const lookup = (id: string) => {
    const figure = pushedFigure(pushed, id);
    return figure === undefined ? undefined : { figure, unit: unitOf(catalogue, id) };
  };
  return [...findings, ...dataset.checks.flatMap((check) => checkFindings(check, lookup))];
}

/** Judges what was pushed and what follows from it. */
export function judgeFigures(catalogue: Catalogue, dataset: DatasetPlan, pushed: Pushed): JudgedFigures {
  const bench: Bench = { catalogue, pushed };
  const cells = new Map<string, Cell>();
  for (const figure of pushed.figures) cells.set(figure.indicator, judgeOne(figure, bench));
  for (const indicator of dataset.derived) {
    cells.set(indicator.id, { ...judgeOne(deriveFigure(indicator, cells), bench), derived: true });
  }
  const groups = dataset.groups.map((group) => ({
    group: group.id,
    verdict: judgeGroup(
      group.members.map((id) => cells.get(id)?.verdict),
      group.atLeast,
    ),
  }));
  return { cells: [...cells.values()], findings: findingsOf(dataset, bench), groups };
}
