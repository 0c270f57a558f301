/** A JSON value a line; so many lines are sent together. */
export async function* linesOf(items: AsyncIterable<unknown>, linesPerPiece: number): AsyncGenerator<string> {
  let lines = '';
  let count = 0;
  for await (const item of items) {
    lines += `${JSON.stringify(item)}\n`;
    count += 1;
    if (count % linesPerPiece !== 0) continue;
    yield lines;
    lines = '';
  }
  if (lines !== '') yield lines;
}
