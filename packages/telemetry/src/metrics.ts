import type { IncomingMessage, ServerResponse } from 'node:http';
import { metrics } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

let exporter: PrometheusExporter | undefined;

/** Registers the meter provider behind `@opentelemetry/api`; instruments made before it stay silent. Once per process. */
export function startMetrics(): void {
  if (exporter !== undefined) return;
  exporter = new PrometheusExporter({ preventServerStart: true });
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [exporter] }));
}

/** Answers a scrape in Prometheus text format; 404 when metrics were not started. */
export function metricsHandler(request: IncomingMessage, response: ServerResponse): void {
  if (exporter === undefined) {
    response.writeHead(404).end();
    return;
  }
  exporter.getMetricsRequestHandler(request, response);
}
