import type { Collection, Connection } from 'mongoose';
import { decodeRollup, decodeScorecard } from './card-wire.ts';
import {
  payloadOf,
  prefixed,
  rollupCollection,
  scorecardCollection,
  type Lean,
  type RollupDocument,
  type ScorecardDocument,
} from './card-documents.mongo.ts';
import type { CardKey, RollupCard } from '../domain/card.ts';
import type { CardBytes, CardReader, Place, Reported } from '../flow/read-scorecards.ts';

type Own = Pick<RollupDocument, '_id'> & Partial<Pick<RollupDocument, 'e'>>;
type Payload = Pick<Lean<RollupDocument>, 'payload'>;

const onlyPayload = { projection: { payload: 1, _id: 0 } } as const;
const chunkSize = 500;
const readsAtOnce = 16;
// Most lists come whole: each further batch is a round trip.
const atOnce = 5_000;

// A rollup that has lost its last child is kept for what comes after it, and says nothing.
const isFilled = ({ version }: RollupCard): boolean => version > 0;

const withIds = (ids: readonly string[]): never => ({ _id: { $in: [...ids] } }) as never;
const inNodes = (nodes: readonly string[]): object => ({ node: { $in: [...nodes] } });
const inPlace = ({ dataset, period, path }: Place): object => ({ ds: dataset, period, path: prefixed(path) });

async function keysOfUnit(cards: Collection, unit: string): Promise<readonly CardKey[]> {
  const ofUnit = { _id: prefixed(`${unit}|`) as never };
  const found = await cards.find<Pick<ScorecardDocument, '_id'>>(ofUnit, { projection: { _id: 1 } }).toArray();
  return found.map(({ _id }) => {
    const [orgUnit = '', dataset = '', period = ''] = _id.split('|');
    return { orgUnit, dataset, period };
  });
}

type ReportedDocument = Pick<ScorecardDocument, '_id' | 'node' | 'rev' | 'failing' | 'withdrawn' | 'late' | 'doubtful'>;

const nothingFailing: readonly string[] = [];

async function findReported(
  cards: Collection,
  filter: object,
): Promise<readonly (Reported & { readonly rollup: string })[]> {
  const projection = { node: 1, rev: 1, failing: 1, withdrawn: 1, late: 1, doubtful: 1 } as const;
  const found = await cards.find<ReportedDocument>(filter, { projection, batchSize: atOnce }).toArray();
  return found
    .filter(({ rev, withdrawn }) => rev > 0 && withdrawn !== true)
    .map(({ _id, node, failing, late, doubtful }) => ({
      orgUnit: _id.slice(0, _id.indexOf('|')),
      failing: failing.length === 0 ? nothingFailing : failing,
      late: late === true,
      doubtful: doubtful === true,
      rollup: node,
    }));
}

async function findBytes(cards: Collection, filter: object): Promise<readonly CardBytes[]> {
  const asBuffers = { projection: { payload: 1 }, batchSize: atOnce, promoteBuffers: true };
  const found = cards.find<{ readonly _id: string; readonly payload: Buffer }>(filter, asBuffers);
  return (await found.toArray()).map(({ _id, payload }) => ({ id: _id, bytes: payload }));
}

async function findEditions(rollups: Collection, place: Place): ReturnType<CardReader['editions']> {
  const projection = { e: 1 } as const;
  const found = rollups.find<Own>(inPlace(place), { projection, batchSize: atOnce });
  return (await found.toArray()).map(({ _id, e = 0 }) => ({ rollup: _id, edition: e }));
}

async function keysOfUnits(cards: Collection, units: readonly string[]): Promise<readonly CardKey[]> {
  const found: CardKey[] = [];
  for (let from = 0; from < units.length; from += readsAtOnce) {
    const part = units.slice(from, from + readsAtOnce).map((unit) => keysOfUnit(cards, unit));
    found.push(...(await Promise.all(part)).flat());
  }
  return found;
}

async function* chunksOf(collection: Collection): AsyncGenerator<readonly Buffer[]> {
  let chunk: Buffer[] = [];
  for await (const document of collection.find<Payload>({}, { ...onlyPayload, batchSize: chunkSize })) {
    chunk.push(payloadOf(document));
    if (chunk.length === chunkSize) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** Lean reads of scorecards and rollups. */
export function mongoCardReader(connection: Connection): CardReader {
  const cards = scorecardCollection(connection);
  const rollups = rollupCollection(connection);
  return {
    cards: async (ids) =>
      (await cards.find<Payload>(withIds(ids), onlyPayload).toArray()).map((one) => decodeScorecard(payloadOf(one))),
    rollups: async (ids) =>
      ids.length === 0
        ? []
        : (await rollups.find<Payload>(withIds(ids), onlyPayload).toArray())
            .map((one) => decodeRollup(payloadOf(one)))
            .filter(isFilled),
    bytes: (ids) => (ids.length === 0 ? Promise.resolve([]) : findBytes(cards, withIds(ids))),
    bytesIn: (nodes) => findBytes(cards, inNodes(nodes)),
    reported: (place) => findReported(cards, inPlace(place)),
    any: async (dataset, period) => (await cards.findOne({ ds: dataset, period }, { projection: { _id: 1 } })) !== null,
    reportedOf: async (ids) => {
      const found: Reported[] = [];
      for (let from = 0; from < ids.length; from += chunkSize) {
        found.push(...(await findReported(cards, withIds(ids.slice(from, from + chunkSize)))));
      }
      return found;
    },
    reportedIn: async (nodes) => (nodes.length === 0 ? [] : findReported(cards, inNodes(nodes))),
    editions: (place) => findEditions(rollups, place),
    keysOf: (units) => keysOfUnits(cards, units),
    below: async function* (place) {
      for await (const document of cards.find<Payload>(inPlace(place), { ...onlyPayload, batchSize: chunkSize })) {
        yield decodeScorecard(payloadOf(document));
      }
    },
    exportCards: async function* () {
      for await (const chunk of chunksOf(cards)) yield { scorecards: chunk.map(decodeScorecard), rollups: [] };
      for await (const chunk of chunksOf(rollups)) {
        yield { scorecards: [], rollups: chunk.map(decodeRollup).filter(isFilled) };
      }
    },
  };
}
