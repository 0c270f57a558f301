/** What is wrong with a text of JSON that a parser would let pass. */
export type JsonTextFault = 'too-deep' | 'too-many-fields' | 'duplicate-field';

const deepest = 20;
const mostFields = 1_000;

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const openBracket = 0x5b;
const openBrace = 0x7b;
const closeBracket = 0x5d;
const closeBrace = 0x7d;

// Place right behind the string that begins at `from`; behind the end when it has none.
function endOfString(bytes: Buffer, from: number): number {
  for (let at = from + 1; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === backslash) at += 1;
    else if (byte === quote) return at + 1;
  }
  return bytes.length;
}

// Names are the same however they are escaped.
function nameOf(bytes: Buffer, from: number, to: number): string {
  const raw = bytes.toString('latin1', from, to); // a name for a name: which characters the bytes are does not matter
  if (!raw.includes('\\')) return raw;
  try {
    return Buffer.from(JSON.stringify(JSON.parse(bytes.toString('utf8', from, to)))).toString('latin1');
  } catch {
    return raw;
  }
}

// Names in the objects and lists that are open; a list has none.
type Open = (string[] | Set<string> | undefined)[];

const fewNames = 16;

const has = (known: string[] | Set<string>, name: string): boolean =>
  Array.isArray(known) ? known.includes(name) : known.has(name);

// Most objects have few fields: a list of them is cheaper than a set.
function faultOfName(open: Open, name: string): JsonTextFault | undefined {
  const known = open.at(-1);
  if (known === undefined) return undefined;
  if (has(known, name)) return 'duplicate-field';
  if (!Array.isArray(known)) return known.add(name).size > mostFields ? 'too-many-fields' : undefined;
  known.push(name);
  if (known.length > fewNames) open[open.length - 1] = new Set(known);
  return undefined;
}

function faultOfNesting(byte: number, open: Open): JsonTextFault | undefined {
  if (byte === closeBracket || byte === closeBrace) open.pop();
  if (byte !== openBracket && byte !== openBrace) return undefined;
  if (open.length === deepest) return 'too-deep';
  open.push(byte === openBrace ? [] : undefined);
  return undefined;
}

/** Looks through UTF-8 bytes for nesting that is too deep and for fields that stand twice in one object, of which a
 *  parser would silently take the last. Bytes that are no JSON at all are for the parser to refuse. */
export function faultOfJsonText(bytes: Buffer): JsonTextFault | undefined {
  const open: Open = [];
  let from = 0;
  let to = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === quote) {
      from = at;
      to = endOfString(bytes, at);
      at = to - 1;
    } else if (byte >= colon) {
      const fault = byte === colon ? faultOfName(open, nameOf(bytes, from, to)) : faultOfNesting(byte, open);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}
