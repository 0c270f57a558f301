import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { createBatchQueue, type BatchQueue } from '@xiaomai/kernel';
import { insertUnordered, writeUnordered, type BulkOperation } from '@xiaomai/mongo';
import type { Collection, Connection } from 'mongoose';
import type { KeptAnswer, KeptRequest, RequestStore } from '../flow/once.ts';

type RequestDocument = {
  _id: string;
  bodyHash: string;
  state: 'running' | 'done';
  at: number;
  owner: string;
  status?: number;
  contentType?: string;
  location?: string;
  /** Compressed: an answer may be longer than a document. */
  body?: Buffer;
};

const mostAtOnce = 200;
const keptForMs = 30 * 86_400_000;

const toDocument = ({ scope, bodyHash, at, owner }: KeptRequest): RequestDocument => ({
  _id: scope,
  bodyHash,
  state: 'running',
  at,
  owner,
});

async function toRequest({
  _id,
  bodyHash,
  at,
  owner,
  status,
  contentType,
  location,
  body,
}: RequestDocument): Promise<KeptRequest> {
  const request = { scope: _id, bodyHash, at, owner };
  if (status === undefined || contentType === undefined || body === undefined) return request;
  const text = (await promisify(gunzip)(body)).toString('utf8');
  return { ...request, answer: { status, contentType, body: text, ...(location === undefined ? {} : { location }) } };
}

async function finishing({ scope, owner }: KeptRequest, answer: KeptAnswer): Promise<BulkOperation> {
  const { status, contentType, location } = answer;
  const body = await promisify(gzip)(answer.body, { level: 1 });
  const done = { state: 'done', status, contentType, body, ...(location === undefined ? {} : { location }) };
  return { updateOne: { filter: { _id: scope as never, owner }, update: { $set: done } } };
}

const where = (scope: string, owner: string): object => ({ _id: scope, owner });

async function findKept(collection: Collection, scopes: readonly string[]): Promise<ReadonlyMap<string, KeptRequest>> {
  const filter = { _id: { $in: [...scopes] as never } };
  const found = await collection.find<RequestDocument>(filter, { promoteBuffers: true }).toArray();
  const requests = await Promise.all(found.map(toRequest));
  return new Map(requests.map((request) => [request.scope, request]));
}

// Two requests of one batch may carry the same key: the second meets the first.
const claimQueue = (collection: Collection): BatchQueue<KeptRequest, KeptRequest | undefined> =>
  createBatchQueue({
    maxItems: mostAtOnce,
    flush: async (requests) => {
      const { duplicates } = await insertUnordered(collection, requests.map(toDocument));
      const repeated = requests.filter((_, n) => duplicates.has(n)).map(({ scope }) => scope);
      const kept = repeated.length === 0 ? new Map<string, KeptRequest>() : await findKept(collection, repeated);
      return requests.map((request, n) => (duplicates.has(n) ? (kept.get(request.scope) ?? request) : undefined));
    },
  });

/** Requests with an Idempotency-Key in MongoDB; whatever comes at the same time travels together. */
export async function mongoRequestStore(
  connection: Connection,
): Promise<RequestStore & { readonly prune: (now: number) => Promise<void> }> {
  const collection = connection.collection('idempotency');
  await collection.createIndex({ at: 1 });
  const claims = claimQueue(collection);
  const writes = createBatchQueue<BulkOperation, undefined>({
    maxItems: mostAtOnce,
    flush: async (operations) => {
      await writeUnordered(collection, operations);
      return operations.map(() => undefined);
    },
  });
  return {
    claim: claims.push,
    takeOver: async (left, { scope, at, owner }) => {
      const filter = { ...where(scope, left.owner), state: 'running', at: left.at };
      return (await collection.updateOne(filter, { $set: { at, owner } })).matchedCount === 1;
    },
    finish: async (request, answer) => writes.push(await finishing(request, answer)),
    leave: ({ scope, owner }) =>
      writes.push({ updateOne: { filter: where(scope, owner), update: { $set: { at: 0 } } } }),
    prune: async (now) => {
      await collection.deleteMany({ at: { $gt: 0, $lt: now - keptForMs } });
    },
  };
}
