export { createLogger, type Logger } from './logger.ts';
export { metricsHandler, startMetrics } from './metrics.ts';
