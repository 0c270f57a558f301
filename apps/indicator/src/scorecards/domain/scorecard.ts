import { targetFor, type Catalogue, type DatasetPlan, type Indicator } from '../../catalogue/domain/catalogue.ts';
import { judgeFigure, judgeGroup, type Cell, type Figure, type Verdict } from './judge.ts';

/** The figures of one org unit, dataset and period, judged. */
export type JudgedFigures = {
  readonly cells: readonly Cell[];
  readonly groups: readonly { readonly group: string; readonly verdict: Verdict }[];
};

/** Where and when the figures are from. */
export type Occasion = { readonly path: string; readonly periodEnd: string };

function judgeOne(catalogue: Catalogue, figure: Figure, occasion: Occasion): Cell {
  const indicator = catalogue.indicators.get(figure.indicator);
  if (indicator === undefined) return { ...figure, verdict: 'not-applicable', target: '' };
  const target = targetFor(catalogue, figure.indicator, { path: occasion.path, day: occasion.periodEnd });
  const verdict = judgeFigure(figure, indicator, { target, periodEnd: occasion.periodEnd });
  return {
    indicator: figure.indicator,
    numerator: figure.numerator,
    denominator: figure.denominator,
    value: figure.value,
    verdict,
    target: target?.id ?? '',
  };
}

// A part without data leaves the whole without data; a part that misses its target makes 0/1; else 1/1.
function deriveFigure(indicator: Indicator, cells: ReadonlyMap<string, Cell>): Figure {
  const parts = indicator.conjunctionOf.map((id) => cells.get(id)?.verdict);
  const known = parts.every((verdict) => verdict !== undefined && verdict !== 'no-data');
  const met = parts.every((verdict) => verdict === 'met' || verdict === 'not-applicable');
  return { indicator: indicator.id, numerator: known && met ? 1 : 0, denominator: known ? 1 : 0, value: '' };
}

/** Judges what was pushed and what follows from it. */
export function judgeFigures(
  catalogue: Catalogue,
  dataset: DatasetPlan,
  pushed: { readonly figures: readonly Figure[]; readonly occasion: Occasion },
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
  return { cells: [...cells.values()], groups };
}
