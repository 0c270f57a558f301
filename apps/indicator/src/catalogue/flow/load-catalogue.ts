import type { Result } from '@xiaomai/kernel';
import { catalogueFaults, makeCatalogue, type Catalogue, type Pack } from '../domain/catalogue.ts';

/** A pack file as it lies on disk. */
export type PackFile = { readonly name: string; readonly text: string };

/** A stored version of all pack files. */
export type StoredPacks = { readonly version: number; readonly files: readonly PackFile[] };

/** Every version of the catalogue that was ever in force. */
export type CatalogueStore = {
  readonly newest: () => Promise<StoredPacks | undefined>;
  /** False when that version exists already. */
  readonly append: (packs: StoredPacks) => Promise<boolean>;
};

type Parse = (text: string) => Result<Pack, readonly string[]>;

const sameFiles = (a: readonly PackFile[], b: readonly PackFile[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Puts pack files together; throws with every fault of every file. */
export function catalogueOf(stored: StoredPacks, parse: Parse): Catalogue {
  const faults: string[] = [];
  const packs = stored.files.flatMap(({ name, text }) => {
    const pack = parse(text);
    if (pack.ok) return [pack.value];
    faults.push(...pack.reason.map((fault) => `${name}: ${fault}`));
    return [];
  });
  faults.push(...catalogueFaults(packs));
  if (faults.length > 0) throw new Error(`the indicator packs are not right:\n  ${faults.join('\n  ')}`);
  return makeCatalogue(stored.version, packs);
}

/** The catalogue in force: the files on disk, as a new version when they differ from the newest stored one. */
export async function loadCatalogue(
  files: readonly PackFile[],
  store: CatalogueStore,
  parse: Parse,
): Promise<Catalogue> {
  for (;;) {
    const newest = await store.newest();
    if (newest !== undefined && sameFiles(newest.files, files)) return catalogueOf(newest, parse);
    const next = { version: (newest?.version ?? 0) + 1, files };
    const catalogue = catalogueOf(next, parse);
    if (await store.append(next)) return catalogue;
  }
}
