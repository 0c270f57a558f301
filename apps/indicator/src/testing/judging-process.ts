import type { KafkaSettings } from '@xiaomai/kafka';
import { connectPublisher } from '@xiaomai/kafka';
import type { Connection } from 'mongoose';
import type { Catalogue } from '../catalogue/domain/catalogue.ts';
import type { OrgTree } from '../org-tree/domain/org-tree.ts';
import { takeSubmissions } from '../scorecards/flow/take-submissions.ts';
import { rollUpChildren } from '../scorecards/flow/rollup/roll-up-children.ts';
import { boundedNodes } from '../scorecards/flow/rollup/node-memory.ts';
import { consumeChildren } from '../scorecards/in/children-changed.topic.ts';
import { consumeJudging } from '../scorecards/in/judging.topic.ts';
import { encodeScorecard } from '../scorecards/out/card-wire.ts';
import { publishCards, publishRollups } from '../scorecards/out/changes.kafka.ts';
import { cardContributions, type CardContributions } from '../scorecards/out/card-contributions.ts';
import { readNews } from '../scorecards/out/child-news-wire.ts';
import { mongoRollupStore } from '../scorecards/out/rollup-store.mongo.ts';
import { mongoScorecardStore, mongoSiblings } from '../scorecards/out/scorecard-store.mongo.ts';
import { mongoStandingStore } from '../scorecards/out/standing-store.mongo.ts';

/** A place in the work at which a process may end. */
export type Place =
  'before-update' | 'half-updated' | 'indicator.after-write' | 'indicator.after-publish' | 'rolled-up';

/** Where it works. */
export type Surroundings = {
  readonly kafka: KafkaSettings;
  readonly mongo: Connection;
  /** The stored catalogue: the newest. */
  readonly storedCatalogue: () => Catalogue;
  readonly tree: OrgTree;
  readonly now: number;
};

/** What judges and rolls up, as one process of the service does. */
export type JudgingProcess = {
  /** Whether it has died where it was to. From then on nothing of it reaches the database or the broker. */
  readonly isDead: () => boolean;
  readonly stop: () => Promise<void>;
};

type Reach = (place?: Place) => void;

// The process that dies stays in memory here: every port refuses from then on, so that nothing of it goes on.
function mortality(dieAt: Place | undefined): { readonly reach: Reach; readonly isDead: () => boolean } {
  let dead = false;
  return {
    isDead: () => dead,
    reach: (place) => {
      if (place !== undefined && place === dieAt) dead = true;
      if (dead) throw new Error('dead');
    },
  };
}

function scorecardsOf(mongo: Connection, reach: Reach): ReturnType<typeof mongoScorecardStore> {
  const stored = mongoScorecardStore(mongo);
  const update: typeof stored.update = async (cards) => {
    if (cards.length === 0) return;
    reach('before-update');
    await stored.update(cards.slice(0, 1));
    reach('half-updated');
    await stored.update(cards.slice(1));
  };
  return { ...stored, insert: (cards) => (reach(), stored.insert(cards)), update };
}

function rollupsOf(mongo: Connection, cards: CardContributions, reach: Reach): ReturnType<typeof mongoRollupStore> {
  const stored = mongoRollupStore(mongo, cards);
  const write: typeof stored.write = async (rollups) => {
    reach();
    await stored.write(rollups);
    if (rollups.length > 0) reach('rolled-up');
  };
  return { ...stored, write };
}

/** Starts the consumers of judging and rolling up as the service wires them. */
export async function startJudging(where: Surroundings, dieAt?: Place): Promise<JudgingProcess> {
  const { kafka, mongo, tree } = where;
  const { reach, isDead } = mortality(dieAt);
  const publisher = await connectPublisher(kafka);
  const alive = {
    ...publisher,
    publish: (async (...told) => (reach(), publisher.publish(...told))) as typeof publisher.publish,
  };
  let catalogue = where.storedCatalogue();
  const refresh = (): Promise<void> => {
    catalogue = where.storedCatalogue();
    return Promise.resolve();
  };
  const reference = { catalogue: () => catalogue, tree: () => tree, refresh, now: () => where.now };
  const contributions = cardContributions(reference.catalogue);
  const take = takeSubmissions({
    ...reference,
    scorecards: scorecardsOf(mongo, reach),
    standings: mongoStandingStore(mongo),
    readSiblings: mongoSiblings(mongo),
    encode: encodeScorecard,
    publish: publishCards(alive, reference, contributions),
    settled: () => undefined,
    crashPoint: (name) => reach(name as Place),
  });
  const rollUp = rollUpChildren({
    ...reference,
    store: rollupsOf(mongo, contributions, reach),
    publish: publishRollups(alive),
    nodes: boundedNodes(1_000),
    writeGapMs: 20,
  });
  const fatal = (error: unknown): never => {
    throw error;
  };
  const consumers = await Promise.all([
    consumeJudging(kafka, take, fatal),
    consumeChildren(kafka, { rollUp, read: readNews(reference.catalogue, contributions) }, fatal),
  ]);
  return {
    isDead,
    stop: async () => {
      for (const consumer of consumers) await consumer.stop();
      await publisher.stop();
    },
  };
}
