/** What is wrong with a text of JSON that a parser would let pass. */
export type JsonTextFault = 'too-deep' | 'too-many-fields' | 'duplicate-field';

const deepest = 20;
const mostFields = 1_000;

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);
const openBrace = 0x7b;

// Place right behind the string that begins at `from`; behind the end when it has none.
function endOfString(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(quote, from + 1);
  while (at !== -1) {
    let slashes = 0;
    while (bytes[at - 1 - slashes] === backslash) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
    at = bytes.indexOf(quote, at + 1);
  }
  return bytes.length;
}

// Names are the same however they are escaped.
function nameOf(bytes: Buffer, from: number, to: number): string {
  const raw = bytes.toString('utf8', from, to);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.stringify(JSON.parse(raw));
  } catch {
    return raw;
  }
}

// Names in the objects that are open; an object without any yet shares one set, a list has none.
type Open = (Set<string> | undefined)[];

const noNames = new Set<string>();

function faultOfName(open: Open, name: string): JsonTextFault | undefined {
  if (open.at(-1) === noNames) open[open.length - 1] = new Set();
  const known = open.at(-1);
  if (known === undefined) return undefined;
  if (known.has(name)) return 'duplicate-field';
  known.add(name);
  return known.size > mostFields ? 'too-many-fields' : undefined;
}

function faultOfNesting(byte: number, open: Open): JsonTextFault | undefined {
  if (closing.has(byte)) open.pop();
  if (!opening.has(byte)) return undefined;
  if (open.length === deepest) return 'too-deep';
  open.push(byte === openBrace ? noNames : undefined);
  return undefined;
}

/** Looks through UTF-8 bytes for nesting that is too deep and for fields that stand twice in one object, of which a
 *  parser would silently take the last. Bytes that are no JSON at all are for the parser to refuse. */
export function faultOfJsonText(bytes: Buffer): JsonTextFault | undefined {
  const open: Open = [];
  let [from, to] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === quote) {
      [from, to] = [at, endOfString(bytes, at)];
      at = to - 1;
      continue;
    }
    const fault = byte === colon ? faultOfName(open, nameOf(bytes, from, to)) : faultOfNesting(byte, open);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
