import type { ClientReadableStream } from '@grpc/grpc-js';

/** The messages of a server stream; whoever stops reading ends the call. */
export async function* messagesOf<T>(stream: ClientReadableStream<T>): AsyncGenerator<T, void, undefined> {
  stream.on('error', () => undefined); // the iteration reports it; cancelling would raise it once more
  try {
    for await (const message of stream) yield message as T;
  } finally {
    stream.cancel();
  }
}
