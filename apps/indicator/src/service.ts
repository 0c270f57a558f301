import { startGrpcServer } from '@xiaomai/grpc';
import { startOpsServer } from '@xiaomai/http';
import { createVerifier } from '@xiaomai/identity';
import { connectPublisher, type RunningConsumer } from '@xiaomai/kafka';
import { armCrashPoint, crashPoint, type Resources } from '@xiaomai/lifecycle';
import { connectMongo } from '@xiaomai/mongo';
import { metricsHandler, startMetrics, type Logger } from '@xiaomai/telemetry';
import type { IndicatorConfig } from './config.ts';
import { backtestRpc } from './backtest/in/backtest.rpc.ts';
import { dueRpc } from './due/in/due.rpc.ts';
import { publishTreeRequests } from './org-tree/out/tree-requests.kafka.ts';
import { gathering } from './scorecards/flow/around/gather-around.ts';
import { askScorecards } from './scorecards/flow/ask-scorecards.ts';
import { verdictWaiters } from './scorecards/flow/await-verdicts.ts';
import { amongPeers } from './scorecards/flow/peers/look-among-peers.ts';
import { outliersBelow } from './scorecards/flow/peers/outliers-below.ts';
import { rollUpChildren } from './scorecards/flow/rollup/roll-up-children.ts';
import { boundedNodes } from './scorecards/flow/rollup/node-memory.ts';
import { takeSubmissions } from './scorecards/flow/take-submissions.ts';
import { viewScorecards } from './scorecards/flow/view-scorecards.ts';
import { consumeChildren } from './scorecards/in/children-changed.topic.ts';
import { judgingRpc } from './scorecards/in/judging.rpc.ts';
import { scorecardsRpc } from './scorecards/in/scorecards.rpc.ts';
import { consumeJudging } from './scorecards/in/judging.topic.ts';
import { encodeScorecard, rollupToWire, scorecardToWire } from './scorecards/out/card-wire.ts';
import { cardContributions } from './scorecards/out/card-contributions.ts';
import { ensureCardIndexes } from './scorecards/out/card-documents.mongo.ts';
import { mongoCardReader } from './scorecards/out/card-reader.mongo.ts';
import { publishCards, publishRollups } from './scorecards/out/changes.kafka.ts';
import { readNews } from './scorecards/out/child-news-wire.ts';
import { mongoRollupStore } from './scorecards/out/rollup-store.mongo.ts';
import { mongoSiblings, mongoScorecardStore } from './scorecards/out/scorecard-store.mongo.ts';
import { mongoStandingStore } from './scorecards/out/standing-store.mongo.ts';
import { startDueTimes } from './service-due.ts';
import { wireCatalogue } from './service-catalogue.ts';
import { wireOrgTree } from './service-tree.ts';

const childrenInMemory = 120_000; // about 0.6 KB each
const writeGapMs = 200;
const portionPauseMs = 300;

/** Wires the service: submissions → judged scorecards → rollups, level by level; questions answered over gRPC. */
export async function startIndicator(config: IndicatorConfig, log: Logger, resources: Resources): Promise<void> {
  armCrashPoint(config.crash.point, config.crash.onceFile);
  startMetrics();
  let consumers: readonly RunningConsumer[] = [];
  const ops = await startOpsServer({
    port: config.opsPort,
    healthy: () => consumers.every((consumer) => consumer.fetching()),
    notReady: resources.notReady,
    metrics: metricsHandler,
  });
  resources.onStop('ops', ops.stop);
  const kafka = { ...config.kafka, onWarning: (message: string) => log.warn({ message }, 'kafka') };
  const mongo = await connectMongo(config.mongo);
  resources.onStop('mongo', () => mongo.close());
  await ensureCardIndexes(mongo);

  const publisher = await connectPublisher(kafka);
  resources.onStop('publisher', publisher.stop);
  const reader = mongoCardReader(mongo);
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, portionPauseMs));
  const asking = { cardsOf: reader.keysOf, request: publishTreeRequests(publisher), pause };
  const parts = { mongo, asking, log };
  const { catalogue, ...packs } = await wireCatalogue({ ...parts, packsDir: config.packsDir }, resources);
  const { tree, ...places } = await wireOrgTree(parts, resources);
  const refresh = async (): Promise<void> => void (await Promise.all([packs.refresh(), places.refresh()]));
  const cards = { scorecards: mongoScorecardStore(mongo), readSiblings: mongoSiblings(mongo) };
  const reference = { catalogue: catalogue.get, tree: tree.get, refresh, now: Date.now, ...cards };
  const contributions = cardContributions(catalogue.get);
  const waiters = verdictWaiters(async (id) => (await reader.cards([id]))[0]);
  const take = takeSubmissions({
    ...reference,
    standings: mongoStandingStore(mongo),
    encode: encodeScorecard,
    publish: publishCards(publisher, reference, contributions),
    settled: waiters.settled,
    crashPoint,
  });
  const rollUp = rollUpChildren({
    ...reference,
    store: mongoRollupStore(mongo, contributions),
    publish: publishRollups(publisher),
    nodes: boundedNodes(childrenInMemory),
    writeGapMs,
  });

  const read = viewScorecards({ ...reference, reader });
  const look = amongPeers({ ...reference, reader }, read);
  const edge = {
    verify: createVerifier(config.identitySecret),
    onFailure: (error: unknown) => log.error({ err: error }, 'call failed'),
  };
  const grpc = await startGrpcServer({
    port: config.grpcPort,
    services: [
      packs.rpc(edge),
      places.rpc(edge),
      scorecardsRpc({
        ...edge,
        ...reference,
        read: look,
        ask: askScorecards({ ...reference, reader, outliers: outliersBelow({ ...reference, reader }) }, read, look),
        exportCards: () => exportCards(reader),
      }),
      judgingRpc({ ...edge, ...reference, waiters, gather: gathering(reference) }),
      dueRpc({ ...edge, ...reference }),
      backtestRpc({ ...edge, ...reference, ...packs.trial, read: cards.scorecards.read, anyCard: reader.any }),
    ],
  });
  resources.onStop('grpc', grpc.stop);
  consumers = await Promise.all([
    consumeJudging(kafka, take, resources.fatal),
    consumeChildren(kafka, { rollUp, read: readNews(catalogue.get, contributions) }, resources.fatal),
  ]);
  for (const consumer of consumers) resources.onStop('consumer', consumer.stop);
  await startDueTimes({ ...reference, kafka, mongo, publisher, log, limits: config.due }, resources);
  packs.spread(() => [...tree.get().units.keys()]);
  resources.readyWhen('consumers', () => consumers.every((consumer) => consumer.fetching()));
  log.info(
    { grpcPort: grpc.port, opsPort: ops.port, catalogue: catalogue.get().version, tree: tree.get().version },
    'listening',
  );
}

async function* exportCards(reader: ReturnType<typeof mongoCardReader>): AsyncGenerator<{
  scorecards: ReturnType<typeof scorecardToWire>[];
  rollups: ReturnType<typeof rollupToWire>[];
}> {
  for await (const { scorecards, rollups } of reader.exportCards()) {
    yield { scorecards: scorecards.map(scorecardToWire), rollups: rollups.map(rollupToWire) };
  }
}
