import { ok, type Result } from '@xiaomai/kernel';
import type { Rules } from '../../domain/rules.ts';
import { parseJsonBody, parseLine, parseTableBody, type Unreadable } from '../entries.parser.ts';
import { splitLines } from '../lines.ts';
import type { Asked } from './exchange.ts';
import type { WholeBody } from './push-body.ts';
import { tellAs } from './told.ts';

/** How a body of one content type is read. */
export type BodyFormat = {
  readonly mostBytes: number;
  readonly read: (body: Buffer, asked: Asked) => Promise<Result<WholeBody, Unreadable>>;
};

/** The formats that are taken, by content type. */
export type BodyFormats = ReadonlyMap<string, BodyFormat>;

const megabyte = 1024 * 1024;

async function* inOne(body: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(body);
}

async function readLines(body: Buffer, { options }: Asked): Promise<Result<WholeBody, Unreadable>> {
  const entries = [];
  for await (const lines of splitLines(inOne(body), 500)) {
    for (const { bytes, line } of lines) entries.push(parseLine(bytes, line, options.language));
  }
  return ok({ entries, tell: tellAs('lines') });
}

/** The formats in which submissions are pushed. */
export const submissionFormats = (rules: () => Rules): BodyFormats =>
  new Map<string, BodyFormat>([
    [
      'application/json',
      {
        mostBytes: 2 * megabyte,
        read: (body, { options }) => {
          const read = parseJsonBody(body, options.language);
          return Promise.resolve(
            read.ok
              ? ok({ entries: read.value.entries, tell: tellAs(read.value.single ? 'receipt' : 'receipts') })
              : read,
          );
        },
      },
    ],
    ['application/x-ndjson', { mostBytes: 20 * megabyte, read: readLines }],
    [
      'text/csv',
      {
        mostBytes: 20 * megabyte,
        read: async (body, { options, request }) => {
          const context = { rules: rules(), pusher: request.pusher, language: options.language };
          const read = await parseTableBody(body, options.charset, context);
          return read.ok ? ok({ entries: read.value.entries, tell: tellAs('receipts') }) : read;
        },
      },
    ],
  ]);
