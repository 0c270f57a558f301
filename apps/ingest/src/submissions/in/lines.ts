/** A line of a stream, without its end, and its number from 1. One that is too long is cut right after the limit. */
export type Line = { readonly bytes: Buffer; readonly line: number };

/** Most bytes of a line. */
export const longestLine: number = 64 * 1024;

const newline = 0x0a;
const isBlank = (bytes: Buffer): boolean =>
  bytes.length === 0 || (bytes.length < 16 && bytes.toString('latin1').trim() === '');

/** Splits a stream into its lines, in groups of those that have come, blank ones left out. Holds at most one unfinished line. */
export async function* splitLines(chunks: AsyncIterable<Buffer>, most: number): AsyncGenerator<readonly Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;

  const takeLine = (bytes: Buffer): readonly Line[] => {
    line += 1;
    return isBlank(bytes) ? [] : [{ bytes, line }];
  };

  for await (const chunk of chunks) {
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    let group: Line[] = [];
    for (let end = all.indexOf(newline); end !== -1; end = all.indexOf(newline, from)) {
      group.push(...takeLine(all.subarray(from, Math.min(end, from + longestLine + 1))));
      from = end + 1;
      if (group.length < most) continue;
      yield group;
      group = [];
    }
    if (group.length > 0) yield group;
    rest = all.subarray(from, from + longestLine + 1); // of a line that is too long the rest need not be kept
  }
  const last = takeLine(rest);
  if (last.length > 0) yield last;
}
