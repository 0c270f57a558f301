const hazardsField = 30;
const afterVarint = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while ((bytes[at] ?? 0) >= 0x80) at += 1;
  return at + 1;
};

function varint(bytes: Uint8Array, from: number): number {
  let value = 0;
  let factor = 1;
  for (let at = from; ; at += 1) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
    factor *= 0x80;
  }
}

function afterValue(bytes: Uint8Array, from: number, type: number): number {
  if (type === 0) return afterVarint(bytes, from);
  if (type === 2) return afterVarint(bytes, from) + varint(bytes, from);
  return from + (type === 1 ? 8 : 4);
}

/** Whether the bytes of a SubmissionAccepted carry hazards: a look at the numbers of its fields, well under a microsecond. */
export function carriesHazards(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    const tag = varint(bytes, at);
    if (tag >>> 3 === hazardsField) return true;
    at = afterValue(bytes, afterVarint(bytes, at), tag & 7);
  }
  return false;
}
