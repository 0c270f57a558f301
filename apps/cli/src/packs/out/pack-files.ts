import { readPackFolder, type PackText } from '@xiaomai/packs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';

/** Reads pack files, and every pack of folders; rejects when one is not there. */
export async function readPackFiles(paths: readonly string[]): Promise<readonly PackText[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      if ((await stat(path)).isDirectory()) return readPackFolder(path);
      return [{ name: basename(path), text: await readFile(path, 'utf8') }];
    }),
  );
  return found.flat();
}
