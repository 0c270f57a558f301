import type { Language } from '@xiaomai/gateway-api/language';
import { faultOf, type Fault } from '@xiaomai/gateway-api/problem';
import { err, ok, type Result } from '@xiaomai/kernel';

const headings = {
  orgUnit: [
    'orgunit',
    'org unit',
    'org_unit',
    'school',
    '组织单元',
    '组织单元代码',
    '单位',
    '单位代码',
    '学校',
    '学校代码',
  ],
  period: ['period', '周期', '填报周期', '期间'],
  dataset: ['dataset', '数据集', '数据集代码'],
  indicator: ['indicator', '指标', '指标代码', '指标编码'],
  value: ['value', '数值', '值', '指标值'],
  numerator: ['numerator', '分子'],
  denominator: ['denominator', '分母'],
  note: ['note', '备注', '说明'],
  action: ['action', '操作'],
} as const;

/** A column of a table of figures. */
export type Column = keyof typeof headings;

/** Where each column stands in a row, from 0. */
export type Columns = ReadonlyMap<Column, number>;

/** A heading row, read: the columns, and how many cells a row has at most. */
export type Headings = { readonly columns: Columns; readonly width: number };

const columnOf: ReadonlyMap<string, Column> = new Map(
  Object.entries(headings).flatMap(([column, names]) =>
    names.map((name): [string, Column] => [name, column as Column]),
  ),
);
const required: readonly Column[] = ['orgUnit', 'period', 'indicator'];

function missing(columns: Columns): readonly string[] {
  const absent: string[] = required.filter((column) => !columns.has(column));
  const hasRatio = columns.has('numerator') && columns.has('denominator');
  return columns.has('value') || hasRatio || columns.has('action') ? absent : [...absent, 'value'];
}

/** Reads the heading row, in English or Chinese; every column that is missing, unknown or there twice is a fault. */
export function readColumns(
  cells: readonly string[],
  line: number,
  language: Language,
): Result<Headings, readonly Fault[]> {
  const columns = new Map<Column, number>();
  const faults: Fault[] = [];
  cells.forEach((cell, at) => {
    const name = cell.trim();
    const column = columnOf.get(name.toLowerCase());
    if (column !== undefined && !columns.has(column)) columns.set(column, at);
    else if (name !== '')
      faults.push(
        faultOf(column === undefined ? 'unknown-column' : 'duplicate-column', language, {
          line,
          value: name.slice(0, 120),
        }),
      );
  });
  for (const value of missing(columns)) faults.push(faultOf('missing-column', language, { line, value }));
  return faults.length === 0 ? ok({ columns, width: cells.length }) : err(faults);
}
