import type { Column, Headings } from './columns.ts';
import type { Row } from './csv.parser.ts';
import type { FigureTexts } from './read-figure.ts';

/** A row of a table as a figure: its places are its line and the column. */
export const figureOfRow = ({ line, cells }: Row, { columns, width }: Headings): FigureTexts => ({
  text: (column: Column) => {
    const text = cells[columns.get(column) ?? -1]?.trim();
    return text === '' ? undefined : text;
  },
  at: (field) => (field === undefined ? { line } : { line, pointer: `/${field}` }),
  order: line,
  beyond: cells.slice(width).find((cell) => cell.trim() !== ''),
});
