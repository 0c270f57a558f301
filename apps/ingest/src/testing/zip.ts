import { deflateRawSync } from 'node:zlib';

/** A part of an archive as a test wants it; what is not given is as it should be. */
export type ZipPart = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly unpacked?: number;
  readonly packed?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly at?: number;
  readonly localName?: string;
};

const crcIsNotLookedAt = 0;

function header(part: ZipPart, data: Buffer, name: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(part.flags ?? 0, 2);
  fields.writeUInt16LE(part.method ?? 8, 4);
  fields.writeUInt32LE(crcIsNotLookedAt, 10);
  fields.writeUInt32LE(part.packed ?? data.length, 14);
  fields.writeUInt32LE(part.unpacked ?? part.bytes.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** A zip archive of these parts. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const data = part.method === 0 ? part.bytes : deflateRawSync(part.bytes);
    const [name, localName] = [Buffer.from(part.name), Buffer.from(part.localName ?? part.name)];
    const local = Buffer.concat([word(0x04034b50), header(part, data, localName), localName, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(part.at ?? offset, 10);
    entries.push(Buffer.concat([word(0x02014b50), Buffer.from([20, 0]), header(part, data, name), tail, name]));
    bodies.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}

/** What every workbook has. */
export const workbookParts: readonly ZipPart[] = ['[Content_Types].xml', 'xl/workbook.xml'].map((name) => ({
  name,
  bytes: Buffer.from('<x/>'),
}));
