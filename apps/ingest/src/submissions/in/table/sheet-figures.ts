import type { FaultPlace } from '@xiaomai/gateway-api/problem';
import { cellName } from '../../../templates/domain/cell-name.ts';
import { partsOfCode } from '../../../templates/domain/template.ts';
import type { FilledSheet } from '../../../templates/flow/workbooks.ts';
import type { Column } from './columns.ts';
import type { FigureTexts } from './read-figure.ts';

// The columns of one figure in a row; where the sheet has a row for each figure, there is one such set.
type FigureColumns = { readonly indicator: string | undefined; readonly fields: Map<string, number> };
type Layout = { readonly keys: ReadonlyMap<string, number>; readonly figures: readonly FigureColumns[] };

// What a row is about, and what is to be done with all of it.
const keys: ReadonlySet<string> = new Set(['orgUnit', 'dataset', 'period', 'indicator', 'action']);
const fields: ReadonlySet<string> = new Set(['numerator', 'denominator', 'value', 'note']);
const yesNo: Readonly<Record<string, string>> = { 是: '1', 否: '0' };

function layoutOf(codes: readonly string[]): Layout {
  const keyColumns = new Map<string, number>();
  const figures = new Map<string | undefined, FigureColumns>();
  codes.forEach((code, column) => {
    const { field, indicator } = partsOfCode(code);
    if (keys.has(field)) keyColumns.set(field, column);
    if (!fields.has(field)) return;
    const figure = figures.get(indicator) ?? { indicator, fields: new Map<string, number>() };
    figures.set(indicator, figure);
    figure.fields.set(field, column);
  });
  return { keys: keyColumns, figures: [...figures.values()] };
}

type Row = FilledSheet['rows'][number];

function figureOf({ row, texts }: Row, layout: Layout, figure: FigureColumns): FigureTexts {
  const columnOf = (field: string): number | undefined => figure.fields.get(field) ?? layout.keys.get(field);
  const [first = 0] = figure.fields.values();
  return {
    text: (column: Column) => {
      if (column === 'indicator' && figure.indicator !== undefined) return figure.indicator;
      const said = texts[columnOf(column) ?? -1] ?? undefined;
      return column === 'value' && said !== undefined ? (yesNo[said] ?? said) : said;
    },
    at: (field): FaultPlace => ({ cell: cellName((field === undefined ? undefined : columnOf(field)) ?? first, row) }),
    order: row,
  };
}

const isFilledIn = ({ texts }: Row, columns: Iterable<number>): boolean =>
  [...columns].some((column) => texts[column] !== null && texts[column] !== undefined);

const saidIn = ({ keys: ofRow }: Layout, figure: FigureColumns): readonly number[] => {
  const action = ofRow.get('action');
  return [...figure.fields.values(), ...(action === undefined ? [] : [action])];
};

/** The figures that were filled into a sheet; where nothing was, the place at which the first could have been. */
export function figuresOfSheet({ codes, rows }: FilledSheet): {
  readonly figures: readonly FigureTexts[];
  readonly first: FaultPlace;
} {
  const layout = layoutOf(codes);
  const figures = rows.flatMap((row) =>
    layout.figures
      .filter((figure) => isFilledIn(row, saidIn(layout, figure)))
      .map((figure) => figureOf(row, layout, figure)),
  );
  const [row, [figure]] = [rows[0], layout.figures];
  const [column = 0] = figure?.fields.values() ?? [];
  return { figures, first: { cell: cellName(column, row?.row ?? 1) } };
}
