// The floor of the intake: body → JSON.parse → one insert for all that came meanwhile → answer → one send.
// Left out: keys, checks of any kind, revisions and repeats, idempotency keys, rate limits, back-pressure, problem
// documents, envelopes, trace context, metrics, logging; and what was answered but not yet sent is lost in a crash.
import { createBatchQueue } from '@xiaomai/kernel';
import express from 'express';
import { topics } from './topics.ts';
import { openCollection, openProducer, serve, type Document } from './wire.ts';

type Entry = { readonly orgUnit: string; readonly dataset: string; readonly period: string };
type Accepted = { readonly orgUnit: string; readonly document: Document; readonly value: Buffer };

const publishGapMs = 10; // the first at once; what comes meanwhile travels together

const insertMany = await openCollection('submissions');
const send = await openProducer();

const inserts = createBatchQueue<readonly Accepted[], undefined>({
  maxItems: 1_000,
  flush: async (groups) => {
    await insertMany(groups.flat().map(({ document }) => document));
    return groups.map(() => undefined);
  },
});

const sends = createBatchQueue<readonly Accepted[], undefined>({
  maxItems: 1_000,
  gapMs: publishGapMs,
  flush: async (groups) => {
    const messages = groups.flat().map(({ orgUnit, value }) => ({ key: orgUnit, value }));
    await send([{ topic: topics.accepted, messages }]);
    return groups.map(() => undefined);
  },
});

function acceptedOf(text: string): Accepted {
  const { orgUnit, dataset, period } = JSON.parse(text) as Entry;
  const value = Buffer.from(text);
  return { orgUnit, value, document: { _id: `${orgUnit}|${dataset}|${period}`, value } };
}

function read(type: string | undefined, body: string): readonly Accepted[] {
  if (type === 'application/x-ndjson') return body.trimEnd().split('\n').map(acceptedOf);
  if (!body.startsWith('{"submissions"')) return [acceptedOf(body)];
  const { submissions } = JSON.parse(body) as { readonly submissions: readonly Entry[] };
  return submissions.map((entry) => acceptedOf(JSON.stringify(entry)));
}

const receiptOf = ({ document: { _id } }: Accepted): string => `{"id":"${_id}","status":"created"}`;

function answerTo(type: string | undefined, accepted: readonly Accepted[]): string {
  if (type === 'application/x-ndjson') return accepted.map((one) => `${receiptOf(one)}\n`).join('');
  return accepted.length === 1
    ? accepted.map(receiptOf).join('')
    : `{"receipts":[${accepted.map(receiptOf).join(',')}]}`;
}

const app = express().disable('x-powered-by').disable('etag');
app.post('/api/v1/submissions', (request, response) => {
  const parts: Buffer[] = [];
  const type = request.headers['content-type'];
  request.on('data', (part: Buffer) => parts.push(part));
  request.once('end', () => {
    const accepted = read(type, Buffer.concat(parts).toString('utf8'));
    void inserts.push(accepted).then(() => {
      const body = answerTo(type, accepted);
      response.writeHead(201, { 'Content-Type': type, 'Content-Length': body.length }).end(body);
      return sends.push(accepted);
    });
  });
});
app.get('/', (_, response) => {
  response.end();
});
await serve(app);
