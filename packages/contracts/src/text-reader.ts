import { BinaryReader } from '@bufbuild/protobuf/wire';

const slots = 8_192;
const longest = 64;
const hashed = 8;
const texts: (string | undefined)[] = new Array<string | undefined>(slots);

function standsAt(text: string, bytes: Buffer, start: number): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) !== bytes[start + at]) return false;
  return true;
}

// FNV-1a of the last bytes: ids that look alike begin alike.
function slotOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start);
  for (let at = Math.max(start, end - hashed); at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash >>> 0) % slots;
}

function textAt(bytes: Buffer, start: number, end: number): string {
  if (end - start > longest) return bytes.toString('utf8', start, end);
  const slot = slotOf(bytes, start, end);
  const known = texts[slot];
  if (known?.length === end - start && standsAt(known, bytes, start)) return known;
  const text = bytes.toString('utf8', start, end);
  if (text.length === end - start) texts[slot] = text; // plain ASCII: only that can be compared byte by byte
  return text;
}

/** A reader of protobuf; what is said again and again (ids, periods, codes) becomes one string in memory, not many. */
export function textReader(bytes: Uint8Array): BinaryReader {
  const reader = new BinaryReader(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  reader.string = () => {
    const length = reader.uint32();
    const start = reader.pos;
    if (start + length > reader.len) throw new RangeError('premature EOF');
    reader.pos = start + length;
    return length === 0 ? '' : textAt(buffer, start, start + length);
  };
  return reader;
}
