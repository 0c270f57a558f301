import type { FaultPlace } from '@xiaomai/gateway-api/problem';
import type { Column } from '../table/columns.ts';
import type { FigureTexts } from '../table/read-figure.ts';
import { periodFromDhis2 } from './period-text.ts';

/** A JSON object as it came. */
export type Fields = Readonly<Record<string, unknown>>;

/** What of a figure one data value is. */
export type Part = 'numerator' | 'denominator' | 'value';

/** One data value: a part of a figure, at a JSON pointer. */
export type DataValue = { readonly at: string; readonly fields: Fields; readonly part: Part };

/** Data values that make one figure. */
export type Parts = { readonly first: DataValue; readonly indicator: string } & Partial<Record<Part, DataValue>>;

/** A text or number as text; undefined = blank. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return value === undefined || value === null ? undefined : JSON.stringify(value);
  const text = value.trim();
  return text === '' ? undefined : text;
}

// A yes or no of DHIS2 is a milestone reached or not.
const figureTextOf = (value: unknown): string | undefined => {
  const text = textOf(value);
  if (text === 'true') return '1';
  return text === 'false' ? '0' : text;
};

/** What a data value says itself, or else the set it is in. */
export const inherited = (set: Fields, fields: Fields, name: 'period' | 'orgUnit'): unknown =>
  fields[name] ?? set[name];

const fieldOfColumn = {
  orgUnit: 'orgUnit',
  period: 'period',
  dataset: 'dataSet',
  indicator: 'dataElement',
  note: 'comment',
} as const;
const partNames = ['numerator', 'denominator', 'value'] as const satisfies readonly Part[];
const isPart = (field: string): field is Part => partNames.some((part) => part === field);

function placeOf(parts: Parts, set: Fields, field: string | undefined): FaultPlace {
  const { first } = parts;
  if (field === undefined) return { pointer: first.at };
  if (isPart(field)) return { pointer: parts[field] === undefined ? first.at : `${parts[field].at}/value` };
  const name = fieldOfColumn[field as keyof typeof fieldOfColumn];
  return { pointer: isOfSet(name, first, set) ? `/${name}` : `${first.at}/${name}` };
}

function isOfSet(name: string, { fields }: DataValue, set: Fields): boolean {
  if (name === 'dataSet') return true;
  return (name === 'period' || name === 'orgUnit') && fields[name] === undefined && set[name] !== undefined;
}

const isDeleted = ({ fields }: DataValue): boolean => fields['deleted'] === true;

/** The texts of a figure that data values make. What is deleted has no text: what it was before is not looked at. */
export function figureTexts(parts: Parts, order: number, set: Fields): FigureTexts {
  const { fields } = parts.first;
  const period = textOf(inherited(set, fields, 'period'));
  const given = partNames.flatMap((part) => parts[part] ?? []);
  const saidBy = (part: DataValue | undefined): unknown =>
    part === undefined || isDeleted(part) ? undefined : part.fields['value'];
  const texts: Partial<Record<Column, string | undefined>> = {
    orgUnit: textOf(inherited(set, fields, 'orgUnit')),
    period: period === undefined ? undefined : periodFromDhis2(period),
    dataset: textOf(set['dataSet']),
    indicator: parts.indicator === '' ? undefined : parts.indicator,
    numerator: textOf(saidBy(parts.numerator)),
    denominator: textOf(saidBy(parts.denominator)),
    value: figureTextOf(saidBy(parts.value)),
    action: given.some(isDeleted) ? 'withdraw' : undefined,
    note: textOf((parts.value ?? parts.numerator ?? parts.first).fields['comment']),
  };
  return { text: (column) => texts[column], at: (field) => placeOf(parts, set, field), order };
}
