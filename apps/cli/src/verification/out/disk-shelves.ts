import { createReadStream } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { splitLines } from '../../api/lines.ts';
import { partOf, type Shelf, type Shelves } from '../flow/shelves.ts';

/** Characters kept of a part before they are written. */
const mostKept = 32_768;

function diskShelf<T>(fileOf: (part: number) => string, parts: number): Shelf<T> {
  const kept = Array.from({ length: parts }, () => '');
  const written = new Set<number>();
  const write = async (part: number): Promise<void> => {
    const text = kept[part] ?? '';
    kept[part] = '';
    written.add(part);
    await appendFile(fileOf(part), text);
  };
  return {
    put: (orgUnit, thing) => {
      const part = partOf(orgUnit, parts);
      const text = `${kept[part] ?? ''}${JSON.stringify(thing)}\n`;
      kept[part] = text;
      return text.length < mostKept ? undefined : write(part);
    },
    part: async function* (part) {
      if (kept[part] !== '') await write(part);
      if (!written.has(part)) return;
      for await (const line of splitLines(createReadStream(fileOf(part)))) yield JSON.parse(line) as T;
    },
  };
}

/** Shelves in files of a folder of their own; what is put there is JSON. */
export async function diskShelves(parts = 256): Promise<Shelves> {
  const folder = await mkdtemp(path.join(tmpdir(), 'xiaomai-verify-'));
  return {
    parts,
    partOf: (orgUnit) => partOf(orgUnit, parts),
    shelf: (name) => diskShelf((part) => path.join(folder, `${name}-${String(part)}.ndjson`), parts),
    clear: () => rm(folder, { recursive: true }),
  };
}
