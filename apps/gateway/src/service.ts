import { randomUUID } from 'node:crypto';

import { createApp, listen, startOpsServer, type RunningServer } from '@xiaomai/http';
import { createIssuer, createVerifier, type Identity, type IssueIdentity } from '@xiaomai/identity';
import type { RunningConsumer } from '@xiaomai/kafka';
import type { Resources } from '@xiaomai/lifecycle';
import { shanghaiDay } from '@xiaomai/period';
import { metricsHandler, startMetrics, type Logger } from '@xiaomai/telemetry';

import type { GatewayConfig } from './config.ts';
import { authenticating, type Authenticate, type Caller } from './flow/authenticate.ts';
import { broadcasting } from './flow/live/broadcast.ts';
import { createEventRing } from './flow/live/event-ring.ts';
import { notReadyIn } from './flow/readiness.ts';
import { remembering } from './flow/reading/remembering.ts';
import { failures } from './in/edge/bodies.ts';
import { nothingThere } from './in/edge/route.ts';
import type { Route } from './in/edge/router.ts';
import { securityHeaders } from './in/edge/security.ts';
import { followChanges, telling, type ChangeHandler, type ChangeViews } from './in/live/changes.topic.ts';
import { campaignRoutes } from './in/ledger/campaigns.route.ts';
import { hazardRoutes } from './in/ledger/hazards.route.ts';
import { streamRoute } from './in/live/stream.route.ts';
import { apiRoutes } from './in/public/api.route.ts';
import { consoleRoutes } from './in/public/console.route.ts';
import { healthRoutes } from './in/public/health.route.ts';
import { isIngestUrl } from './in/public/ingest-url.ts';
import { passSubmissions } from './in/public/submissions.route.ts';
import { adminRoutes } from './in/rest/admin.route.ts';
import { alertRoutes } from './in/rest/alerts.route.ts';
import { backtestRoutes } from './in/rest/backtest.route.ts';
import { catalogueRoutes } from './in/rest/catalogue.route.ts';
import { figureRoutes } from './in/rest/figures.route.ts';
import { orgUnitRoutes } from './in/rest/org-units.route.ts';
import { periodRoutes } from './in/rest/periods.route.ts';
import { reportRoutes } from './in/rest/reports.route.ts';
import { schoolKeyRoutes } from './in/rest/school-keys.route.ts';
import { sessionRoutes } from './in/rest/session.route.ts';
import { grpcAlerts } from './out/alerts.grpc.ts';
import { grpcBacktests } from './out/backtest/backtests.grpc.ts';
import { grpcCatalogue } from './out/catalogue.grpc.ts';
import { filePeople } from './out/demo-users.ts';
import { httpIngestPassage } from './out/http/ingest-passage.ts';
import { httpAskReady } from './out/http/neighbours.ts';
import { grpcCampaigns } from './out/ledger/campaigns.grpc.ts';
import { grpcHazards } from './out/ledger/hazards.grpc.ts';
import { grpcOrgTree } from './out/org-tree.grpc.ts';
import { grpcDueTimes, grpcPeriods } from './out/periods.grpc.ts';
import { grpcReports } from './out/reports.grpc.ts';
import { grpcSchoolKeys } from './out/school-keys.grpc.ts';
import { grpcScorecards } from './out/scorecards/scorecards.grpc.ts';
import { grpcSubmissions } from './out/submissions.grpc.ts';
import { alertFromWire } from './out/wire/alert.ts';
import { exportedCatalogue } from './out/wire/exported.ts';
import { hazardFromWire } from './out/wire/hazard.ts';
import { reportFromWire } from './out/wire/report.ts';
import { changeFromWire } from './out/wire/scorecard.ts';

const now = (): number => Date.now();
const version = '0.1.0';
const gateway: Identity = { subject: 'gateway', role: 'service', orgUnit: 'cn', path: 'cn/', datasets: [] };
const limits = {
  submissionsAtOnce: 1_000,
  apiAtOnce: 256,
  watchers: 1_000,
  unsentBytes: 1_048_576,
  ringSubjects: 5_000,
};
// Ingest trusts a key for 2.5 s before that: together a revoked one works no longer than 5 s.
const keyFreshMs = 2_000;
const times = { beatMs: 15_000, askReadyMs: 1_500, drainMs: 5_000, settleMs: 1_000 };

/** Where changes come from. */
export type Feed = (handler: ChangeHandler, onFatal: (error: unknown) => void) => Promise<RunningConsumer>;

type Clients = ReturnType<typeof connect>;

function connect({ grpc }: GatewayConfig, resources: Resources) {
  const clients = {
    tree: grpcOrgTree(grpc.indicator),
    catalogue: grpcCatalogue(grpc.indicator),
    backtests: grpcBacktests(grpc.indicator),
    scorecards: grpcScorecards(grpc.indicator),
    submissions: grpcSubmissions(grpc.ingest),
    keys: grpcSchoolKeys(grpc.ingest),
    alerts: grpcAlerts(grpc.alert, now),
    periods: grpcPeriods(grpc.ingest),
    due: grpcDueTimes(grpc.indicator),
    reports: grpcReports(grpc.reporting),
    hazards: grpcHazards(grpc.alert, () => shanghaiDay(now())),
    campaigns: grpcCampaigns(grpc.alert, () => shanghaiDay(now())),
  };
  for (const [name, client] of Object.entries(clients)) resources.onStop(`${name} client`, client.stop);
  return clients;
}

function callers(config: GatewayConfig, { tree, submissions }: Clients, issue: IssueIdentity): Authenticate {
  const verify = createVerifier(config.identitySecret);
  const pathOf = async (orgUnit: string): Promise<string | undefined> =>
    (await tree.get(await issue(gateway), orgUnit, ''))?.path;
  const keyHolderOf = async (key: string): Promise<Caller | undefined> => {
    const token = await submissions.identityOfKey(await issue(gateway), key);
    const identity = token === undefined ? undefined : await verify(token);
    return token === undefined || identity === undefined ? undefined : { identity, token };
  };
  return authenticating({
    issue,
    personOf: filePeople(config.usersFile),
    pathOf: remembering(pathOf, { freshMs: 5_000, staleMs: 600_000, most: 10_000, now }),
    keyHolderOf: remembering(keyHolderOf, { freshMs: keyFreshMs, staleMs: 0, most: 10_000, now }),
  });
}

function routesOf(clients: Clients, issue: IssueIdentity): readonly Route[] {
  const { tree, catalogue, backtests, scorecards, submissions, keys, periods, due, ...rest } = clients;
  const { alerts, hazards, campaigns, reports } = rest;
  // The same for everybody, so it is asked for by the gateway itself and kept for a moment.
  const versionOf = remembering(async (version: string) => catalogue.get(await issue(gateway), Number(version)), {
    freshMs: 2_000,
    staleMs: 0,
    most: 4,
    now,
  });
  const exports = {
    submissions: submissions.all,
    scorecards: scorecards.all,
    alerts: alerts.all,
    hazards: hazards.all,
    rounds: campaigns.rounds,
    'org-units': tree.all,
    catalogue: async function* (token: string) {
      const whole = await catalogue.get(token, 0);
      if (whole !== undefined) yield* exportedCatalogue(whole);
    },
  };
  return [
    ...sessionRoutes(),
    ...orgUnitRoutes(tree),
    ...catalogueRoutes({ get: (version) => versionOf(String(version)), versions: catalogue.versions }),
    ...backtestRoutes(backtests),
    ...figureRoutes(scorecards),
    ...alertRoutes(alerts),
    ...hazardRoutes(hazards),
    ...campaignRoutes(campaigns),
    ...reportRoutes(reports),
    ...schoolKeyRoutes(keys),
    ...periodRoutes(periods, due),
    ...adminRoutes(exports, submissions),
  ];
}

const views: ChangeViews = {
  scorecard: changeFromWire,
  alert: (alert) => ({
    ...alertFromWire(alert, { nowMs: now(), language: 'zh-CN' }),
    ...(alert.reasonEn === '' ? {} : { reasonEn: alert.reasonEn }),
  }),
  hazard: (hazard) => hazardFromWire(hazard, shanghaiDay(now())),
  report: reportFromWire,
};

const kafkaFeed =
  ({ brokers }: GatewayConfig, log: Logger): Feed =>
  (handler, onFatal) => {
    const onWarning = (message: string): void => {
      log.warn({ message }, 'kafka');
    };
    const kafka = { brokers, clientId: 'gateway', onWarning };
    return followChanges(kafka, { ...handler, groupId: `gateway-${randomUUID()}`, onFatal });
  };

type Process = { readonly log: Logger; readonly resources: Resources; readonly feed?: Feed };

/** Wires the gateway: browsers and other people's systems in front, the services behind. */
export async function startGateway(
  config: GatewayConfig,
  { log, resources, feed = kafkaFeed(config, log) }: Process,
): Promise<number> {
  startMetrics();
  let following = { healthy: () => true, ready: () => false };
  const ops = await startOpsServer({
    ...config.ops,
    healthy: () => following.healthy(),
    notReady: resources.notReady,
    metrics: metricsHandler,
  });
  resources.onStop('ops', ops.stop);
  resources.readyWhen('changes', () => following.ready());

  const onError = (error: unknown): void => {
    log.error({ err: error }, 'request failed');
  };
  const clients = connect(config, resources);
  const issue = createIssuer(config.identitySecret);
  const edge = { authenticate: callers(config, clients, issue), onError, now };
  const passage = httpIngestPassage(config.ingestUrl);
  resources.onStop('ingest passage', passage.stop);
  const passSubmission = passSubmissions({ ...edge, passage, mostAtOnce: limits.submissionsAtOnce });

  const newEpoch = (): string => randomUUID().slice(0, 8);
  const broadcast = broadcasting(createEventRing(newEpoch(), limits.ringSubjects), newEpoch);
  const stream = streamRoute({
    broadcast,
    edge,
    mostWatchers: limits.watchers,
    beatMs: times.beatMs,
    mostUnsent: limits.unsentBytes,
  });

  const app = createApp();
  const ask = httpAskReady(times.askReadyMs);
  const apiLimits = { perMinute: config.requestsPerMinute, atOnce: limits.apiAtOnce };
  const about = { name: '校脉 Xiaomai', notice: config.notice ?? null };
  app.use(securityHeaders());
  app.use(healthRoutes(() => notReadyIn({ neighbours: config.neighbours, ask, own: resources.notReady })));
  app.use('/api/v1', apiRoutes({ edge, routes: routesOf(clients, issue), stream, about, version, limits: apiLimits }));
  if (config.webDir !== undefined) app.use(consoleRoutes(config.webDir));
  app.use(nothingThere, failures(onError));

  const server = await listen(
    (incoming, outgoing) => {
      if (isIngestUrl(incoming.url)) passSubmission({ incoming, outgoing });
      else app(incoming, outgoing);
    },
    config.http.port,
    config.http.host,
  );
  resources.onStop('http', () => stopWithin(server, times.drainMs));
  resources.onStop('stream', stream.stop);

  const changes = await feed(telling(broadcast, views, times.settleMs), resources.fatal);
  following = { healthy: changes.fetching, ready: changes.fetching };
  resources.onStop('changes', changes.stop);
  log.info({ httpPort: server.port, opsPort: ops.port }, 'listening');
  return server.port;
}

// Requests that run may end; what takes longer, as an endless upload, is cut.
async function stopWithin({ server, stop }: RunningServer, drainMs: number): Promise<void> {
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, drainMs);
  await stop();
  clearTimeout(cut);
}
