import type { StreamEventName } from '@xiaomai/gateway-api/stream';
import type { ServerResponse } from 'node:http';

/** The event stream: remembers what it sent, so that Last-Event-ID can resume. */
export type Events = {
  readonly send: (name: StreamEventName, data: unknown) => void;
  readonly attach: (response: ServerResponse, lastId: string | undefined) => void;
  readonly cut: () => void;
};

type Sent = { readonly id: number; readonly text: string };

const head = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };

export function createEvents(): Events {
  const sent: Sent[] = [];
  const open = new Set<ServerResponse>();
  return {
    send: (name, data) => {
      const id = sent.length + 1;
      const text = `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
      sent.push({ id, text });
      for (const response of open) response.write(text);
    },
    attach: (response, lastId) => {
      response.writeHead(200, head).write(': connected\n\n');
      for (const { id, text } of sent) if (lastId !== undefined && id > Number(lastId)) response.write(text);
      const beat = setInterval(() => response.write(': beat\n\n'), 15_000);
      open.add(response);
      response.on('close', () => {
        clearInterval(beat);
        open.delete(response);
      });
    },
    cut: () => {
      for (const response of open) response.destroy();
    },
  };
}
