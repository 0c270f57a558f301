import { err, ok, type Result } from '@xiaomai/kernel';
import { readEntries, type ArchiveEntry } from './archive-entries.ts';

/** Why an archive is not opened. */
export type ArchiveFault = 'malformed-workbook' | 'workbook-too-large' | 'workbook-not-allowed';

/** What an archive may be at most: parts, bytes of everything unpacked, and times a part that is not small may be larger than it is packed. */
export const archiveLimits: {
  readonly entries: number;
  readonly bytes: number;
  readonly ratio: number;
  readonly small: number;
} = {
  entries: 256,
  bytes: 64 * 1024 * 1024,
  ratio: 100,
  small: 1024 * 1024,
};

// Macros, other files inside, and whatever leads out of the workbook.
const refusedParts =
  /vbaproject|\/externallinks\/|\/embeddings\/|\/activex\/|\/querytables\/|^xl\/connections\.xml$|\.(?:zip|xlsx|xlsm|xlsb|docx|pptx|ole|exe|dll|js)$/i;
const requiredParts = ['[Content_Types].xml', 'xl/workbook.xml'];

const isSafeName = (name: string): boolean => {
  if (name === '' || name.length > 200 || name.startsWith('/') || name.includes('\\') || name.includes('\0'))
    return false;
  return !name.split('/').includes('..');
};

function faultOfNames(entries: readonly ArchiveEntry[]): ArchiveFault | undefined {
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  if (names.size < entries.length || !entries.every(({ name }) => isSafeName(name))) return 'malformed-workbook';
  if (entries.some(({ name }) => refusedParts.test(name))) return 'workbook-not-allowed';
  return requiredParts.every((name) => names.has(name.toLowerCase())) ? undefined : 'malformed-workbook';
}

function faultOfSizes(entries: readonly ArchiveEntry[]): ArchiveFault | undefined {
  const { bytes, ratio, small } = archiveLimits;
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > bytes) return 'workbook-too-large';
  const isBomb = ({ packed, unpacked }: ArchiveEntry): boolean => unpacked > small && unpacked > packed * ratio;
  return entries.some(isBomb) ? 'workbook-too-large' : undefined;
}

function faultOfEntries(entries: readonly ArchiveEntry[]): ArchiveFault | undefined {
  if (entries.some(({ encrypted }) => encrypted)) return 'workbook-not-allowed';
  if (entries.some(({ method }) => method !== 0 && method !== 8)) return 'malformed-workbook';
  return faultOfSizes(entries) ?? faultOfNames(entries);
}

/** Whether a file is an archive that may be opened, judged by its directory alone: nothing is unpacked. */
export function checkArchive(bytes: Buffer): Result<readonly ArchiveEntry[], ArchiveFault> {
  const entries = readEntries(bytes, archiveLimits.entries);
  if (!entries.ok) return entries;
  const fault = faultOfEntries(entries.value);
  return fault === undefined ? ok(entries.value) : err(fault);
}
