import { createHash, randomUUID } from 'node:crypto';
import { isWorkingDay } from '@xiaomai/calendar';
import { topics } from '@xiaomai/contracts/topics';
import { startGrpcServer } from '@xiaomai/grpc';
import { startOpsServer } from '@xiaomai/http';
import { createIssuer, createVerifier } from '@xiaomai/identity';
import {
  connectPublisher,
  ensureTopics,
  type KafkaSettings,
  type Publisher,
  type RunningConsumer,
} from '@xiaomai/kafka';
import { armCrashPoint, type Resources } from '@xiaomai/lifecycle';
import { connectMongo } from '@xiaomai/mongo';
import { shanghaiDay } from '@xiaomai/period';
import { metricsHandler, startMetrics, type Logger } from '@xiaomai/telemetry';
import type { Connection } from 'mongoose';
import type { AlertReader, AlertStore, PendingChanges } from './alerts/flow/alert-store.ts';
import { actOnAlert, type ActOnAlert, type IsClosed } from './alerts/flow/act-on-alert.ts';
import { createAnnouncer, type Announcer } from './alerts/flow/announce.ts';
import { escalateMissed } from './alerts/flow/escalate.ts';
import { queryAlerts, type QueryAlerts } from './alerts/flow/query-alerts.ts';
import { watchVerdicts, type WatchVerdicts } from './alerts/flow/watch-verdicts.ts';
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
import { mongoUntold } from './alerts/out/untold.mongo.ts';
import { summariseRounds } from './campaigns/flow/summarise-rounds.ts';
import { campaignsRpc } from './campaigns/in/campaigns.rpc.ts';
import { roundsTimer } from './campaigns/in/rounds.timer.ts';
import { campaignCollections } from './campaigns/out/campaign-documents.mongo.ts';
import { campaignToWire, coverageToWire, entryToWire, sampleToWire } from './campaigns/out/campaign-message.ts';
import { mongoCampaignStore } from './campaigns/out/campaign-store.mongo.ts';
import { mongoRegisterStore } from './campaigns/out/register-store.mongo.ts';
import type { AlertConfig } from './config.ts';
import type { OrgUnits } from './hazards/flow/org-units.ts';
import { consumeReported } from './hazards/in/hazard-reported.topic.ts';
import { hazardsRpc } from './hazards/in/hazards.rpc.ts';
import { ledgerTimer } from './hazards/in/ledger.timer.ts';
import { hazardCollections } from './hazards/out/hazard-documents.mongo.ts';
import { kafkaHazardEvents } from './hazards/out/hazard-events.outbox.ts';
import { hazardToWire, summaryToWire } from './hazards/out/hazard-message.ts';
import { mongoHazardReader } from './hazards/out/hazard-reader.mongo.ts';
import { mongoHazardStore } from './hazards/out/hazard-store.mongo.ts';
import { mongoNumberBook } from './hazards/out/number-book.mongo.ts';
import { grpcOrgUnits } from './hazards/out/org-units.grpc.ts';
import type { NotificationStore } from './notifications/flow/notification-store.ts';
import { createNotifications, type Notifications } from './notifications/flow/notify.ts';
import type { Receiver } from './notifications/flow/receiver.ts';
import { sweepTimer } from './notifications/in/sweep.timer.ts';
import { mongoNotificationStore, notificationCollection } from './notifications/out/notification-store.mongo.ts';
import { mailReceivers } from './notifications/out/smtp.receiver.ts';
import { webhookReceivers } from './notifications/out/webhook.receiver.ts';
import { wireCampaigns } from './service-campaigns.ts';
import { wireLedger } from './service-hazards.ts';
import { changeOf, type Reminder } from './reminders/domain/reminder.ts';
import { consumeReminders } from './reminders/in/reminder-due.topic.ts';

const policy = { holdMs: 30 * 60_000, isWorkingDay };
const pace = { gapMs: 1_000, largest: 100 };
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40);

/** What the service is wired to. */
export type AlertServicePorts = {
  readonly alerts: AlertStore;
  readonly reader: AlertReader;
  readonly pending: PendingChanges;
  readonly notifications: NotificationStore;
  readonly receivers: readonly Receiver[];
  /** Whether a unit is there today; rejects while nobody can be asked. */
  readonly unitExists: (id: string) => Promise<boolean>;
  readonly publisher: Pick<Publisher, 'publish'>;
  readonly now: () => number;
  readonly log: Pick<Logger, 'warn' | 'error'>;
};

/** What the service does, to be driven by topics, calls and timers. */
export type AlertFlows = {
  readonly watch: WatchVerdicts;
  readonly remind: (reminders: readonly Reminder[]) => Promise<void>;
  readonly act: ActOnAlert;
  readonly query: QueryAlerts;
  readonly isClosed: IsClosed;
  readonly escalate: (at: number) => Promise<number>;
  readonly announcer: Announcer;
  readonly notifications: Notifications;
  readonly onFault: (error: unknown) => void;
};

/** Joins the flows: verdicts and commands → alerts → other services and people. */
export function wireAlert({ alerts, reader, receivers, publisher, now, log, ...ports }: AlertServicePorts): AlertFlows {
  const onFault = (error: unknown): void => log.error({ err: error }, 'put off');
  const notifications = createNotifications({
    ...{
      receivers,
      store: ports.notifications,
      pending: ports.pending,
      pace,
      owner: randomUUID(),
      digest,
      now,
      onFault,
    },
    onOutcome: (receiver, outcome) => log.warn({ receiver, ...outcome }, 'notification'),
  });
  const announcer = createAnnouncer({
    alerts,
    events: kafkaAlertEvents(publisher),
    offer: notifications.offer,
    onFault,
  });
  const { announce } = announcer;
  const isClosed: IsClosed = (orgUnit) =>
    ports.unitExists(orgUnit).then(
      (exists) => !exists,
      (error: unknown) => {
        onFault(error);
        return false;
      },
    );
  return {
    watch: watchVerdicts({ policy, alerts, announce, now }),
    remind: (reminders) => notifications.tell(reminders.map(changeOf)),
    act: actOnAlert({ policy, alerts, reader, isClosed, announce, onFault }),
    query: queryAlerts(reader),
    isClosed,
    escalate: escalateMissed({ policy, alerts, announce }),
    ...{ announcer, notifications, onFault },
  };
}

/** Wires the service to Kafka, MongoDB, mail and webhooks, and serves. */
export async function startAlert(
  config: AlertConfig,
  log: Logger,
  { onStop, readyWhen, notReady, fatal }: Resources,
): Promise<void> {
  armCrashPoint(config.crash.point, config.crash.onceFile);
  startMetrics();
  const now = Date.now;
  const running: RunningConsumer[] = [];
  const healthy = (): boolean => running.every((consumer) => consumer.fetching());
  const ops = await startOpsServer({ port: config.opsPort, healthy, notReady, metrics: metricsHandler });
  onStop('ops', ops.stop);
  const kafka = { ...config.kafka, onWarning: (message: string) => log.warn({ message }, 'kafka') };
  const mongo = await connectMongo(config.mongo);
  onStop('mongo', () => mongo.close());
  const collections = await alertCollections(mongo);
  const untold = mongoUntold(collections);
  const mail = mailReceivers({ ...config.mail, publicUrl: config.publicUrl });
  onStop('mail', mail.stop);
  const webhooks = webhookReceivers(config.webhookUrls, config.publicUrl);
  onStop('webhooks', webhooks.stop);
  const publisher = await connectPublisher(kafka);
  onStop('publisher', publisher.stop);

  const units = grpcOrgUnits(config.indicatorGrpc, createIssuer(config.identitySecret), now);
  onStop('org units', units.stop);
  const { watch, remind, act, query, isClosed, escalate, announcer, notifications, onFault } = wireAlert({
    alerts: mongoAlertStore(collections, untold, now),
    reader: mongoAlertReader(collections, now),
    pending: mongoPendingChanges(collections, untold),
    notifications: mongoNotificationStore(await notificationCollection(mongo)),
    receivers: [...mail.receivers, ...webhooks.receivers],
    ...{ unitExists: units.exists, publisher, now, log },
  });
  onStop('notifications', notifications.stop);
  onStop('announcer', announcer.idle);
  const verify = createVerifier(config.identitySecret);
  const ledger = await openLedger(config, { mongo, publisher, kafka, units, log, onFault });
  const onFailure = (error: unknown): void => log.error({ err: error }, 'call failed');
  const grpc = await startGrpcServer({
    port: config.grpcPort,
    services: [alertsRpc({ query, act, isClosed, toWire: alertToWire, verify, now, onFailure }), ...ledger.rpcs],
  });
  onStop('grpc', grpc.stop);
  onStop('escalation', escalationTimer({ escalate, now, onFault }).stop);
  onStop('relay', relayTimer({ relay: announcer.relay, now, onFault }).stop);
  onStop('sweep', sweepTimer({ sweeps: notifications.sweeps, onFault }).stop);
  for (const timer of ledger.startTimers()) onStop('ledger', timer.stop);
  running.push(await consumeVerdicts(kafka, watch, fatal), await consumeReminders(kafka, remind, fatal));
  running.push(await ledger.consume(fatal));
  for (const consumer of running) onStop('consumer', consumer.stop);
  readyWhen('consumers', () => running.length > 0 && healthy());
  log.info({ grpcPort: grpc.port, opsPort: ops.port }, 'listening');
}

type LedgerNeeds = {
  readonly mongo: Connection;
  readonly publisher: Publisher;
  readonly kafka: KafkaSettings;
  readonly units: OrgUnits;
  readonly log: Logger;
  readonly onFault: (error: unknown) => void;
};

// The other nouns of the service: hazards come by calls and with submissions, campaigns by calls; both go to whoever counts.
async function openLedger(config: AlertConfig, { mongo, publisher, kafka, units, log, onFault }: LedgerNeeds) {
  const now = Date.now;
  await ensureTopics(kafka, [topics.hazardChanged, topics.hazardTally]);
  const collections = await hazardCollections(mongo);
  const rounds = await campaignCollections(mongo);
  const registers = mongoRegisterStore(rounds, now);
  const reader = mongoHazardReader(collections, () => shanghaiDay(now()));
  const hazards = mongoHazardStore(collections, now);
  const ledger = wireLedger({
    ...{ policy, reader, rounds: registers.lines, roundSummary: summariseRounds(registers), onFault },
    hazards,
    book: mongoNumberBook(collections),
    events: kafkaHazardEvents(publisher),
  });
  const campaigns = wireCampaigns({
    ...{ campaigns: mongoCampaignStore(rounds), registers, units, reader, hazards, ledger, digest, onFault },
  });
  const edge = {
    ...{ units, now, newRef: randomUUID, newId: randomUUID },
    verify: createVerifier(config.identitySecret),
    onFailure: (error: unknown): void => log.error({ err: error }, 'call failed'),
  };
  const { register, markOverdue, announcer } = ledger;
  return {
    rpcs: [
      hazardsRpc({ ...ledger, ...edge, toWire: hazardToWire, summaryToWire }),
      campaignsRpc({
        ...campaigns,
        ...edge,
        toWire: campaignToWire,
        ...{ coverageToWire, hazardToWire, sampleToWire, entryToWire },
        rounds: registers.all,
      }),
    ],
    consume: (fatal: (error: unknown) => void) => consumeReported(kafka, { units, register }, fatal),
    startTimers: () => [
      ledgerTimer({ markOverdue, relay: announcer.relay, now, onFault }),
      roundsTimer({ ...campaigns.rounds, now, onFault }),
    ],
  };
}
