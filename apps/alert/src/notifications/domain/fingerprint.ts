export type Labels = Readonly<Record<string, string>>;

const offset = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;
const mask = 0xffffffffffffffffn;
const separator = 0xff;

/** Alertmanager's identity of a label set: FNV-1a of 64 bits over the sorted names and values, each ended by 0xFF. */
export function fingerprint(labels: Labels): string {
  const encoder = new TextEncoder();
  let hash = offset;
  const add = (byte: number): void => {
    hash = ((hash ^ BigInt(byte)) * prime) & mask;
  };
  for (const name of Object.keys(labels).sort()) {
    for (const text of [name, labels[name] ?? '']) {
      for (const byte of encoder.encode(text)) add(byte);
      add(separator);
    }
  }
  return hash.toString(16).padStart(16, '0');
}
