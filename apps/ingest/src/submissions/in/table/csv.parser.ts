import { isUtf8 } from 'node:buffer';
import { err, ok, type Result } from '@xiaomai/kernel';
import Papa from 'papaparse';

/** A row of a table: its cells and the line it begins on, from 1. */
export type Row = { readonly line: number; readonly cells: readonly string[] };

/** Why a text is no table, and on which line. */
export type TableFailure = {
  readonly reason: 'malformed-csv' | 'malformed-encoding' | 'line-too-long';
  readonly line: number;
};

const pieceBytes = 256 * 1024;
const longestRow = 64 * 1024;

// "学校" and some other words in the national encoding happen to be Cyrillic letters in UTF-8: a heading without a
// Chinese character, but not plain, was not written in UTF-8.
function isMistakenForUtf8(bytes: Buffer): boolean {
  const end = bytes.indexOf(0x0a);
  const heading = bytes.toString('utf8', 0, end === -1 ? bytes.length : end).replace('\uFEFF', '');
  return /[^\p{ASCII}]/u.test(heading) && !/\p{Script=Han}/u.test(heading);
}

// Schools' spreadsheets write UTF-8 (with or without a mark) or the national encoding, of which GBK and GB2312 are parts.
function encodingOf(bytes: Buffer, charset: string | undefined): string {
  if (charset !== undefined && /^gb(?:k|2312|18030)$/.test(charset)) return 'gb18030';
  if (charset === 'utf-8' || charset === 'utf8') return 'utf-8';
  return isUtf8(bytes) && !isMistakenForUtf8(bytes) ? 'utf-8' : 'gb18030';
}

const isWrongEncoding = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException | null)?.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';

function* textsOf(
  bytes: Buffer,
  charset: string | undefined,
): Generator<{ readonly text: string; readonly last: boolean }> {
  const decoder = new TextDecoder(encodingOf(bytes, charset), { fatal: true });
  for (let from = 0; from === 0 || from < bytes.length; from += pieceBytes) {
    const last = from + pieceBytes >= bytes.length;
    yield { text: decoder.decode(bytes.subarray(from, from + pieceBytes), { stream: !last }), last };
  }
}

type Parsed = {
  readonly data: string[][];
  readonly errors: readonly { readonly row: number }[];
  readonly meta: { readonly cursor: number };
};

const linesIn = (cells: readonly string[]): number => cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 1);
const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type State = { readonly rest: string; readonly line: number };

// Rows that are whole; what comes after the last of them waits for the next piece.
function parsePiece(
  { rest, line }: State,
  text: string,
  last: boolean,
): { rows: Row[]; state: State; bad: number | undefined } {
  const whole = (rest + text).replaceAll('\r\n', '\n').replace(/\r(?=.)/gs, '\n');
  const parsed = new Papa.Parser({ delimiter: ',', newline: '\n', quoteChar: '"' }).parse(whole, 0, !last) as Parsed;
  const rows: Row[] = [];
  const badRow = parsed.errors[0]?.row;
  let at = line;
  for (const [n, cells] of parsed.data.entries()) {
    if (n === badRow) return { rows, state: { rest: '', line: at }, bad: at };
    if (!isBlank(cells)) rows.push({ line: at, cells });
    at += linesIn(cells);
  }
  return {
    rows,
    state: { rest: last ? '' : whole.slice(parsed.meta.cursor), line: at },
    bad: badRow === undefined ? undefined : at,
  };
}

/** The rows of a CSV text, blank ones left out; gives way to others between pieces. A cell may contain commas, quotes and line ends. */
export async function* csvRows(
  bytes: Buffer,
  charset: string | undefined,
): AsyncGenerator<Result<readonly Row[], TableFailure>> {
  let state: State = { rest: '', line: 1 };
  try {
    for (const { text, last } of textsOf(bytes, charset)) {
      const { rows, state: next, bad } = parsePiece(state, text, last);
      if (bad !== undefined) {
        yield err({ reason: 'malformed-csv', line: bad });
        return;
      }
      if (next.rest.length > longestRow) {
        yield err({ reason: 'line-too-long', line: next.line });
        return;
      }
      state = next;
      yield ok(rows);
      await nextTurn();
    }
  } catch (error) {
    if (!isWrongEncoding(error)) throw error;
    yield err({ reason: 'malformed-encoding', line: state.line });
  }
}
