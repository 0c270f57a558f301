import type { Result } from '@xiaomai/kernel';
import { makeCatalogue, type Catalogue, type Pack } from '../domain/catalogue.ts';

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

/** Reads pack files; or every fault of all of them. */
type Parse = (files: readonly PackFile[]) => Result<readonly Pack[], readonly string[]>;

const sameFiles = (a: readonly PackFile[], b: readonly PackFile[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Puts pack files together; throws with every fault of every file. */
export function catalogueOf(stored: StoredPacks, parse: Parse): Catalogue {
  const packs = parse(stored.files);
  if (packs.ok) return makeCatalogue(stored.version, packs.value);
  throw new Error(`the indicator packs are not right:\n  ${packs.reason.join('\n  ')}`);
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
