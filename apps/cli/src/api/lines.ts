import { Unreachable } from './api.ts';

/** Lines of bytes that come in pieces, without their line ends. */
export async function* splitLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    const parts = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield part.replace(/\r$/, '');
  }
  rest += decoder.decode();
  if (rest !== '') yield rest.replace(/\r$/, '');
}

/** The JSON values of a streamed answer, one a line. Rejects with Unreachable when it breaks off. */
export async function* parseLines(response: Response): AsyncGenerator<unknown> {
  if (response.body === null) return;
  const lines = splitLines(response.body);
  for (;;) {
    const next = await lines.next().catch((error: unknown) => {
      throw new Unreachable(`the answer broke off: ${String(error)}`, { cause: error });
    });
    if (next.done === true) return;
    if (next.value !== '') yield JSON.parse(next.value) as unknown;
  }
}

/** Everything that comes, in one list. */
export async function collect<T>(items: AsyncIterable<T> | Iterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
