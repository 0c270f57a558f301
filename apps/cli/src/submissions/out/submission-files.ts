import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { maxSubmissions } from '@xiaomai/gateway-api/submission';
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
  json: { type: 'application/json', path: '/submissions' },
} as const;

const mostBytes = 2 * 1024 * 1024;

const isTaken = (json: unknown, bytes: number): boolean =>
  bytes <= mostBytes && !Array.isArray(json) && itemsOfJson(json).length <= maxSubmissions;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a file as what its kind says. JSON that is taken as it stands is left as it is, faults and all, so that it is told of
 *  them as by every other way in; larger files and bare lists go piece by piece. */
export async function readSubmissionFile({ name, kind }: NamedFile): Promise<SubmissionFile> {
  if (kind === 'ndjson') return { name, items: numberedLines(streamOf(name)) };
  const whole = await wholeOf(name);
  if (kind !== 'json') return { name, whole: { bytes: whole, ...howPushed[kind] } };
  const json = parsed(new TextDecoder().decode(whole));
  if (isDataValueSet(json)) return { name, whole: { bytes: whole, ...howPushed.dhis2 } };
  if (json === undefined || isTaken(json, whole.length)) return { name, whole: { bytes: whole, ...howPushed.json } };
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
