import { bytesOfWorkbook, loadWorkbook } from '../templates/out/workbook/exceljs.ts';

/** What to put where: the name of a cell, and what exceljs takes for a value. */
export type Filling = Readonly<Record<string, unknown>>;

/** A template with some cells filled in. */
export async function fillTemplate(bytes: Buffer, filling: Filling): Promise<Buffer> {
  const workbook = await loadWorkbook(bytes);
  const [sheet] = workbook.worksheets;
  for (const [cell, value] of Object.entries(filling)) {
    if (sheet !== undefined) sheet.getCell(cell).value = value as string;
  }
  return bytesOfWorkbook(workbook);
}
