import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { splitLines } from '../../api/lines.ts';
import { isDataValueSet, itemsOfJson, type Item } from '../domain/items.ts';
import { standardInput, type NamedFile } from '../domain/file-kind.ts';
import type { SubmissionFile } from '../flow/push-files.ts';

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const streamOf = (name: string): AsyncIterable<Uint8Array> =>
  name === standardInput ? process.stdin : createReadStream(name);

const wholeOf = async (name: string): Promise<Buffer<ArrayBuffer>> =>
  Buffer.from(name === standardInput ? await buffer(process.stdin) : await readFile(name));

async function* numberedLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Item> {
  let number = 0;
  for await (const text of splitLines(pieces)) {
    number += 1;
    if (text.trim() !== '') yield { text, place: `line ${String(number)}` };
  }
}

const howPushed = {
  csv: { type: 'text/csv', path: '/submissions' },
  xlsx: { type: workbookType, path: '/submissions' },
  dhis2: { type: 'application/json', path: '/dataValueSets' },
} as const;

/** Reads a file as what its kind says. Rejects with SyntaxError when a JSON file is not JSON. */
export async function readSubmissionFile({ name, kind }: NamedFile): Promise<SubmissionFile> {
  if (kind === 'ndjson') return { name, items: numberedLines(streamOf(name)) };
  const whole = await wholeOf(name);
  if (kind !== 'json') return { name, whole: { bytes: whole, ...howPushed[kind] } };
  const json: unknown = JSON.parse(new TextDecoder().decode(whole));
  if (isDataValueSet(json)) return { name, whole: { bytes: whole, ...howPushed.dhis2 } };
  return { name, items: itemsOfJson(json) };
}

/** Bytes of all files together, 0 when that cannot be known. Rejects when one cannot be read. */
export async function bytesOf(names: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const name of names) {
    if (name === standardInput) return 0;
    await (await open(name)).close();
    bytes += (await stat(name)).size;
  }
  return bytes;
}
