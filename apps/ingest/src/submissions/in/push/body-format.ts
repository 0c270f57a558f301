import { faultOf } from '@xiaomai/gateway-api/problem';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { Workbooks } from '../../../templates/flow/workbooks.ts';
import type { Rules } from '../../domain/rules.ts';
import { parseJsonBody, parseLine, parseTableBody, type Entries, type Unreadable } from '../entries.parser.ts';
import { splitLines } from '../lines.ts';
import { workbookType } from '../http/answer.ts';
import type { TableContext } from '../table/group-figures.ts';
import { parseSheetBody } from '../table/sheet.parser.ts';
import type { Asked } from './exchange.ts';
import { markRefused, type MarkRefused } from './marked-workbook.ts';
import type { WholeBody } from './push-body.ts';
import { tellAs } from './told.ts';

/** How a body of one content type is read. */
export type BodyFormat = {
  readonly mostBytes: number;
  readonly read: (body: Buffer, asked: Asked) => Promise<Result<WholeBody, Unreadable>>;
  /** Gives back what was refused, where the sender asks for it. */
  readonly markRefused?: MarkRefused;
};

/** The formats that are taken, by content type. */
export type BodyFormats = ReadonlyMap<string, BodyFormat>;

/** What reading depends on. */
export type FormatPorts = { readonly rules: () => Rules; readonly workbooks: Workbooks };

const megabyte = 1024 * 1024;

async function* inOne(body: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(body);
}

async function readLines(body: Buffer, { options }: Asked): Promise<Result<WholeBody, Unreadable>> {
  const entries = [];
  for await (const lines of splitLines(inOne(body), 500)) {
    for (const { bytes, line } of lines) entries.push(parseLine(bytes, line, options.language));
    await new Promise(setImmediate); // others get their turn
  }
  if (entries.length > 0) return ok({ entries, tell: tellAs('lines') });
  return err({ problem: 'submission-refused', errors: [faultOf('no-submissions', options.language, { line: 1 })] });
}

const contextOf = ({ options, request }: Asked, rules: () => Rules): TableContext => ({
  rules: rules(),
  pusher: request.pusher,
  language: options.language,
});

const asReceipts = (read: Result<Entries, Unreadable>): Result<WholeBody, Unreadable> =>
  read.ok ? ok({ entries: read.value.entries, tell: tellAs('receipts') }) : read;

async function readJson(body: Buffer, { options }: Asked): Promise<Result<WholeBody, Unreadable>> {
  const read = await parseJsonBody(body, options.language);
  if (!read.ok) return read;
  const { entries, single } = read.value;
  return ok({ entries, tell: tellAs(single ? 'receipt' : 'receipts') });
}

/** The formats in which submissions are pushed. */
export const submissionFormats = ({ rules, workbooks }: FormatPorts): BodyFormats =>
  new Map<string, BodyFormat>([
    ['application/json', { mostBytes: 2 * megabyte, read: readJson }],
    ['application/x-ndjson', { mostBytes: 20 * megabyte, read: readLines }],
    [
      'text/csv',
      {
        mostBytes: 20 * megabyte,
        read: async (body, asked) =>
          asReceipts(await parseTableBody(body, asked.options.charset, contextOf(asked, rules))),
      },
    ],
    [
      workbookType,
      {
        mostBytes: 5 * megabyte,
        read: async (body, asked) => asReceipts(await parseSheetBody(body, workbooks.read, contextOf(asked, rules))),
        markRefused: markRefused(workbooks.mark),
      },
    ],
  ]);
