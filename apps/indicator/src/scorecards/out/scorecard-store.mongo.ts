import { insertUnordered, writeUnordered } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import { parsePeriod } from '@xiaomai/period';
import { cardId, type Scorecard } from '../domain/card.ts';
import type { EncodedCard, ScorecardStore } from '../flow/judge-submissions.ts';
import type { LaterValues } from '../flow/keep-standings.ts';
import { decodeScorecard } from './card.codec.ts';
import { payloadOf, prefixed, scorecardCollection, type Lean, type ScorecardDocument } from './card-documents.mongo.ts';

function toDocument({ card, bytes }: EncodedCard): ScorecardDocument {
  return {
    _id: cardId(card),
    ds: card.dataset,
    period: card.period,
    path: card.path,
    parent: card.parent,
    v: card.version,
    rev: card.revision,
    failing: card.cells.filter(({ verdict }) => verdict === 'breached').map(({ indicator }) => indicator),
    payload: bytes,
  };
}

const fromDocument = (document: Lean<ScorecardDocument>): EncodedCard => {
  const bytes = payloadOf(document);
  return { card: decodeScorecard(bytes), bytes };
};

const replacing = (next: ScorecardDocument): { updateOne: { filter: object; update: object } } => {
  const { _id, ...fields } = next;
  return { updateOne: { filter: { _id, v: next.v - 1 }, update: { $set: fields } } };
};

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
      const { matched } = await writeUnordered(collection, cards.map((card) => replacing(toDocument(card))));
      if (matched !== cards.length) throw new Error('another writer changed the same scorecards');
    },
  };
}

const isValid = (verdict: Scorecard['cells'][number]['verdict']): boolean =>
  verdict === 'met' || verdict === 'at-risk' || verdict === 'breached';

/** Reads which indicators have a valid value in a later period of the same org unit and dataset. */
export function mongoLaterValues(connection: Connection): LaterValues {
  const collection = scorecardCollection(connection);
  return async (card, afterDay) => {
    const all = await collection
      .find<Pick<ScorecardDocument, '_id' | 'period'>>(
        { _id: prefixed(`${card.orgUnit}|${card.dataset}|`) as never },
        { projection: { period: 1 } },
      )
      .toArray();
    const later = all.filter(({ period }) => {
      const parsed = parsePeriod(period);
      return parsed.ok && parsed.value.end > afterDay;
    });
    if (later.length === 0) return new Set();
    const documents = await collection
      .find<Lean<ScorecardDocument>>({ _id: { $in: later.map(({ _id }) => _id) } as never })
      .toArray();
    const cells = documents.flatMap((document) => decodeScorecard(payloadOf(document)).cells);
    return new Set(cells.filter(({ verdict }) => isValid(verdict)).map(({ indicator }) => indicator));
  };
}
