import { insertUnordered, writeUnordered, type BulkOperation } from '@xiaomai/mongo';
import type { Connection } from 'mongoose';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { cardId, contributionOfCard, contributionOfRollup, type RollupCard } from '../domain/card.ts';
import type { Contribution } from '../domain/contribution.ts';
import type { RollupStore } from '../flow/roll-up-children.ts';
import { decodeRollup, decodeScorecard, encodeRollup } from './card-wire.ts';
import {
  payloadOf,
  nodeOf,
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
  node: nodeOf(card),
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
    readChildren: async (ids) => {
      const ofNodes = { node: { $in: [...ids] } };
      const payload = { projection: { node: 1, payload: 1 } };
      const [leaves, nodes, own] = await Promise.all([
        scorecards.find<Lean<ScorecardDocument>>(ofNodes, payload).toArray(),
        rollups.find<Lean<RollupDocument>>(ofNodes, payload).toArray(),
        rollups.find<{ _id: string }>({ _id: { $in: [...ids] } as never }, { projection: { _id: 1 } }).toArray(),
      ]);
      const found = new Map(ids.map((id) => [id, { children: [] as Contribution[], stored: false }]));
      for (const leaf of leaves) {
        found.get(leaf.node)?.children.push(contributionOfCard(decodeScorecard(payloadOf(leaf)), catalogue()));
      }
      for (const node of nodes)
        found.get(node.node)?.children.push(contributionOfRollup(decodeRollup(payloadOf(node))));
      for (const { _id } of own) {
        const one = found.get(_id);
        if (one !== undefined) one.stored = true;
      }
      return found;
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
