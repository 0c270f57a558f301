import { targetFor, type Catalogue, type DatasetPlan, type Indicator } from '../../catalogue/domain/catalogue.ts';
import { judgeFigure, judgeGroup, type Cell, type PushedFigure, type Verdict } from './judge.ts';

/** The figures of one org unit, dataset and period, judged. */
export type JudgedFigures = {
  /** What was pushed, then what follows from it. */
  readonly cells: readonly Cell[];
  readonly findings: readonly Finding[];
  readonly groups: readonly { readonly group: string; readonly verdict: Verdict }[];
};

/** Something that does not fit, beside the verdicts. */
export type Finding = {
  readonly code: FindingCode;
  readonly indicator: string;
  /** Id of the dataset's check; empty = none. */
  readonly check: string;
  /** Decimal texts. */
  readonly found: string;
  readonly expected: string;
};

/** What does not fit. */
export type FindingCode =
  | 'numerator-exceeds-denominator'
  | 'rate-mismatch'
  | 'total-mismatch'
  | 'exceeds-other'
  | 'disagrees'
  | 'implausible'
  | 'outlier-own'
  | 'outlier-peers';

/** Where and when the figures are from. */
export type Occasion = { readonly path: string; readonly periodEnd: string };

const unjudged = { verdict: 'not-applicable', target: '', against: '', measured: '' } as const;

function judgeOne(catalogue: Catalogue, figure: PushedFigure, occasion: Occasion): Cell {
  const indicator = catalogue.indicators.get(figure.indicator);
  if (indicator === undefined) return { ...figure, ...unjudged };
  const target = targetFor(catalogue, figure.indicator, { path: occasion.path, day: occasion.periodEnd });
  const verdict = judgeFigure(figure, indicator, { target, periodEnd: occasion.periodEnd });
  return {
    indicator: figure.indicator,
    numerator: figure.numerator,
    denominator: figure.denominator,
    value: figure.value,
    statedRate: figure.statedRate,
    receivedAt: figure.receivedAt,
    verdict,
    target: target?.id ?? '',
    against: '',
    measured: '',
  };
}

// A part without data leaves the whole without data; a part that misses its target makes 0/1; else 1/1.
function deriveFigure(indicator: Indicator, cells: ReadonlyMap<string, Cell>): PushedFigure {
  const parts = indicator.conjunctionOf.map((id) => cells.get(id)?.verdict);
  const known = parts.every((verdict) => verdict !== undefined && verdict !== 'no-data');
  const met = parts.every((verdict) => verdict === 'met' || verdict === 'not-applicable');
  const [numerator, denominator] = [known && met ? 1 : 0, known ? 1 : 0];
  return { indicator: indicator.id, numerator, denominator, value: '', statedRate: '', receivedAt: 0 };
}

/** Judges what was pushed and what follows from it. */
export function judgeFigures(
  catalogue: Catalogue,
  dataset: DatasetPlan,
  pushed: { readonly figures: readonly PushedFigure[]; readonly occasion: Occasion },
): JudgedFigures {
  const cells = new Map<string, Cell>();
  for (const figure of pushed.figures) cells.set(figure.indicator, judgeOne(catalogue, figure, pushed.occasion));
  for (const indicator of dataset.derived) {
    cells.set(indicator.id, judgeOne(catalogue, deriveFigure(indicator, cells), pushed.occasion));
  }
  const groups = dataset.groups.map((group) => ({
    group: group.id,
    verdict: judgeGroup(group.members.map((id) => cells.get(id)?.verdict)),
  }));
  return { cells: [...cells.values()], findings: [], groups };
}
