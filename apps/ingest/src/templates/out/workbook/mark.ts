import type ExcelJS from 'exceljs';
import type { CellNote } from '../../flow/workbooks.ts';
import { bytesOfWorkbook, loadWorkbook } from './exceljs.ts';
import { faultFill, inputFill } from './looks.ts';

type Noted = { _comment?: unknown; readonly model: { comment?: unknown } };

// exceljs can set a note but not take one away: a cell keeps it twice.
function removeNote(cell: ExcelJS.Cell): void {
  const noted = cell as unknown as Noted;
  noted._comment = undefined;
  delete noted.model.comment;
}

// Notes of an earlier refusal go; what was entered stays.
function unmark(sheet: ExcelJS.Worksheet): void {
  sheet.eachRow((row) => {
    row.eachCell({ includeEmpty: true }, (cell) => {
      if (cell.note !== undefined) removeNote(cell);
      if (cell.protection?.locked === false) cell.style = { ...cell.style, fill: inputFill };
    });
  });
}

// A fault in what is hidden is shown at the first cell of its row that is not.
function visibleCell(sheet: ExcelJS.Worksheet, name: string): ExcelJS.Cell {
  const cell = sheet.getCell(name);
  let column = Number(cell.col);
  while (sheet.getColumn(column).hidden && column < sheet.columnCount) column += 1;
  return sheet.getRow(Number(cell.row)).getCell(column);
}

/** The same workbook with the named cells red and noted. */
export async function markWorkbook(bytes: Buffer, notes: readonly CellNote[]): Promise<Buffer> {
  const workbook = await loadWorkbook(bytes);
  const [sheet] = workbook.worksheets;
  if (sheet === undefined) return bytes;
  unmark(sheet);
  const texts = new Map<ExcelJS.Cell, string[]>();
  for (const { cell: name, text } of notes) {
    const cell = visibleCell(sheet, name);
    texts.set(cell, [...(texts.get(cell) ?? []), text]);
  }
  for (const [cell, said] of texts) {
    cell.style = { ...cell.style, fill: faultFill };
    cell.note = { texts: [{ text: said.join('\n') }], margins: { insetmode: 'auto' } };
  }
  return await bytesOfWorkbook(workbook);
}
