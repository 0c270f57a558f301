import type { Stack } from '../stack.ts';

export type StreamEvent = {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly atMs: number;
};

export type EventStream = { readonly events: readonly StreamEvent[]; readonly close: () => void };

function eventOf(block: string): StreamEvent | undefined {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return {
    name: fields.get('event') ?? 'message',
    data: JSON.parse(data) as StreamEvent['data'],
    atMs: performance.now(),
  };
}

async function read(body: ReadableStream<Uint8Array>, events: StreamEvent[]): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of body) {
    const blocks = (rest + decoder.decode(piece, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    events.push(...blocks.flatMap((block) => eventOf(block) ?? []));
  }
}

/** Listens to the live view; the events so far are in `events`. */
export async function openEvents(stack: Stack, bearer: string): Promise<EventStream> {
  const abort = new AbortController();
  const headers = { authorization: `Bearer ${bearer}`, accept: 'text/event-stream' };
  const response = await fetch(`${stack.url}/api/v1/stream`, { headers, signal: abort.signal });
  if (!response.ok || response.body === null) throw new Error(`stream: ${String(response.status)}`);
  const events: StreamEvent[] = [];
  read(response.body, events).catch(() => undefined); // ends when it is closed
  return { events, close: () => abort.abort() };
}
