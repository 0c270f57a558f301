import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { workbookParts, zipOf, type ZipPart } from '../../testing/zip.ts';
import { archiveLimits, checkArchive } from './archive.ts';

const megabyte = 1024 * 1024;
const part = (more: Partial<ZipPart> = {}): ZipPart => ({ name: 'xl/a.xml', bytes: Buffer.from('<a/>'), ...more });
const checked = (...parts: readonly ZipPart[]): string => {
  const result = checkArchive(zipOf([...workbookParts, ...parts]));
  return result.ok ? 'ok' : result.reason;
};

describe('an archive', () => {
  test('of parts that are what they should be is opened', () => {
    expect(checked(part(), part({ name: 'xl/printerSettings/printerSettings1.bin' }))).toBe('ok');
    expect(checked(part({ method: 0 }))).toBe('ok');
  });

  test.each<[string, ZipPart, string]>([
    ['declares more than may be unpacked', part({ unpacked: archiveLimits.bytes + 1 }), 'workbook-too-large'],
    ['is packed beyond reason', part({ bytes: Buffer.alloc(3 * megabyte) }), 'workbook-too-large'],
    ['is encrypted', part({ flags: 1 }), 'workbook-not-allowed'],
    ['is packed in another way', part({ method: 12 }), 'malformed-workbook'],
    ['has macros', part({ name: 'xl/vbaProject.bin' }), 'workbook-not-allowed'],
    ['leads out of the workbook', part({ name: 'xl/externalLinks/externalLink1.xml' }), 'workbook-not-allowed'],
    ['holds another file', part({ name: 'xl/embeddings/oleObject1.bin' }), 'workbook-not-allowed'],
    ['holds another archive', part({ name: 'xl/more.zip' }), 'workbook-not-allowed'],
    ['asks a database', part({ name: 'xl/connections.xml' }), 'workbook-not-allowed'],
    ['leads out of its folder', part({ name: '../../etc/passwd' }), 'malformed-workbook'],
    ['has a path from the root', part({ name: '/etc/passwd' }), 'malformed-workbook'],
    ['has a path of another system', part({ name: 'xl\\a.xml' }), 'malformed-workbook'],
    ['has one name twice', part({ name: 'XL/workbook.xml' }), 'malformed-workbook'],
    ['has another name in its own place', part({ localName: 'xl/b.xml' }), 'malformed-workbook'],
    ['is not where the directory says', part({ at: 1_000_000 }), 'malformed-workbook'],
    ['shares its bytes with another', part({ at: 0, name: '[Content_Types].xml' }), 'malformed-workbook'],
    ['has more bytes than there are', part({ packed: 50_000 }), 'malformed-workbook'],
    ['keeps its sizes elsewhere (zip64)', part({ unpacked: 0xffffffff, packed: 0xffffffff }), 'malformed-workbook'],
  ])('with a part that %s is not', (_what, bad, reason) => {
    expect(checked(bad)).toBe(reason);
  });

  test('of too many parts is not', () => {
    const many = Array.from({ length: archiveLimits.entries }, (_, n) => part({ name: `xl/${String(n)}.xml` }));
    expect(checked(...many)).toBe('workbook-too-large');
  });

  test('that is another file, or cut short, is not', () => {
    const whole = zipOf(workbookParts);
    const reasons = [Buffer.alloc(0), Buffer.from('PK'), whole.subarray(0, -1), Buffer.concat([whole, whole])].map(
      (bytes) => checkArchive(bytes).ok,
    );
    expect(reasons).toEqual([false, false, false, false]);
    expect(checkArchive(zipOf([part()])).ok).toBe(false);
    const encrypted = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(64)]);
    expect(checkArchive(encrypted)).toEqual({ ok: false, reason: 'workbook-not-allowed' });
  });
});

test('no bytes whatever do more than be refused', () => {
  const whole = zipOf([...workbookParts, part()]);
  const spoilt = fc
    .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    .map((changes) => {
      const bytes = Buffer.from(whole);
      for (const [at, byte] of changes) bytes[at] = byte;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(spoilt, fc.uint8Array({ maxLength: 300 }).map(Buffer.from)), (bytes) => {
      const result = checkArchive(bytes);
      const declared = result.ok ? result.value.reduce((sum, { unpacked }) => sum + unpacked, 0) : 0;
      return declared <= archiveLimits.bytes;
    }),
    { numRuns: 2_000 },
  );
});
