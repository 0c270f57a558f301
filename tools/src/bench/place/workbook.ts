import { crc32, deflateRawSync } from 'node:zlib';

type Part = readonly [name: string, text: string];

const localHead = 30;
const directoryHead = 46;
const endHead = 22;
const version = 20;
const deflated = 8;

type Packed = { readonly name: Buffer; readonly data: Buffer; readonly sum: number; readonly length: number };

function pack([name, text]: Part): Packed {
  const bytes = Buffer.from(text);
  return { name: Buffer.from(name), data: deflateRawSync(bytes), sum: crc32(bytes), length: bytes.length };
}

// Version, flags, method, time, date, sum, both lengths, the name's length: the same in both places of an archive.
function describe(head: Buffer, at: number, { name, data, sum, length }: Packed): void {
  head.writeUInt16LE(version, at);
  head.writeUInt16LE(deflated, at + 4);
  head.writeUInt32LE(sum, at + 10);
  head.writeUInt32LE(data.length, at + 14);
  head.writeUInt32LE(length, at + 18);
  head.writeUInt16LE(name.length, at + 22);
}

function localOf(part: Packed): Buffer {
  const head = Buffer.alloc(localHead);
  head.writeUInt32LE(0x04034b50);
  describe(head, 4, part);
  return Buffer.concat([head, part.name, part.data]);
}

function entryOf(part: Packed, at: number): Buffer {
  const head = Buffer.alloc(directoryHead);
  head.writeUInt32LE(0x02014b50);
  head.writeUInt16LE(version, 4);
  describe(head, 6, part);
  head.writeUInt32LE(at, 42);
  return Buffer.concat([head, part.name]);
}

function archiveOf(parts: readonly Part[]): Buffer {
  const packed = parts.map(pack);
  const locals = packed.map(localOf);
  let at = 0;
  const entries = packed.map((part, n) => {
    const entry = entryOf(part, at);
    at += locals[n]?.length ?? 0;
    return entry;
  });
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(endHead);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

const columnName = (n: number): string =>
  (n < 26 ? '' : String.fromCharCode(64 + Math.floor(n / 26))) + String.fromCharCode(65 + (n % 26));

function cell(value: string | number | undefined, column: number, row: number): string {
  const place = `${columnName(column)}${String(row)}`;
  if (value === undefined) return '';
  if (typeof value === 'number') return `<c r="${place}"><v>${String(value)}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
}

/** A row of a sheet; texts must need no escaping. */
export type SheetRow = readonly (string | number | undefined)[];

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const xml = '<?xml version="1.0" encoding="UTF-8"?>';

/** A workbook of one sheet, as small as the format allows. */
export function workbookOf(rows: readonly SheetRow[]): Buffer {
  const lines = rows.map(
    (row, at) => `<row r="${String(at + 1)}">${row.map((one, n) => cell(one, n, at + 1)).join('')}</row>`,
  );
  const related = (kind: string, target: string): string =>
    `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/${kind}" Target="${target}"/></Relationships>`;
  const typed = (part: string, kind: string): string =>
    `<Override PartName="/xl/${part}.xml" ContentType="${types}.${kind}+xml"/>`;
  return archiveOf([
    [
      '[Content_Types].xml',
      `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${typed('workbook', 'sheet.main')}${typed('worksheets/sheet1', 'worksheet')}</Types>`,
    ],
    ['_rels/.rels', related('officeDocument', 'xl/workbook.xml')],
    [
      'xl/workbook.xml',
      `${xml}<workbook xmlns="${spreadsheet}" xmlns:r="${relations}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', related('worksheet', 'worksheets/sheet1.xml')],
    [
      'xl/worksheets/sheet1.xml',
      `${xml}<worksheet xmlns="${spreadsheet}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
    ],
  ]);
}
