import { safetyDataset } from '../../seed/demo-months.ts';
import type { Push } from '../load/feed.ts';
import { workbookOf, type SheetRow } from './workbook.ts';

type Ratio = { readonly indicator: string; readonly numerator: number; readonly denominator: number };
type Decimal = { readonly indicator: string; readonly value: string };
type Sent = { readonly orgUnit: string; readonly period: string; readonly values: readonly (Ratio | Decimal)[] };

const headings = 'orgUnit,dataset,period,indicator,value,numerator,denominator';

function rowsOf({ body }: Push): readonly string[] {
  const { orgUnit, period, values } = JSON.parse(body) as Sent;
  const place = `${orgUnit},${safetyDataset},${period}`;
  return values.map((one) =>
    'value' in one
      ? `${place},${one.indicator},${one.value},,`
      : `${place},${one.indicator},,${String(one.numerator)},${String(one.denominator)}`,
  );
}

/** The figures as a table, a row a figure. */
export const tableOf = (pushes: readonly Push[]): string => `${[headings, ...pushes.flatMap(rowsOf)].join('\n')}\n`;

const partsOf = (one: Ratio | Decimal): readonly (readonly [dataElement: string, value: string])[] =>
  'value' in one
    ? [[one.indicator, one.value]]
    : [
        [`${one.indicator}.numerator`, String(one.numerator)],
        [`${one.indicator}.denominator`, String(one.denominator)],
      ];

function dataValuesOf({ body }: Push): readonly object[] {
  const { orgUnit, period, values } = JSON.parse(body) as Sent;
  const place = { orgUnit, period: period.replace('-', '') };
  return values.flatMap((one) => partsOf(one).map(([dataElement, value]) => ({ ...place, dataElement, value })));
}

/** The figures as DHIS2 sends them, a data value each part of a ratio. */
export const dataValueSetOf = (pushes: readonly Push[]): string =>
  JSON.stringify({ dataSet: safetyDataset, dataValues: pushes.flatMap(dataValuesOf) });

const codes = ['orgUnit', 'dataset', 'period'];

const codesOf = (values: Sent['values']): readonly string[] =>
  values.flatMap((one) =>
    'value' in one ? [`value:${one.indicator}`] : [`numerator:${one.indicator}`, `denominator:${one.indicator}`],
  );

function cellsOf(values: Sent['values'], columns: readonly string[]): SheetRow {
  const said = new Map(
    values.flatMap((one): readonly (readonly [string, number])[] =>
      'value' in one
        ? [[`value:${one.indicator}`, Number(one.value)]]
        : [
            [`numerator:${one.indicator}`, one.numerator],
            [`denominator:${one.indicator}`, one.denominator],
          ],
    ),
  );
  return columns.map((column) => said.get(column));
}

/** The figures as they come back in a template for many schools, a row a school. */
export function filledTemplateOf(pushes: readonly Push[]): Buffer {
  const sent = pushes.map(({ body }) => JSON.parse(body) as Sent);
  const columns = [...new Set(sent.flatMap(({ values }) => codesOf(values)))];
  const rows = sent.map(({ orgUnit, period, values }): SheetRow => {
    return [orgUnit, safetyDataset, period, ...cellsOf(values, columns)];
  });
  return workbookOf([[...codes, ...columns], ...rows]);
}
