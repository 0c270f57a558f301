import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackFault } from './fault.ts';
import type { PackFile } from './pack-schema.ts';
import { readPack, type PackText, type ReadPack } from './read-pack.ts';
import { catalogueFindings } from './rules/catalogue-rules.ts';

/** Pack files read together. The packs are of use only when no fault is an error. */
export type ReadPacks = { readonly packs: readonly PackFile[]; readonly faults: readonly PackFault[] };

/** Reads every pack (*.yaml) of a folder, in the order of their names. Rejects when there is no such folder. */
export async function readPackFolder(folder: string): Promise<readonly PackText[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
}

function packOf({ head, indicators, groups, datasets }: ReadPack): readonly PackFile[] {
  if (head === undefined) return [];
  const { pack, version, change, name } = head;
  return [
    {
      ...{ pack, version, change, name },
      indicators: indicators.map(({ item, targets }) => ({ ...item, targets: targets.map((target) => target.item) })),
      groups: groups.map(({ item }) => item),
      datasets: datasets.map(({ item }) => item),
    },
  ];
}

const byPlace = (a: PackFault, b: PackFault): number =>
  a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;

function together(read: readonly ReadPack[]): ReadPacks {
  const faults = [...read.flatMap((pack) => pack.faults), ...catalogueFindings(read)];
  return { packs: read.flatMap(packOf), faults: faults.sort(byPlace) };
}

/** Reads pack files and holds them to every rule, each alone and all together: every fault at once, in order of place. */
export const readPacks = (files: readonly PackText[]): ReadPacks => together(files.map(readPack));

/** The same, a file at a time: in between others have their turn. */
export async function readPacksInTurns(files: readonly PackText[], turn: () => Promise<void>): Promise<ReadPacks> {
  const read: ReadPack[] = [];
  for (const file of files) {
    read.push(readPack(file));
    await turn();
  }
  return together(read);
}
