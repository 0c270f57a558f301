import { isUtf8 } from 'node:buffer';
import { faultsOf } from '@xiaomai/gateway-api/faults';
import type { FaultCode } from '@xiaomai/gateway-api/fault-code';
import type { Language } from '@xiaomai/gateway-api/language';
import { faultOf, type Fault, type FaultPlace } from '@xiaomai/gateway-api/problem';
import { SubmissionBatch } from '@xiaomai/gateway-api/submission';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { Draft } from '../domain/draft.ts';
import { manyFaults, mostFaults, type Entry, type Place } from './fault-place.ts';
import { faultOfJsonText } from './json-text.ts';
import { longestLine } from './lines.ts';
import { parseSubmission } from './submission.parser.ts';
import { readColumns, type Headings } from './table/columns.ts';
import { figureOfRow } from './table/csv-figure.ts';
import { csvRows } from './table/csv.parser.ts';
import { groupFigures, type TableContext } from './table/group-figures.ts';
import { readFigure } from './table/read-figure.ts';

/** The submissions of a body: one by itself, or several. */
export type Entries = { readonly entries: readonly Entry[]; readonly single: boolean };

/** Why a body holds no submissions: it cannot be read at all, or it is not built as it must be. */
export type Unreadable = {
  readonly problem: 'invalid-request' | 'submission-refused' | 'unavailable';
  readonly errors: readonly Fault[];
};

const unreadable = (problem: Unreadable['problem'], errors: readonly Fault[]): Result<never, Unreadable> =>
  err({ problem, errors });

const nothingRead: Draft = {
  orgUnit: undefined,
  dataset: undefined,
  period: undefined,
  values: [undefined],
  note: '',
  observedAt: 0,
};

const halfCharacter = /\\u[dD][89a-fA-F]/;

// Half a character can be written as an escape, but not stored: it would never equal what was stored of it.
const hasHalfCharacter = (value: unknown): boolean => /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(value));

/** Parses bytes of JSON, a mark of UTF-8 before it forgiven. */
export function parseJson(bytes: Buffer): Result<unknown, FaultCode> {
  if (!isUtf8(bytes)) return err('malformed-encoding');
  const fault = faultOfJsonText(bytes);
  if (fault !== undefined) return err(fault);
  const text = bytes.toString('utf8');
  try {
    const value: unknown = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
    return halfCharacter.test(text) && hasHalfCharacter(value) ? err('malformed-encoding') : ok(value);
  } catch {
    return err('malformed-json');
  }
}

const isBatch = (input: unknown): boolean => typeof input === 'object' && input !== null && 'submissions' in input;

/** Reads a JSON body: one submission, or `{ "submissions": [ … ] }`. */
export async function parseJsonBody(body: Buffer, language: Language): Promise<Result<Entries, Unreadable>> {
  const input = parseJson(body);
  if (!input.ok) return unreadable('invalid-request', [faultOf(input.reason, language, { pointer: '' })]);
  if (!isBatch(input.value)) {
    return ok({ entries: [parseSubmission(input.value, { kind: 'pointer', at: '' }, language)], single: true });
  }
  const batch = SubmissionBatch.safeParse(input.value);
  if (!batch.success)
    return unreadable('submission-refused', faultsOf(batch.error.issues, { input: input.value, language }));
  return ok({ entries: await parseBatch(batch.data.submissions, language), single: false });
}

// Who sends rubbish gets to know a part of it, and lets others have their turn; the rest is not looked at.
async function parseBatch(submissions: readonly unknown[], language: Language): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let faults = 0;
  for (const [n, submission] of submissions.entries()) {
    const place = { kind: 'pointer', at: `/submissions/${String(n)}` } as const;
    const entry = faults > mostFaults ? unseen(place, language) : parseSubmission(submission, place, language);
    entries.push(entry);
    faults += entry.faults.length;
    if (entry.faults.length > manyFaults) await new Promise(setImmediate);
  }
  return entries;
}

const unseen = (place: Extract<Place, { kind: 'pointer' }>, language: Language): Entry => ({
  ...{ draft: nothingRead, place },
  faults: [faultOf('too-many-faults', language, { pointer: place.at })],
});

/** Reads one line of NDJSON. */
export function parseLine(bytes: Buffer, line: number, language: Language): Entry {
  const input = bytes.length > longestLine ? err<FaultCode>('line-too-long') : parseJson(bytes);
  if (input.ok) return parseSubmission(input.value, { kind: 'line', line }, language);
  const place: FaultPlace = { line };
  return { draft: nothingRead, faults: [faultOf(input.reason, language, place)], place: { kind: 'line', line } };
}

/** Reads a CSV body: rows of figures below a heading row. */
export async function parseTableBody(
  body: Buffer,
  charset: string | undefined,
  context: TableContext,
): Promise<Result<Entries, Unreadable>> {
  const groups = groupFigures(context);
  const { language } = context;
  let headings: Headings | undefined;
  for await (const piece of csvRows(body, charset)) {
    if (!piece.ok)
      return unreadable('submission-refused', [faultOf(piece.reason.reason, language, { line: piece.reason.line })]);
    for (const row of piece.value) {
      if (headings !== undefined) {
        groups.add(readFigure(figureOfRow(row, headings), language));
        continue;
      }
      const read = readColumns(row.cells, row.line, language);
      if (!read.ok) return unreadable('submission-refused', read.reason);
      headings = read.value;
    }
  }
  const entries = groups.entries();
  if (entries.length === 0) return unreadable('submission-refused', [faultOf('no-submissions', language, { line: 1 })]);
  return ok({ entries, single: false });
}
