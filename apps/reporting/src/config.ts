import { readConfig, type Environment } from '@xiaomai/config';
import * as z from 'zod';

export type ReportingConfig = {
  readonly kafka: { readonly brokers: readonly string[]; readonly clientId: string };
  readonly mongo: { readonly uri: string; readonly database: string };
  readonly identitySecret: string;
  readonly indicatorGrpc: string;
  readonly alertGrpc: string;
  readonly notice: string | null;
  readonly grpcPort: number;
  readonly opsPort: number;
  readonly logLevel: string;
  readonly crash: { readonly point: string | undefined; readonly onceFile: string | undefined };
};

const port = z.coerce.number().int().min(0).max(65_535);
const address = z.string().regex(/^.+:\d+$/, 'must be host:port');

const schema = z
  .object({
    KAFKA_BROKERS: z.string().min(1),
    MONGODB_URI: z.string().min(1),
    MONGODB_DB_PREFIX: z.string().min(1).default('xiaomai'),
    IDENTITY_SECRET: z.string().min(32),
    INDICATOR_GRPC: address,
    ALERT_GRPC: address,
    DEMO_NOTICE: z.string().optional(),
    GRPC_PORT: port.default(0),
    OPS_PORT: port.default(0),
    LOG_LEVEL: z.string().default('info'),
    CRASH_POINT: z.string().optional(),
    CRASH_ONCE_FILE: z.string().optional(),
  })
  .transform((env): ReportingConfig => ({
    kafka: { brokers: env.KAFKA_BROKERS.split(','), clientId: 'reporting' },
    mongo: { uri: env.MONGODB_URI, database: `${env.MONGODB_DB_PREFIX}_reporting` },
    identitySecret: env.IDENTITY_SECRET,
    indicatorGrpc: env.INDICATOR_GRPC,
    alertGrpc: env.ALERT_GRPC,
    notice: env.DEMO_NOTICE ?? null,
    grpcPort: env.GRPC_PORT,
    opsPort: env.OPS_PORT,
    logLevel: env.LOG_LEVEL,
    crash: { point: env.CRASH_POINT, onceFile: env.CRASH_ONCE_FILE },
  }));

/** Reads the settings from the environment, or ends the process with what is missing. */
export const reportingConfig = (env: Environment = process.env): ReportingConfig => readConfig(schema, env);
