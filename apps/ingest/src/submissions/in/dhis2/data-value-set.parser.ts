import type { FaultCode } from '@xiaomai/gateway-api/fault-code';
import { faultOf, type Fault } from '@xiaomai/gateway-api/problem';
import type { Language } from '@xiaomai/gateway-api/language';
import { err, ok, type Result } from '@xiaomai/kernel';
import { parseJson, type Unreadable } from '../entries.parser.ts';
import { mostFaults, type Entry } from '../fault-place.ts';
import { groupFigures, type TableContext } from '../table/group-figures.ts';
import { readFigure, type Figure } from '../table/read-figure.ts';
import {
  figureTexts,
  inherited,
  textOf,
  type DataValue,
  type Fields,
  type Part,
  type Parts,
} from './data-value-figure.ts';

/** The submissions of a data value set, and how many data values they were gathered from. */
export type DataValueSetRead = { readonly entries: readonly Entry[]; readonly dataValues: number };

const mostDataValues = 100_000;
const valuesPerTurn = 5_000;

// What DHIS2 writes beside a value and what changes nothing here; the same for the set itself.
const valueFields = new Set(
  'dataElement period orgUnit categoryOptionCombo attributeOptionCombo value comment storedBy created lastUpdated followup followUp deleted'.split(
    ' ',
  ),
);
const setFields = new Set(
  'dataSet completeDate period orgUnit attributeOptionCombo dataValues dataElementIdScheme orgUnitIdScheme idScheme dryRun strategy importStrategy'.split(
    ' ',
  ),
);
// What a set says of how it is to be taken in, with the words that mean what is done anyway.
const ourIds = ['code', 'uid'];
const setWords: Readonly<Record<string, readonly string[]>> = {
  dryRun: ['false'],
  ...{ strategy: ['create_and_update', 'new_and_updates'], importStrategy: ['create_and_update', 'new_and_updates'] },
  ...{ idScheme: ourIds, dataElementIdScheme: ourIds, orgUnitIdScheme: ourIds },
};
const comboFields = ['categoryOptionCombo', 'attributeOptionCombo'] as const;
const defaultCombos: ReadonlySet<unknown> = new Set([undefined, null, '', 'default', 'HllvX50cXC0']);

const deletedOrNot: ReadonlySet<unknown> = new Set([undefined, null, true, false]);

const isRecord = (input: unknown): input is Fields =>
  typeof input === 'object' && input !== null && !Array.isArray(input);
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const partOf = (dataElement: string): { indicator: string; part: Part } => {
  const [, indicator, part] = /^(.+)\.(numerator|denominator|value)$/.exec(dataElement) ?? [];
  return { indicator: indicator ?? dataElement, part: (part ?? 'value') as Part };
};

type Reading = { readonly set: Fields; readonly context: TableContext; readonly faults: Fault[] };

/** Every fault of the form of a data value that is no fault of its figure. */
function faultsOfForm(input: unknown, { fields, at }: Pick<DataValue, 'fields' | 'at'>, language: Language): Fault[] {
  const faults: Fault[] = isRecord(input) ? [] : [faultOf('invalid-field', language, { pointer: at })];
  const report = (code: FaultCode, field: string): void => {
    const value = textOf(fields[field])?.slice(0, 120);
    faults.push(faultOf(code, language, { pointer: `${at}/${field}`, ...(value === undefined ? {} : { value }) }));
  };
  for (const field of Object.keys(fields)) if (!valueFields.has(field)) report('unknown-field', field.slice(0, 80));
  for (const field of comboFields) if (!defaultCombos.has(fields[field])) report('category-not-supported', field);
  if (!deletedOrNot.has(fields['deleted'])) report('invalid-field', 'deleted');
  return faults;
}

/** A figure as it was gathered, and what is wrong with the form of its data values. */
type Gathered = { readonly parts: Parts; readonly faults: Fault[] };
type Given = DataValue & { readonly indicator: string; readonly faults: Fault[] };

/** Adds a data value to the figure it is a part of; a new figure where there is none that lacks this part. */
function addTo(open: Map<string, Gathered>, one: Given, set: Fields): Gathered | undefined {
  const { indicator, part, fields, faults } = one;
  const key = JSON.stringify([inherited(set, fields, 'orgUnit'), inherited(set, fields, 'period'), indicator]);
  const before = open.get(key);
  if (before !== undefined && before.parts[part] === undefined) {
    before.parts[part] = one;
    before.faults.push(...faults);
    return undefined;
  }
  const gathered: Gathered = { parts: { first: one, indicator, [part]: one }, faults };
  open.set(key, gathered);
  return gathered;
}

function given(input: unknown, n: number, language: Language): Given {
  const at = `/dataValues/${String(n)}`;
  const fields = isRecord(input) ? input : {};
  const faults = faultsOfForm(input, { fields, at }, language);
  return { at, fields, faults, ...partOf(textOf(fields['dataElement']) ?? '') };
}

async function gather(dataValues: readonly unknown[], { faults, context, set }: Reading): Promise<readonly Gathered[]> {
  const figures: Gathered[] = [];
  const open = new Map<string, Gathered>();
  let told = 0;
  for (const [n, input] of dataValues.entries()) {
    const one = given(input, n, context.language);
    told += one.faults.length;
    const figure = addTo(open, one, set);
    if (figure !== undefined) figures.push(figure);
    if (told >= mostFaults) break;
    if (n % valuesPerTurn === valuesPerTurn - 1) await nextTurn();
  }
  // Who sends rubbish, or asks for what is not done, gets nothing of it taken in.
  if (told >= mostFaults || faults.length > 0) faults.push(...figures.flatMap((figure) => figure.faults));
  return figures;
}

const cut = (faults: readonly Fault[], { language }: TableContext): readonly Fault[] =>
  faults.length < mostFaults ? faults : [...faults.slice(0, mostFaults), faultOf('too-many-faults', language, {})];

const unreadable = (errors: readonly Fault[]): Result<never, Unreadable> =>
  err({ problem: 'submission-refused', errors });

// Every fault of what a set says beside its values.
function faultsOfSet(input: Fields, language: Language): readonly Fault[] {
  const faults = Object.keys(input)
    .filter((field) => !setFields.has(field))
    .map((field) => faultOf('unknown-field', language, { pointer: `/${field.slice(0, 80)}` }));
  if (!defaultCombos.has(input['attributeOptionCombo']))
    faults.push(faultOf('category-not-supported', language, { pointer: '/attributeOptionCombo' }));
  for (const [field, meantAnyway] of Object.entries(setWords)) {
    const value = textOf(input[field]);
    if (value === undefined || meantAnyway.includes(value.toLowerCase())) continue;
    faults.push(faultOf('invalid-field', language, { pointer: `/${field}`, value: value.slice(0, 120) }));
  }
  return faults;
}

function readSet(input: unknown, context: TableContext): Result<readonly [Reading, readonly unknown[]], Unreadable> {
  const { language } = context;
  const fault = (code: FaultCode, pointer: string): Result<never, Unreadable> =>
    unreadable([faultOf(code, language, { pointer })]);
  if (!isRecord(input)) return fault('invalid-field', '');
  const { dataValues } = input;
  if (dataValues === undefined) return fault('missing-field', '/dataValues');
  if (!Array.isArray(dataValues)) return fault('invalid-field', '/dataValues');
  if (dataValues.length === 0) return fault('no-values', '/dataValues');
  if (dataValues.length > mostDataValues) return fault('too-many-values', '/dataValues');
  const faults = [...faultsOfSet(input, language)];
  return ok([{ set: input, context, faults }, dataValues as readonly unknown[]]);
}

// Of what may be meant to take its figure back, or is no data value, it is not asked what it lacks as well.
function withFaults(figure: Figure, faults: readonly Fault[]): Figure {
  const isUnclear = faults.some(({ code }) => code === 'invalid-field');
  const value = figure.value && isUnclear ? { ...figure.value, malformed: ['figure' as const] } : figure.value;
  return { ...figure, value, faults: [...faults, ...figure.faults] };
}

/** Reads a data value set as DHIS2 sends it. What is wrong with the set itself refuses it as a whole; each submission in it stands alone. */
export async function parseDataValueSet(
  body: Buffer,
  context: TableContext,
): Promise<Result<DataValueSetRead, Unreadable>> {
  const json = parseJson(body);
  if (!json.ok)
    return err({ problem: 'invalid-request', errors: [faultOf(json.reason, context.language, { pointer: '' })] });
  const read = readSet(json.value, context);
  if (!read.ok) return read;
  const [reading, dataValues] = read.value;
  const figures = await gather(dataValues, reading);
  if (reading.faults.length > 0) return unreadable(cut(reading.faults, context));
  const groups = groupFigures(context);
  for (const [order, { parts, faults }] of figures.entries()) {
    const figure = readFigure(figureTexts(parts, order, reading.set), context.language);
    groups.add(faults.length === 0 ? figure : withFaults(figure, faults));
    if (order % valuesPerTurn === valuesPerTurn - 1) await nextTurn();
  }
  return ok({ entries: groups.entries(), dataValues: dataValues.length });
}
