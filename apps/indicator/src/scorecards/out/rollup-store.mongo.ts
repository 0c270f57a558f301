import { insertUnordered, writeUnordered, type BulkOperation } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { cardId, contributionOfCard, contributionOfRollup, type RollupCard } from '../domain/card.ts';
import type { RollupStore } from '../flow/roll-up-children.ts';
import { decodeRollup, decodeScorecard, encodeRollup } from './card-wire.ts';
import {
  payloadOf,
  prefixed,
  rollupCollection,
  scorecardCollection,
  type Lean,
  type RollupDocument,
  type ScorecardDocument,
} from './card-documents.mongo.ts';

const toDocument = (card: RollupCard): RollupDocument => ({
  _id: cardId(card),
  ds: card.dataset,
  period: card.period,
  path: card.path,
  parent: card.parent,
  v: card.version,
  payload: encodeRollup(card),
});

const replaceOlder = ({ _id, ...fields }: RollupDocument): BulkOperation => ({
  updateOne: { filter: { _id, v: { $lt: fields.v } }, update: { $set: fields } },
});

/** Rollups in MongoDB; children are read from scorecards and rollups alike. */
export function mongoRollupStore(connection: Connection, catalogue: () => Catalogue): RollupStore {
  const rollups = rollupCollection(connection);
  const scorecards = scorecardCollection(connection);
  return {
    readChildren: async ({ orgUnit, dataset, period, path }) => {
      const below = { ds: dataset, period, path: prefixed(path), parent: orgUnit };
      const [leaves, nodes, own] = await Promise.all([
        scorecards.find<Lean<ScorecardDocument>>(below, { projection: { payload: 1 } }).toArray(),
        rollups.find<Lean<RollupDocument>>(below, { projection: { payload: 1 } }).toArray(),
        rollups.countDocuments({ _id: `${orgUnit}|${dataset}|${period}` } as never, { limit: 1 }),
      ]);
      const children = [
        ...leaves.map((leaf) => contributionOfCard(decodeScorecard(payloadOf(leaf)), catalogue())),
        ...nodes.map((node) => contributionOfRollup(decodeRollup(payloadOf(node)))),
      ];
      return { children, stored: own === 1 };
    },
    write: async (cards, mayExist) => {
      const documents = cards.map((card) => ({ document: toDocument(card), mayExist: mayExist(card) }));
      const fresh = documents.filter((one) => !one.mayExist).map(({ document }) => document);
      const { duplicates } = await insertUnordered(rollups, fresh);
      const present = documents.filter((one) => one.mayExist).map(({ document }) => document);
      const older = [...present, ...fresh.filter((_, index) => duplicates.has(index))];
      await writeUnordered(rollups, older.map(replaceOlder));
    },
  };
}
