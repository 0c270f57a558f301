import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackFile } from '../flow/load-catalogue.ts';

/** Reads every pack (*.yaml) of a folder, in the order of their names. */
export async function readPackFiles(folder: string): Promise<readonly PackFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
}
