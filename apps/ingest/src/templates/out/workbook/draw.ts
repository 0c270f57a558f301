import type ExcelJS from 'exceljs';
import type { PlannedCell, SheetPlan } from '../../domain/sheet-plan.ts';
import { bytesOfWorkbook, newWorkbook } from './exceljs.ts';
import { inputStyle, lookOf, validationOf } from './looks.ts';

function drawCell(cell: ExcelJS.Cell, planned: PlannedCell): void {
  if ('text' in planned) {
    cell.value = planned.text === '' ? null : planned.text; // a text stays a text, whatever it begins with
    cell.style = lookOf[planned.look];
    return;
  }
  cell.style = inputStyle(planned.input);
  const validation = validationOf[planned.input];
  if (validation !== undefined) cell.dataValidation = validation;
}

function drawRows(sheet: ExcelJS.Worksheet, { rows, joined }: SheetPlan): void {
  rows.forEach(({ cells, height, hidden }, n) => {
    const row = sheet.getRow(n + 1);
    if (height !== undefined) row.height = height;
    row.hidden = hidden === true;
    cells.forEach((planned, column) => {
      if (planned !== undefined) drawCell(row.getCell(column + 1), planned);
    });
  });
  for (const range of joined) sheet.mergeCells(range);
}

/** A workbook of one protected sheet. */
export async function drawWorkbook(plan: SheetPlan): Promise<Buffer> {
  const workbook = newWorkbook();
  const { rows, columns } = plan.frozen;
  const sheet = workbook.addWorksheet(plan.name, {
    views: [{ state: 'frozen', xSplit: columns, ySplit: rows, showGridLines: false }],
    pageSetup: { orientation: 'landscape', paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = plan.columns.map(({ width, hidden }) => ({ width, hidden: hidden === true }));
  drawRows(sheet, plan);
  await sheet.protect('', { formatColumns: true, formatRows: true, selectLockedCells: true });
  return await bytesOfWorkbook(workbook);
}
