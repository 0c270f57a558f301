// The floor of the live view: what comes from the topics goes to everybody who listens, as it is.
// Left out: who is asking and what they may see, resuming, filtering, reading, sessions, the console.
import express, { type Response } from 'express';
import { topics } from './topics.ts';
import { consume, serve } from './wire.ts';

const listeners = new Set<Response>();
const app = express().disable('x-powered-by').disable('etag');
app.get('/api/v1/stream', (request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
  listeners.add(response);
  request.once('close', () => listeners.delete(response));
});
app.get('/', (_, response) => {
  response.end();
});

const eventFrom =
  (name: string) =>
  ({ value }: { readonly value: Buffer | null }): string =>
    `event: ${name}\ndata: ${value?.toString() ?? '{}'}\n\n`;

function tell(events: readonly string[]): Promise<void> {
  for (const listener of listeners) listener.write(events.join(''));
  return Promise.resolve();
}

await consume({ topics: [topics.alerts] }, (messages) => tell(messages.map(eventFrom('alert'))));
await consume({ topics: [topics.counts] }, (messages) => tell(messages.map(eventFrom('scorecard'))));
await serve(app);
