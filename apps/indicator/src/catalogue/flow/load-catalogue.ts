import type { Result } from '@xiaomai/kernel';
import { carriedBy } from '../domain/carried.ts';
import { makeCatalogue, type Carried, type Catalogue, type Pack } from '../domain/catalogue.ts';
import { reachesBack, unexplained, type CatalogueChange } from '../domain/reaches-back.ts';
import { rereadings, type Rereading } from '../domain/rereading.ts';

/** A pack file as it lies on disk. */
export type PackFile = { readonly name: string; readonly text: string };

/** A pack file that was in force, and since when (Unix milliseconds; 0 = not known) it stood so. */
export type StoredFile = PackFile & { readonly since: number };

/** A stored version of all pack files. */
export type StoredPacks = {
  readonly version: number;
  readonly files: readonly StoredFile[];
  readonly since: number;
  /** What it may judge otherwise than the version before. */
  readonly changes: readonly Rereading[];
  /** What datasets carried in versions before and carry no more. */
  readonly carried: Carried;
  /** Why it reaches back, in the words of the packs; empty where it does not. */
  readonly reason: string;
};

/** Every version of the catalogue that was ever in force. */
export type CatalogueStore = {
  readonly newest: () => Promise<StoredPacks | undefined>;
  /** 0 = none yet. */
  readonly newestVersion: () => Promise<number>;
  readonly read: (version: number) => Promise<StoredPacks | undefined>;
  /** Versions before one (0 = from the newest), newest first. */
  readonly list: (page: { readonly before: number; readonly limit: number }) => Promise<readonly StoredPacks[]>;
  /** False when that version exists already. */
  readonly append: (packs: StoredPacks) => Promise<boolean>;
};

/** Reads pack files; or every fault of all of them. */
export type ParsePacks = (files: readonly PackFile[]) => Result<readonly Pack[], readonly string[]>;

/** When and how packs are read. */
export type Reading = {
  readonly parse: ParsePacks;
  readonly now: () => number;
  readonly today: () => string;
  /** Told when the files are older than what is in force, and by which of them that is known. */
  readonly onOlder: (files: readonly string[], version: number) => void;
};

const sameFiles = (a: readonly PackFile[], b: readonly PackFile[]): boolean => {
  const known = new Map(a.map(({ name, text }) => [name, text]));
  return a.length === b.length && b.every(({ name, text }) => known.get(name) === text);
};

/** Packs of stored files; undefined where they cannot be read (any more). */
export function packsOf({ files }: Pick<StoredPacks, 'files'>, parse: ParsePacks): readonly Pack[] | undefined {
  const packs = parse(files);
  const since = new Map(files.map((file) => [file.name, file.since]));
  return packs.ok ? packs.value.map((pack) => ({ ...pack, since: since.get(`${pack.id}.yaml`) ?? 0 })) : undefined;
}

/** A stored version as a catalogue; undefined where it cannot be read (any more). */
export function catalogueOf(stored: StoredPacks, parse: ParsePacks): Catalogue | undefined {
  const packs = packsOf(stored, parse);
  return packs && makeCatalogue(stored.version, packs, stored);
}

function datedFiles(files: readonly PackFile[], before: StoredPacks | undefined, now: number): readonly StoredFile[] {
  const known = new Map((before?.files ?? []).map((file) => [file.name, file]));
  return files.map(({ name, text }) => {
    const old = known.get(name);
    return { name, text, since: old?.text === text ? old.since : now };
  });
}

const described = ({ pack, subject, from }: CatalogueChange): string =>
  `${pack}.yaml: ${subject}, on days ${from === '' ? 'as far back as there are any' : `since ${from}`}`;

function accepted(before: readonly Pack[], after: readonly Pack[], today: string): string {
  const silent = unexplained(before, after, today);
  if (silent.length > 0) {
    const told = silent.map(described).join('\n  ');
    throw new Error(
      `the indicator packs would judge days before ${today} otherwise; say why in \`change\` and raise \`version\`:\n  ${told}`,
    );
  }
  const back = new Set(reachesBack(before, after, today).map(({ pack }) => pack));
  return after
    .filter(({ id }) => back.has(id))
    .map(({ change }) => change)
    .join('；');
}

const inOrder = new Intl.Collator('en', { numeric: true }); // 2026.9 before 2026.10

// How far back a file is recognised as one that was in force before.
const versionsRecognised = 20;

/**
 * The files by which a folder is known to be older than what is in force: a pack of a lower `version`, or one that says what it said
 * under an earlier version of the catalogue and no more; or every file, where the folder as a whole was in force before. So an instance
 * that is restarted with yesterday's files puts nothing back; whoever means to go back raises the `version`.
 */
async function olderFiles({ files, packs }: Given, newest: StoredPacks, { store, parse }: Known): Promise<string[]> {
  const versions = new Map((packsOf(newest, parse) ?? []).map(({ id, version }) => [id, version]));
  const given = new Map(packs.map(({ id, version }) => [`${id}.yaml`, { id, version }]));
  const order = (name: string): number => {
    const [pack, stored] = [given.get(name), versions.get(given.get(name)?.id ?? '')];
    return pack === undefined || stored === undefined ? 0 : inOrder.compare(pack.version, stored);
  };
  const found = new Set(files.map(({ name }) => name).filter((name) => order(name) < 0));
  const inForce = new Map(newest.files.map(({ name, text }) => [name, text]));
  for (let version = newest.version - 1; version > 0 && version >= newest.version - versionsRecognised; version -= 1) {
    const earlier = await store.read(version);
    if (earlier === undefined) continue;
    const texts = new Map(earlier.files.map(({ name, text }) => [name, text]));
    const all = sameFiles(earlier.files, files);
    const back = files.filter(({ name, text }) => texts.get(name) === text && inForce.get(name) !== text);
    for (const { name } of all ? files : back.filter((file) => order(file.name) === 0)) found.add(name);
  }
  return [...found].sort();
}

type Known = { readonly store: Pick<CatalogueStore, 'read'>; readonly parse: ParsePacks };

type Given = { readonly files: readonly PackFile[]; readonly packs: readonly Pack[] };

const datasetsOf = (packs: readonly Pack[]): Pack['datasets'] => packs.flatMap(({ datasets }) => datasets);

function succeeding(newest: StoredPacks | undefined, { files, packs }: Given, reading: Reading): StoredPacks {
  const before = (newest && packsOf(newest, reading.parse)) ?? [];
  const now = reading.now();
  const had = newest?.carried ?? [];
  const carried = carriedBy(had, datasetsOf(before), datasetsOf(packs));
  const [old, next] = [makeCatalogue(0, before, { carried: had }), makeCatalogue(0, packs, { carried })];
  return {
    version: (newest?.version ?? 0) + 1,
    files: datedFiles(files, newest, now),
    since: now,
    changes: newest === undefined ? [] : rereadings(old, next),
    carried,
    reason: accepted(before, packs, reading.today()),
  };
}

type Keeping = { readonly store: Pick<CatalogueStore, 'read'>; readonly reading: Reading };

// What is stored, where the files say the same or are older.
async function standing(
  newest: StoredPacks,
  given: Given,
  { store, reading }: Keeping,
): Promise<Catalogue | undefined> {
  if (sameFiles(newest.files, given.files)) return catalogueOf(newest, reading.parse);
  const older = await olderFiles(given, newest, { store, parse: reading.parse });
  if (older.length === 0) return undefined;
  reading.onOlder(older, newest.version);
  return catalogueOf(newest, reading.parse);
}

/**
 * The catalogue in force: the files on disk, as a new version when they differ from the newest stored one and are not older. Throws
 * with every fault of every file, and with every change that reaches into the past without a reason.
 */
export async function loadCatalogue(
  files: readonly PackFile[],
  store: CatalogueStore,
  reading: Reading,
): Promise<Catalogue> {
  const { parse } = reading;
  const parsed = parse(files);
  if (!parsed.ok) throw new Error(`the indicator packs are not right:\n  ${parsed.reason.join('\n  ')}`);
  for (;;) {
    const newest = await store.newest();
    const given = { files, packs: parsed.value };
    const known = newest && (await standing(newest, given, { store, reading }));
    if (known !== undefined) return known;
    const next = succeeding(newest, given, reading);
    const catalogue = catalogueOf(next, parse);
    if ((await store.append(next)) && catalogue !== undefined) return catalogue;
  }
}

/** Takes over a newer version that another instance has put in force. */
export async function refreshCatalogue(
  store: Pick<CatalogueStore, 'newest' | 'newestVersion'>,
  catalogue: { readonly get: () => Catalogue; readonly set: (next: Catalogue) => void },
  parse: ParsePacks,
): Promise<void> {
  if ((await store.newestVersion()) <= catalogue.get().version) return;
  const newest = await store.newest();
  const next = newest && catalogueOf(newest, parse);
  if (next !== undefined) catalogue.set(next);
}
