import type { FaultCode } from '@xiaomai/gateway-api/fault-code';
import type { Language } from '@xiaomai/gateway-api/language';
import { faultOf, type Fault } from '@xiaomai/gateway-api/problem';
import type { DraftValue, FigureField } from '../../domain/draft.ts';
import type { FieldPlaces } from '../fault-place.ts';
import type { Column } from './columns.ts';

/** One figure as texts, wherever they come from: undefined = blank. */
export type FigureTexts = {
  readonly text: (column: Column) => string | undefined;
  readonly at: FieldPlaces;
  /** Its place among all figures of the request. */
  readonly order: number;
  /** A text past the last column: the row has slipped, or holds what nobody asked for. */
  readonly beyond?: string | undefined;
};

/** One figure as it was given; what is undefined was blank, or malformed and is among the faults. */
export type Figure = {
  readonly at: FieldPlaces;
  readonly order: number;
  readonly orgUnit: string | undefined;
  readonly period: string | undefined;
  readonly dataset: string | undefined;
  readonly indicator: string | undefined;
  readonly value: DraftValue | undefined;
  readonly faults: readonly Fault[];
};

type Report = (code: FaultCode, column: Column | undefined) => void;

const longestId = 80;
const longestPeriod = 16;
const longestNote = 500;
// A blank cell never takes anything back: it has to be said.
const withdrawing: ReadonlySet<string> = new Set(['撤回', 'withdraw']);
const ofFigure = ['numerator', 'denominator', 'value'] as const;
const isOfFigure = (column: Column): column is (typeof ofFigure)[number] => ofFigure.some((field) => field === column);
const integer = /^-?(?:0|[1-9]\d{0,15})$/;

function readId(
  column: 'orgUnit' | 'dataset' | 'indicator',
  { text: textOf }: FigureTexts,
  report: Report,
): string | undefined {
  const text = textOf(column);
  if (text === undefined && column !== 'dataset') report('missing-field', column);
  if (text === undefined || text.length <= longestId) return text;
  report('invalid-field', column);
  return undefined;
}

function readPeriod({ text: textOf }: FigureTexts, report: Report): string | undefined {
  const text = textOf('period');
  if (text === undefined) report('missing-field', 'period');
  if (text === undefined || text.length <= longestPeriod) return text;
  report('invalid-period', 'period');
  return undefined;
}

function readInteger(
  column: 'numerator' | 'denominator',
  { text: textOf }: FigureTexts,
  report: Report,
): { numerator?: number; denominator?: number } {
  const text = textOf(column);
  if (text === undefined) return {};
  if (integer.test(text) && Number.isSafeInteger(Number(text))) return { [column]: Number(text) };
  report('invalid-value', column);
  return {};
}

function readNote({ text }: FigureTexts, report: Report): { note?: string } {
  const note = text('note');
  if (note === undefined) return {};
  if (note.length > longestNote) report('note-too-long', 'note');
  return { note };
}

function readParts(texts: FigureTexts, report: Report): Omit<DraftValue, 'indicator'> {
  const decimal = texts.text('value');
  return {
    ...readInteger('numerator', texts, report),
    ...readInteger('denominator', texts, report),
    ...(decimal === undefined ? {} : { value: decimal }),
  };
}

// What takes a figure back has none of its own.
function readGiven(texts: FigureTexts, report: Report): Omit<DraftValue, 'indicator'> {
  const action = texts.text('action');
  if (action === undefined) return readParts(texts, report);
  if (!withdrawing.has(action.toLowerCase())) report('invalid-field', 'action');
  else if (ofFigure.some((column) => texts.text(column) !== undefined)) report('ambiguous-value', undefined);
  return { withdrawn: true };
}

/** Reads one figure; every fault of its form at once. */
export function readFigure(texts: FigureTexts, language: Language): Figure {
  const { text, at, order } = texts;
  const faults: Fault[] = [];
  const malformed: (FigureField | 'figure')[] = [];
  const report: Report = (code, column) => {
    const indicator = text('indicator')?.slice(0, longestId);
    const value = column === undefined ? undefined : text(column)?.slice(0, 120);
    const what = { ...(indicator === undefined ? {} : { indicator }), ...(value === undefined ? {} : { value }) };
    faults.push(faultOf(code, language, { ...at(column), ...what }));
    if (column === undefined) malformed.push('figure');
    else if (isOfFigure(column)) malformed.push(column);
  };
  if (texts.beyond !== undefined)
    faults.push(faultOf('too-many-cells', language, { ...at(undefined), value: texts.beyond.slice(0, 120) }));
  const indicator = readId('indicator', texts, report);
  const figure = { ...readGiven(texts, report), ...readNote(texts, report) };
  return {
    at,
    order,
    orgUnit: readId('orgUnit', texts, report),
    period: readPeriod(texts, report),
    dataset: readId('dataset', texts, report),
    indicator,
    value: indicator === undefined ? undefined : { indicator, ...figure, malformed },
    faults,
  };
}
