import type ExcelJS from 'exceljs';
import type { Input, Look } from '../../domain/sheet-plan.ts';

const solid = (argb: string): ExcelJS.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });
const line: Partial<ExcelJS.Border> = { style: 'thin', color: { argb: 'FFBFBFBF' } };
const border: Partial<ExcelJS.Borders> = { top: line, left: line, bottom: line, right: line };

/** What a place to fill in looks like, and what one with a fault. */
export const inputFill: ExcelJS.Fill = solid('FFFFF9DB');
export const faultFill: ExcelJS.Fill = solid('FFFF7875');

const middle: Partial<ExcelJS.Alignment> = { vertical: 'middle', wrapText: true };

/** How each kind of text looks. */
export const lookOf: Readonly<Record<Look, Partial<ExcelJS.Style>>> = {
  title: { font: { size: 15, bold: true }, alignment: { vertical: 'middle' } },
  guide: { font: { size: 10, color: { argb: 'FF595959' } }, alignment: middle },
  heading: {
    font: { size: 10, bold: true },
    fill: solid('FFE6F0FA'),
    border,
    alignment: { ...middle, horizontal: 'center' },
  },
  text: { font: { size: 10 }, border, alignment: middle },
  code: { font: { size: 8, color: { argb: 'FF8C8C8C' } } },
  shut: { fill: solid('FFF0F0F0'), border },
};

/** How a place to fill in looks. */
export const inputStyle = (input: Input): Partial<ExcelJS.Style> => ({
  font: { size: 11 },
  fill: inputFill,
  border,
  protection: { locked: false },
  alignment: input === 'note' ? middle : { vertical: 'middle', horizontal: 'right' },
  numFmt: formatOf[input],
});

const formatOf: Readonly<Record<Input, string>> = {
  whole: '0',
  decimal: '0.#########',
  'yes-no': '@',
  withdraw: '@',
  note: '@',
};

const told = {
  allowBlank: true,
  showErrorMessage: true,
  errorStyle: 'stop',
  errorTitle: '请检查 Please check',
} as const;

// A spreadsheet keeps 15 digits.
const mostDigits = 999_999_999_999_999;

/** What may be put into a place to fill in; a note may be anything. */
export const validationOf: Readonly<Record<Input, ExcelJS.DataValidation | undefined>> = {
  whole: {
    ...told,
    type: 'whole',
    operator: 'between',
    formulae: [0, mostDigits],
    error: '请填不小于 0 的整数。 A whole number, 0 or more.',
  },
  decimal: {
    ...told,
    type: 'decimal',
    operator: 'between',
    formulae: [-mostDigits, mostDigits],
    error: '请填数值，最多 9 位小数。 A number of at most 9 decimal places.',
  },
  'yes-no': { ...told, type: 'list', formulae: ['"是,否"'], error: '请选“是”或“否”。 Choose 是 (yes) or 否 (no).' },
  withdraw: {
    ...told,
    type: 'list',
    formulae: ['"撤回"'],
    error: '留空，或选“撤回”。 Leave it blank, or choose 撤回 (take back).',
  },
  note: undefined,
};
