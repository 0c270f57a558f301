import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { topics } from '@xiaomai/contracts/topics';
import { startGrpcServer } from '@xiaomai/grpc';
import { listen, startOpsServer, type RunningServer } from '@xiaomai/http';
import { createIssuer, createVerifier } from '@xiaomai/identity';
import { connectPublisher, ensureTopics } from '@xiaomai/kafka';
import { armCrashPoint, crashPoint, type Resources } from '@xiaomai/lifecycle';
import { connectMongo } from '@xiaomai/mongo';
import { metricsHandler, startMetrics, type Logger } from '@xiaomai/telemetry';
import type { IngestConfig } from './config.ts';
import { mongoRequestStore } from './idempotency/out/request-store.mongo.ts';
import { wireIntake, type Intake } from './service-intake.ts';
import { parseKeyFile } from './keys/in/key-file.parser.ts';
import type { ProvidedKey } from './keys/flow/key-store.ts';
import { createKeyMac, type KeyMac } from './keys/out/key-mac.ts';
import { mongoKeyStore } from './keys/out/key-store.mongo.ts';
import { runChore } from './log/in/chore.timer.ts';
import { mongoEpochStore } from './log/out/epoch-store.mongo.ts';
import { watchIndicatorLag } from './log/out/indicator-lag.kafka.ts';
import { decodeRevision, encodeRevision } from './log/out/revision-codec.ts';
import { mongoRevisionStore } from './log/out/revision-store.mongo.ts';
import { kafkaPublish } from './log/out/submission-accepted.kafka.ts';
import { mongoPeriodStore } from './periods/out/period-store.mongo.ts';
import { followReference } from './reference/flow/follow-reference.ts';
import { mongoReferenceCache } from './reference/out/reference-cache.mongo.ts';
import { grpcReferenceSource } from './reference/out/reference-source.grpc.ts';
import { grpcJudging } from './submissions/out/judging.grpc.ts';
import { mongoIntentStore } from './submissions/out/intent-store.mongo.ts';
import { workbookProcess } from './templates/out/workbook-process.ts';

const publishGapMs = 5;
const stopPatienceMs = 3_000;
const streamPauseMs = 1_000;
const tellEveryMs = 5_000;
const ourselves = { subject: 'ingest', role: 'service', orgUnit: 'cn', path: 'cn/', datasets: [] } as const;

/** Wires the service: pushes → the log → submission.accepted.v1; catalogue and tree are followed from `indicator`. */
export async function startIngest(config: IngestConfig, log: Logger, resources: Resources): Promise<void> {
  armCrashPoint(config.crash.point, config.crash.onceFile);
  startMetrics();
  const failed = (what: string) => seldom((error) => log.warn({ err: error }, what));
  const failedChore = failed('a chore was not done');
  const ops = await startOpsServer({
    port: config.opsPort,
    healthy: () => true,
    notReady: resources.notReady,
    metrics: metricsHandler,
  });
  resources.onStop('ops', ops.stop);
  const kafka = { ...config.kafka, onWarning: (message: string) => log.warn({ message }, 'kafka') };
  const mongo = await connectMongo(config.mongo);
  resources.onStop('mongo', () => mongo.close());
  const requests = await mongoRequestStore(mongo);
  const keys = await mongoKeyStore(mongo);
  const keyMac = createKeyMac(config.keyPepper, Date.now);
  if (config.schoolKeysFile !== undefined)
    await keys.provide(await readKeys(config.schoolKeysFile, keyMac), Date.now());

  await ensureTopics(kafka, [topics.submissionAccepted, topics.hazardReported]);
  const publisher = await connectPublisher(kafka, publishGapMs);
  resources.onStop('publisher', publisher.stop);
  const lag = watchIndicatorLag(kafka);
  resources.onStop('lag', lag.stop);
  const issue = createIssuer(config.identitySecret);
  const judging = grpcJudging(config.indicatorGrpc, failed('indicator does not answer'));
  resources.onStop('judging', judging.stop);

  const ports = {
    periods: mongoPeriodStore(mongo),
    revisions: await mongoRevisionStore(mongo),
    epochs: mongoEpochStore(mongo),
    intents: mongoIntentStore(mongo),
    requests,
    referenceCache: mongoReferenceCache(mongo),
    keys,
    keyMac,
    newKeyId: () => randomUUID().replaceAll('-', '').slice(0, 16),
    codec: { encode: encodeRevision, decode: decodeRevision },
    publish: kafkaPublish(publisher),
    lag: lag.messages,
    judging,
    workbooks: workbookProcess(),
    verify: createVerifier(config.identitySecret),
    issue,
    clock: { now: Date.now, monotonic: () => performance.now() },
    newId: randomUUID,
    crashPoint,
    log,
  };
  const intake = wireIntake(ports, config.limits);
  const { log: intakeLog, reference } = intake;
  await reference.restore();
  await intake.followPeriods();

  resources.onStop('epoch', intakeLog.release);
  resources.onStop(
    'chores',
    startChores(intake, () => requests.prune(Date.now()), failedChore),
  );
  resources.onStop('log', () => atMost(stopPatienceMs, intakeLog.drained()));

  const source = grpcReferenceSource(config.indicatorGrpc, () => issue(ourselves));
  resources.onStop('reference', source.stop);
  const following = new AbortController();
  void followReference(
    { source, reference, pause: () => pause(streamPauseMs), onFailure: failed('indicator is not followed') },
    following.signal,
  );
  resources.onStop('following', () => following.abort());

  const services = [intake.rpc, intake.pushRpc, intake.keysRpc, intake.periodsRpc];
  const grpc = await startGrpcServer({ port: config.grpcPort, services });
  resources.onStop('grpc', grpc.stop);
  const http = await listen(intake.api, config.httpPort);
  resources.onStop('http', () => stopSoon(http));
  resources.readyWhen('catalogue and tree', reference.known);
  resources.readyWhen('database', intakeLog.writable);
  resources.readyWhen('kafka', intakeLog.flowing);
  log.info({ httpPort: http.port, grpcPort: grpc.port, opsPort: ops.port }, 'listening');
}

function startChores(
  { log, finishIntents, writeLastUse, followPeriods }: Intake,
  pruneRequests: () => Promise<void>,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  const chores = [
    runChore({ name: 'keep epoch', everyMs: 250, tick: log.keep }, onFailure),
    runChore({ name: 'adopt epochs', everyMs: 1_000, tick: log.adopt }, onFailure),
    runChore({ name: 'follow periods', everyMs: 500, tick: followPeriods }, onFailure),
    runChore({ name: 'finish intents', everyMs: 5_000, tick: finishIntents }, onFailure),
    runChore({ name: 'last use of keys', everyMs: 30_000, tick: writeLastUse }, onFailure),
    runChore({ name: 'prune requests', everyMs: 3_600_000, tick: pruneRequests }, onFailure),
  ];
  return async () => void (await Promise.all(chores.map((chore) => chore.stop())));
}

async function readKeys(path: string, { macOf }: KeyMac): Promise<readonly ProvidedKey[]> {
  const issued = parseKeyFile(await readFile(path, 'utf8'));
  return issued.map(({ keyId, secret, orgUnit, datasets }) => ({ keyId, mac: macOf(secret), orgUnit, datasets }));
}

// While something is away, saying so now and then is enough.
function seldom(tell: (error: unknown) => void): (error: unknown) => void {
  let next = 0;
  return (error) => {
    if (performance.now() < next) return;
    next = performance.now() + tellEveryMs;
    tell(error);
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const atMost = (ms: number, work: Promise<void>): Promise<void> => Promise.race([work, pause(ms)]);

// A stream of lines may go on for hours: after a while its sender has to send the rest to another instance.
async function stopSoon({ stop, server }: RunningServer): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), stopPatienceMs);
  await stop();
  clearTimeout(cut);
}
