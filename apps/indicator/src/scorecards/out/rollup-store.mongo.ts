import { insertUnordered, updateGuarded, type GuardedUpdate } from '@xiaomai/mongo';
import type { Collection, Connection } from 'mongoose';
import { cardId, contributionOfRollup, type RollupCard } from '../domain/card.ts';
import type { Contribution } from '../domain/contribution.ts';
import type { RollupStore, RollupToWrite } from '../flow/rollup/roll-up-children.ts';
import type { StoredRollup } from '../flow/rollup/rollup-node.ts';
import type { CardContributions } from './card-contributions.ts';
import { decodeRollup, encodeRollup } from './card-wire.ts';
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
  e: card.edition,
  tv: card.treeVersion,
  left: [...card.formerParents],
  payload: encodeRollup(card),
});

// The first release stored rollups without editions.
const editionBefore = (edition: number): number | null => (edition === 1 ? null : edition - 1);

// What is asked by is indexed: setting it again costs as much as the rest.
function replacing(card: RollupToWrite): GuardedUpdate {
  const { _id, ...fields } = toDocument(card);
  const { v, e, payload } = fields;
  return { _id, guard: ['e', editionBefore(e)], set: card.placed === true ? { v, e, payload } : fields };
}

type Own = Pick<RollupDocument, '_id' | 'node'> & Partial<Pick<RollupDocument, 'e' | 'tv' | 'left'>>;

const storedOf = ({ node, e = 0, tv = 0, left = [] }: Own): StoredRollup => ({
  edition: e,
  treeVersion: tv,
  parent: node.slice(0, node.indexOf('|')),
  formerParents: left,
});

function readOwn(rollups: Collection, ids: readonly string[]): Promise<Own[]> {
  const projection = { node: 1, e: 1, tv: 1, left: 1 };
  return rollups.find<Own>({ _id: { $in: [...ids] } as never }, { projection }).toArray();
}

/** Rollups in MongoDB; children are read from scorecards and rollups alike. */
export function mongoRollupStore(connection: Connection, contributions: CardContributions): RollupStore {
  const rollups = rollupCollection(connection);
  const scorecards = scorecardCollection(connection);
  return {
    readChildren: async (ids) => {
      const ofNodes = { node: { $in: [...ids] } };
      const payload = { projection: { node: 1, payload: 1 } };
      const [leaves, nodes, own] = await Promise.all([
        scorecards.find<Lean<ScorecardDocument>>(ofNodes, payload).toArray(),
        rollups.find<Lean<RollupDocument>>(ofNodes, payload).toArray(),
        readOwn(rollups, ids),
      ]);
      const stored = new Map(own.map((one) => [one._id, storedOf(one)]));
      const found = new Map(ids.map((id) => [id, { children: [] as Contribution[], own: stored.get(id) }]));
      for (const leaf of leaves) {
        found.get(leaf.node)?.children.push(contributions.read(payloadOf(leaf)).contribution);
      }
      for (const node of nodes)
        found.get(node.node)?.children.push(contributionOfRollup(decodeRollup(payloadOf(node))));
      return found;
    },
    write: async (cards) => {
      const first = cards.filter(({ edition }) => edition === 1);
      const { duplicates } = await insertUnordered(rollups, first.map(toDocument));
      const present = first.filter((_, index) => duplicates.has(index));
      const older = [...cards.filter(({ edition }) => edition > 1), ...present];
      const written = await updateGuarded(rollups, older.map(replacing));
      if (written !== older.length) throw new Error('another writer changed the same rollups');
    },
  };
}
