import type { FaultCode } from '@xiaomai/gateway-api/fault-code';
import type { Language } from '@xiaomai/gateway-api/language';
import { faultOf, type Fault } from '@xiaomai/gateway-api/problem';
import type { DraftValue } from '../../domain/draft.ts';
import type { Column, Columns } from './columns.ts';
import type { Row } from './csv.parser.ts';

/** One figure as its row gave it; what is undefined was blank, or malformed and is among the faults. */
export type FigureRow = {
  readonly line: number;
  readonly orgUnit: string | undefined;
  readonly period: string | undefined;
  readonly dataset: string | undefined;
  readonly indicator: string | undefined;
  readonly value: DraftValue | undefined;
  readonly faults: readonly Fault[];
};

type Cells = (column: Column) => string | undefined;
type Report = (code: FaultCode, column: Column) => void;

const longestId = 80;
const longestNote = 500;
const integer = /^-?\d{1,16}$/;

const cellsOf =
  (row: Row, columns: Columns): Cells =>
  (column) => {
    const text = row.cells[columns.get(column) ?? -1]?.trim();
    return text === '' ? undefined : text;
  };

function readId(
  column: 'orgUnit' | 'period' | 'dataset' | 'indicator',
  cells: Cells,
  report: Report,
): string | undefined {
  const text = cells(column);
  if (text === undefined && column !== 'dataset') report('missing-field', column);
  if (text === undefined || text.length <= longestId) return text;
  report('invalid-field', column);
  return undefined;
}

function readInteger(
  column: 'numerator' | 'denominator',
  cells: Cells,
  report: Report,
): { numerator?: number; denominator?: number } {
  const text = cells(column);
  if (text === undefined) return {};
  if (integer.test(text) && Number.isSafeInteger(Number(text))) return { [column]: Number(text) };
  report('invalid-value', column);
  return {};
}

function readNote(cells: Cells, report: Report): { note?: string } {
  const note = cells('note');
  if (note === undefined) return {};
  if (note.length > longestNote) report('note-too-long', 'note');
  return { note };
}

/** Reads a row of figures; every fault of its form at once. */
export function readFigureRow(row: Row, columns: Columns, language: Language): FigureRow {
  const { line } = row;
  const cells = cellsOf(row, columns);
  const faults: Fault[] = [];
  const report: Report = (code, column) => {
    const indicator = cells('indicator')?.slice(0, longestId);
    const value = cells(column)?.slice(0, 120);
    const what = { ...(indicator === undefined ? {} : { indicator }), ...(value === undefined ? {} : { value }) };
    faults.push(faultOf(code, language, { line, pointer: `/${column}`, ...what }));
  };
  const indicator = readId('indicator', cells, report);
  const decimal = cells('value');
  const figure = {
    ...readInteger('numerator', cells, report),
    ...readInteger('denominator', cells, report),
    ...(decimal === undefined ? {} : { value: decimal }),
    ...readNote(cells, report),
  };
  return {
    line,
    orgUnit: readId('orgUnit', cells, report),
    period: readId('period', cells, report),
    dataset: readId('dataset', cells, report),
    indicator,
    value:
      indicator === undefined ? undefined : { indicator, ...figure, ...(faults.length > 0 ? { malformed: true } : {}) },
    faults,
  };
}
