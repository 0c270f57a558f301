import type { EventSourceMessage } from 'eventsource-parser/stream';
import { backoffMs } from './backoff.ts';
import { readEvents } from './read-events.ts';

export type StreamSource = {
  readonly url: string;
  readonly headers: () => Record<string, string>;
  /** A stream that says nothing for so long, not even a comment, is taken for broken. */
  readonly silenceMs: number;
};

export type StreamListener = {
  readonly onOpen: () => void;
  readonly onEvent: (event: EventSourceMessage) => void;
  /** `status` is the HTTP status that refused the stream, if one did. */
  readonly onBreak: (status: number | undefined) => void;
};

type Ending = { readonly opened: boolean; readonly status: number | undefined };
type Attempt = {
  readonly source: StreamSource;
  readonly listener: StreamListener;
  readonly memory: { lastId: string };
};

function silenceWatch(
  silenceMs: number,
  signal: AbortSignal,
): { sign: () => void; end: () => void; signal: AbortSignal } {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), silenceMs);
  return {
    sign: () => {
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), silenceMs);
    },
    end: () => clearTimeout(timer),
    signal: AbortSignal.any([signal, silent.signal]),
  };
}

async function followOnce({ source, listener, memory }: Attempt, stop: AbortSignal): Promise<Ending> {
  const watch = silenceWatch(source.silenceMs, stop);
  let opened = false;
  try {
    const resume = memory.lastId === '' ? {} : { 'Last-Event-ID': memory.lastId };
    const headers = { accept: 'text/event-stream', ...source.headers(), ...resume };
    const response = await fetch(source.url, { headers, signal: watch.signal, cache: 'no-store' });
    if (!response.ok || response.body === null) return { opened, status: response.status };
    opened = true;
    listener.onOpen();
    const onId = (id: string): void => void (memory.lastId = id);
    for await (const event of readEvents(response.body, { onSign: watch.sign, onId })) listener.onEvent(event);
    return { opened, status: undefined };
  } catch {
    return { opened, status: undefined };
  } finally {
    watch.end();
  }
}

function waitFor(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      globalThis.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    globalThis.addEventListener('online', done);
    stop.addEventListener('abort', done, { once: true });
  });
}

async function keepFollowing(attempt: Attempt, stop: AbortSignal): Promise<void> {
  let failures = 0;
  while (!stop.aborted) {
    const ending = await followOnce(attempt, stop);
    if (stop.aborted) return;
    attempt.listener.onBreak(ending.status);
    if (ending.status === 401) return;
    failures = ending.opened ? 0 : failures + 1;
    await waitFor(backoffMs(failures, Math.random()), stop);
  }
}

/** Follows the stream until the returned function is called, resuming where it broke off. */
export function followStream(source: StreamSource, listener: StreamListener): () => void {
  const stop = new AbortController();
  void keepFollowing({ source, listener, memory: { lastId: '' } }, stop.signal);
  return () => stop.abort();
}
