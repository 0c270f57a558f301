import type ExcelJS from 'exceljs';
import { err, ok, type Result } from '@xiaomai/kernel';
import { unitCodes } from '../../domain/template.ts';
import type { FilledSheet } from '../../flow/workbooks.ts';
import { loadWorkbook } from './exceljs.ts';

// What the reader expands cell by cell, and what does not matter to what was filled in.
const ignoreNodes = [
  'dataValidations',
  'mergeCells',
  'conditionalFormatting',
  'hyperlinks',
  'sheetProtection',
  'autoFilter',
  'drawing',
  'picture',
  'legacyDrawing',
  'tableParts',
  'rowBreaks',
  'extLst',
];

// A spreadsheet shows 15 digits of what it calculated.
const numberText = (value: number): string =>
  String(Number.isInteger(value) || !Number.isFinite(value) ? value : Number(value.toPrecision(15)));

type Rich = {
  readonly richText?: unknown;
  readonly text?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
};

// A formula counts as what it last came to; a link as its text; a cell in error as its error.
function textOfObject(value: Rich): string {
  if (Array.isArray(value.richText)) return value.richText.map((run: Rich) => textOf(run.text)).join('');
  const inside = [value.result, value.text, value.error].find((one) => one !== undefined && one !== null);
  return inside === undefined ? '?' : textOf(inside);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '?' : value.toISOString();
  return typeof value === 'object' ? textOfObject(value) : String(value as string | boolean);
}

const longestText = 4_000;

const cellText = (row: ExcelJS.Row, column: number): string | null => {
  const text = textOf(row.getCell(column).value).trim();
  return text === '' ? null : text.slice(0, longestText);
};

const textsOf = (row: ExcelJS.Row, width: number): readonly (string | null)[] =>
  Array.from({ length: width }, (_, n) => cellText(row, n + 1));

const mostColumns = 2_000;

function codesOf(sheet: ExcelJS.Worksheet): readonly string[] | undefined {
  const width = Math.min(sheet.columnCount, mostColumns);
  const codes = textsOf(sheet.getRow(1), width).map((text) => text ?? '');
  return unitCodes.every((code, n) => codes[n] === code) ? codes : undefined;
}

/** Reads what was filled into a template; rows without a unit are none. */
export async function readWorkbook(bytes: Buffer): Promise<Result<FilledSheet, 'not-a-template'>> {
  const workbook = await loadWorkbook(bytes, ignoreNodes);
  for (const sheet of workbook.worksheets) {
    const codes = codesOf(sheet);
    if (codes === undefined) continue;
    const rows: { row: number; texts: readonly (string | null)[] }[] = [];
    sheet.eachRow((row, number) => {
      const texts = number === 1 ? [] : textsOf(row, codes.length);
      if (texts[0] !== null && texts[0] !== undefined) rows.push({ row: number, texts });
    });
    return ok({ codes, rows });
  }
  return err('not-a-template');
}
