import { EventSourceParserStream, type EventSourceMessage } from 'eventsource-parser/stream';

/** Hears of every sign of life: events, comments and bare ids. */
export type Hearing = { readonly onSign?: () => void; readonly onId?: (id: string) => void };

const longestEventChars = 4_000_000;

/** The server-sent events of a response body, in order, until it ends. */
export async function* readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  hearing: Hearing = {},
): AsyncGenerator<EventSourceMessage, void, undefined> {
  const parser = new EventSourceParserStream({
    onComment: hearing.onSign,
    onId: hearing.onId,
    maxBufferSize: longestEventChars,
  });
  const reader = body.pipeThrough(new TextDecoderStream()).pipeThrough(parser).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      hearing.onSign?.();
      yield next.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
