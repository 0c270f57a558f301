import { setTimeout as sleep } from 'node:timers/promises';
import { topics } from '@xiaomai/contracts/topics';
import { startGrpcServer } from '@xiaomai/grpc';
import { startOpsServer } from '@xiaomai/http';
import { createVerifier } from '@xiaomai/identity';
import { connectPublisher, ensureTopics } from '@xiaomai/kafka';
import { armCrashPoint, crashPoint, type Resources } from '@xiaomai/lifecycle';
import { connectMongo } from '@xiaomai/mongo';
import { metricsHandler, startMetrics, type Logger } from '@xiaomai/telemetry';
import type { ReportingConfig } from './config.ts';
import { reportCreation } from './flow/create-report.ts';
import { reportRendering } from './flow/render-report.ts';
import { eventSending } from './flow/send-events.ts';
import { callers } from './in/callers.ts';
import { reportsRpc, reportToWire } from './in/reports.rpc.ts';
import { grpcAlertSource } from './out/alert-source.grpc.ts';
import { renderHtml } from './out/html.renderer.ts';
import { grpcIndicatorSource } from './out/indicator-source.grpc.ts';
import { typstRenderer } from './out/pdf.renderer.ts';
import { publishReports, startRelay } from './out/report-events.outbox.ts';
import { mongoReportStore } from './out/report-store.mongo.ts';

const pdfTimeoutMs = 60_000;
const relayPollMs = 1_000;

/** Wires the service: asked for a report, it freezes what the others know, and renders what is frozen. */
export async function startReporting(config: ReportingConfig, log: Logger, resources: Resources): Promise<void> {
  armCrashPoint(config.crash.point, config.crash.onceFile);
  startMetrics();
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
  const reports = await mongoReportStore(mongo);
  await ensureTopics(kafka, [topics.reportPublished]);
  const publisher = await connectPublisher(kafka);
  resources.onStop('publisher', publisher.stop);

  const onFailure = (error: unknown): void => log.error({ err: error }, 'failed');
  const relay = startRelay(eventSending(reports, publishReports(publisher, reportToWire), crashPoint), {
    pollMs: relayPollMs,
    onFailure,
  });
  resources.onStop('relay', relay.stop);

  const indicators = grpcIndicatorSource(config.indicatorGrpc);
  resources.onStop('indicator', indicators.close);
  const alerts = grpcAlertSource(config.alertGrpc);
  resources.onStop('alert', alerts.close);

  const create = reportCreation({
    indicators,
    alerts,
    reports,
    notice: config.notice,
    clock: { nowMs: Date.now, sleep: (ms) => sleep(ms) },
    onUnsettled: (disagreements) =>
      log.info({ disagreements: disagreements.slice(0, 5) }, 'figures still moving, reading again'),
  });
  const render = reportRendering(reports, { html: renderHtml, pdf: typstRenderer({ timeoutMs: pdfTimeoutMs }) });
  const authenticate = callers(createVerifier(config.identitySecret));
  const grpc = await startGrpcServer({
    port: config.grpcPort,
    services: [reportsRpc({ create, render, reports, onCreated: relay.nudge, authenticate, onFailure })],
  });
  resources.onStop('grpc', grpc.stop);
  log.info({ grpcPort: grpc.port, opsPort: ops.port }, 'listening');
}
