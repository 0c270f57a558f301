import { createHash, randomUUID } from 'node:crypto';
import { startGrpcServer } from '@xiaomai/grpc';
import { startOpsServer } from '@xiaomai/http';
import { createVerifier } from '@xiaomai/identity';
import { connectPublisher, type RunningConsumer } from '@xiaomai/kafka';
import { armCrashPoint, type Resources } from '@xiaomai/lifecycle';
import { connectMongo } from '@xiaomai/mongo';
import { metricsHandler, startMetrics, type Logger } from '@xiaomai/telemetry';
import { actOnAlert } from './alerts/flow/act-on-alert.ts';
import { createAnnouncer } from './alerts/flow/announce.ts';
import { escalateMissed } from './alerts/flow/escalate.ts';
import { queryAlerts } from './alerts/flow/query-alerts.ts';
import { watchVerdicts } from './alerts/flow/watch-verdicts.ts';
import { alertsRpc } from './alerts/in/alerts.rpc.ts';
import { escalationTimer } from './alerts/in/escalation.timer.ts';
import { relayTimer } from './alerts/in/relay.timer.ts';
import { consumeVerdicts } from './alerts/in/verdict-changed.topic.ts';
import { alertCollections } from './alerts/out/alert-documents.mongo.ts';
import { kafkaAlertEvents } from './alerts/out/alert-events.outbox.ts';
import { alertToWire } from './alerts/out/alert-message.ts';
import { mongoAlertReader } from './alerts/out/alert-reader.mongo.ts';
import { mongoAlertStore } from './alerts/out/alert-store.mongo.ts';
import { mongoPendingChanges } from './alerts/out/pending-changes.mongo.ts';
import { isDateWorked } from './alerts/out/working-days.ts';
import type { AlertConfig } from './config.ts';
import { createNotifications } from './notifications/flow/notify.ts';
import { sweepTimer } from './notifications/in/sweep.timer.ts';
import { mongoNotificationStore, notificationCollection } from './notifications/out/notification-store.mongo.ts';
import { mailReceivers } from './notifications/out/smtp.receiver.ts';
import { webhookReceiver } from './notifications/out/webhook.receiver.ts';

const policy = { holdMs: 30 * 60_000, isWorkingDay: isDateWorked };
const pace = { gapMs: 1_000, largest: 100 };
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40);

/** Wires the service: verdicts → alerts → other services and people; questions and commands over gRPC. */
export async function startAlert(config: AlertConfig, log: Logger, { onStop, readyWhen, notReady, fatal }: Resources): Promise<void> {
  armCrashPoint(config.crash.point, config.crash.onceFile);
  startMetrics();
  const now = Date.now;
  const onFault = (error: unknown): void => log.error({ err: error }, 'put off');
  const running: { verdicts?: RunningConsumer } = {};
  const healthy = (): boolean => running.verdicts?.fetching() !== false;
  const ops = await startOpsServer({ port: config.opsPort, healthy, notReady, metrics: metricsHandler });
  onStop('ops', ops.stop);
  const kafka = { ...config.kafka, onWarning: (message: string) => log.warn({ message }, 'kafka') };
  const mongo = await connectMongo(config.mongo);
  onStop('mongo', () => mongo.close());

  const collections = await alertCollections(mongo);
  const alerts = mongoAlertStore(collections, now);
  const reader = mongoAlertReader(collections, now);
  const mail = mailReceivers({ ...config.mail, publicUrl: config.publicUrl });
  onStop('mail', mail.stop);
  const notifications = createNotifications({
    receivers: [...mail.receivers, ...config.webhookUrls.map((url) => webhookReceiver(url, config.publicUrl))],
    store: mongoNotificationStore(await notificationCollection(mongo)),
    pending: mongoPendingChanges(collections),
    ...{ pace, owner: randomUUID(), digest, now, onFault },
    onOutcome: (receiver, outcome) => log.warn({ receiver, ...outcome }, 'notification'),
  });
  onStop('notifications', notifications.stop);
  const publisher = await connectPublisher(kafka);
  onStop('publisher', publisher.stop);
  const events = kafkaAlertEvents(publisher);
  const { announce, relay, idle } = createAnnouncer({ alerts, events, offer: notifications.offer, onFault });
  onStop('announcer', idle);

  const act = actOnAlert({ policy, alerts, reader, announce, onFault });
  const verify = createVerifier(config.identitySecret);
  const rpc = alertsRpc({ query: queryAlerts(reader), act, toWire: alertToWire, verify, now, onFailure: (error) => log.error({ err: error }, 'call failed') });
  const grpc = await startGrpcServer({ port: config.grpcPort, services: [rpc] });
  onStop('grpc', grpc.stop);
  onStop('escalation', escalationTimer({ escalate: escalateMissed({ policy, alerts, announce }), now, onFault }).stop);
  onStop('relay', relayTimer({ relay, now, onFault }).stop);
  onStop('sweep', sweepTimer({ sweeps: notifications.sweeps, onFault }).stop);
  running.verdicts = await consumeVerdicts(kafka, watchVerdicts({ policy, alerts, announce, now }), fatal);
  onStop('verdicts', running.verdicts.stop);
  readyWhen('verdicts', healthy);
  log.info({ grpcPort: grpc.port, opsPort: ops.port }, 'listening');
}
