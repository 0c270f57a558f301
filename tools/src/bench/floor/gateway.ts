// The floor of the live view: what comes from the topics goes to everybody who listens, as it is.
// What is read is read by id and answered as it is stored; of the province, which has no card here, the first school's.
// Left out: who is asking and what they may see, resuming, filtering, pages, words, verdicts, sessions, the console.
import express, { type Response } from 'express';
import { demoCity } from '../../seed/demo-city.ts';
import { safetyDataset } from '../../seed/demo-months.ts';
import { topics } from './topics.ts';
import { consume, openReader, serve } from './wire.ts';

const listeners = new Set<Response>();
const app = express().disable('x-powered-by').disable('etag');
app.get('/api/v1/stream', (request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
  listeners.add(response);
  request.once('close', () => listeners.delete(response));
});

const schools = demoCity().schools.map(({ id }) => id);
const read = await openReader('cards');

async function answer(response: Response, orgUnits: readonly string[], period: unknown): Promise<void> {
  const found = await read(orgUnits.map((id) => `${id}|${safetyDataset}|${String(period)}`));
  response.type('json').send(`{"items":[${found.map(({ value }) => String(value)).join(',')}],"next":null}`);
}

app.get('/api/v1/scorecards/:orgUnit', async ({ params, query }, response) => {
  await answer(response, [schools.find((id) => id === params.orgUnit) ?? schools[0] ?? ''], query['period']);
});
app.get('/api/v1/scorecards/:orgUnit/:list', async ({ params, query }, response) => {
  await answer(
    response,
    schools.filter((id) => id.startsWith(params.orgUnit)),
    query['period'],
  );
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
