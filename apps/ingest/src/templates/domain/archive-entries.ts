import { err, ok, type Result } from '@xiaomai/kernel';

/** A part of a zip archive, as its directory declares it. */
export type ArchiveEntry = {
  readonly name: string;
  readonly encrypted: boolean;
  /** 0 = stored, 8 = deflated. */
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Where its bytes are. */
  readonly from: number;
};

type Malformed = 'malformed-workbook' | 'workbook-too-large' | 'workbook-not-allowed';
type Directory = { readonly count: number; readonly from: number; readonly end: number };

const signatures = { end: 0x06054b50, entry: 0x02014b50, local: 0x04034b50 } as const;
const endBytes = 22;
const entryBytes = 46;
const localBytes = 30;
const oleMagic = 0xe011cfd0; // an encrypted workbook, or one of before 2007, is no zip archive at all
const malformed = err<Malformed>('malformed-workbook');

// The directory must end right before the end record, and that at the end of the file: there is one way to read it.
function findDirectory(bytes: Buffer): Directory | undefined {
  const end = bytes.length - endBytes;
  for (let at = end; at >= Math.max(0, end - 0xffff); at -= 1) {
    if (bytes.readUInt32LE(at) !== signatures.end) continue;
    if (at + endBytes + bytes.readUInt16LE(at + 20) !== bytes.length) continue;
    const [size, from] = [bytes.readUInt32LE(at + 12), bytes.readUInt32LE(at + 16)];
    const oneDisk = bytes.readUInt32LE(at + 4) === 0 && bytes.readUInt16LE(at + 8) === bytes.readUInt16LE(at + 10);
    return oneDisk && from + size === at ? { count: bytes.readUInt16LE(at + 10), from, end: at } : undefined;
  }
  return undefined;
}

/** Where the bytes of a part begin; undefined when it is not where its directory says. */
function dataFrom(bytes: Buffer, at: number, name: Buffer): number | undefined {
  if (at + localBytes > bytes.length || bytes.readUInt32LE(at) !== signatures.local) return undefined;
  const nameLength = bytes.readUInt16LE(at + 26);
  const local = bytes.subarray(at + localBytes, at + localBytes + nameLength);
  return local.equals(name) ? at + localBytes + nameLength + bytes.readUInt16LE(at + 28) : undefined;
}

type Found = { readonly entry: ArchiveEntry; readonly local: number; readonly next: number };

function readEntry(bytes: Buffer, at: number, end: number): Found | undefined {
  if (at + entryBytes > end || bytes.readUInt32LE(at) !== signatures.entry) return undefined;
  const nameLength = bytes.readUInt16LE(at + 28);
  const name = bytes.subarray(at + entryBytes, at + entryBytes + nameLength);
  const local = bytes.readUInt32LE(at + 42);
  const from = dataFrom(bytes, local, name);
  if (from === undefined) return undefined;
  return {
    entry: {
      name: name.toString('utf8'),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      from,
    },
    local,
    next: at + entryBytes + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32),
  };
}

// Parts that share bytes unpack to more than the file could hold.
function overlap(found: readonly Found[], end: number): boolean {
  const inOrder = [...found].sort((a, b) => a.local - b.local);
  return inOrder.some(({ entry }, n) => entry.from + entry.packed > (inOrder[n + 1]?.local ?? end));
}

function walk(bytes: Buffer, { count, from, end }: Directory): readonly Found[] | undefined {
  const found: Found[] = [];
  let at = from;
  while (found.length < count) {
    const next = readEntry(bytes, at, end);
    if (next === undefined) return undefined;
    found.push(next);
    at = next.next;
  }
  return at === end ? found : undefined;
}

/** The parts of a zip archive, as its directory declares them; sizes past 32 bits are not read. */
export function readEntries(bytes: Buffer, most: number): Result<readonly ArchiveEntry[], Malformed> {
  if (bytes.length < endBytes) return malformed;
  if (bytes.readUInt32LE(0) === oleMagic) return err('workbook-not-allowed');
  const directory = findDirectory(bytes);
  if (directory === undefined) return malformed;
  if (directory.count > most) return err('workbook-too-large');
  const found = walk(bytes, directory);
  return found === undefined || overlap(found, directory.from) ? malformed : ok(found.map(({ entry }) => entry));
}
