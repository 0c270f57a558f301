import { insertUnordered, updateGuarded, type GuardedUpdate } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { cardId } from '../domain/card.ts';
import type { EncodedCard, ScorecardStore } from '../flow/judge-submissions.ts';
import type { ReadSiblings } from '../flow/standing/who-speaks.ts';
import { decodeScorecard } from './card-wire.ts';
import {
  payloadOf,
  prefixed,
  scorecardCollection,
  type Lean,
  type ScorecardDocument,
  nodeOf,
} from './card-documents.mongo.ts';

function toDocument({ card, bytes }: EncodedCard): ScorecardDocument {
  return {
    _id: cardId(card),
    ds: card.dataset,
    period: card.period,
    path: card.path,
    node: nodeOf(card),
    v: card.version,
    rev: card.revision,
    failing: card.cells.filter(({ verdict }) => verdict === 'breached').map(({ indicator }) => indicator),
    ...(card.withdrawn === true ? { withdrawn: true } : {}),
    ...(card.missing ? { missing: true } : {}),
    ...(card.late ? { late: true } : {}),
    ...(card.findings.length > 0 ? { doubtful: true } : {}),
    payload: bytes,
  };
}

const fromDocument = (document: Lean<ScorecardDocument>): EncodedCard => {
  const bytes = payloadOf(document);
  return { card: decodeScorecard(bytes), bytes };
};

// They stand in a new document only where they are true.
const unmarked = { withdrawn: false, missing: false, late: false, doubtful: false } as const;

const replacing = ({ _id, ...fields }: ScorecardDocument): GuardedUpdate => ({
  _id,
  guard: ['v', fields.v - 1],
  set: { ...unmarked, ...fields },
});

/** Scorecards in MongoDB: inserted first, updated by version. */
export function mongoScorecardStore(connection: Connection): ScorecardStore {
  const collection = scorecardCollection(connection);
  return {
    insert: async (cards) => (await insertUnordered(collection, cards.map(toDocument))).duplicates,
    read: async (ids) => {
      const found = await collection.find<Lean<ScorecardDocument>>({ _id: { $in: [...ids] } as never }).toArray();
      return new Map(found.map((document) => [document._id, fromDocument(document)]));
    },
    update: async (cards) => {
      const updates = cards.map((card) => replacing(toDocument(card)));
      if ((await updateGuarded(collection, updates)) !== cards.length)
        throw new Error('another writer changed the same scorecards');
    },
  };
}

/** Reads the keys of the scorecards of other periods of the same org unit and dataset. */
export function mongoSiblings(connection: Connection): ReadSiblings {
  const collection = scorecardCollection(connection);
  return async (card, from) => {
    const { orgUnit, dataset } = card;
    const ofUnit = `${orgUnit}|${dataset}|`;
    const range = { ...prefixed(ofUnit), $gte: `${ofUnit}${from}` };
    const found = await collection.find({ _id: range as never }, { projection: { _id: 1 } }).toArray();
    const periods = found.map(({ _id }) => String(_id).slice(ofUnit.length));
    return periods.filter((period) => period !== card.period).map((period) => ({ orgUnit, dataset, period }));
  };
}
