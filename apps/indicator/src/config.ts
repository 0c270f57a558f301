import { readConfig, type Environment } from '@xiaomai/config';
import * as z from 'zod';

/** The service's settings. */
export type IndicatorConfig = {
  readonly kafka: { readonly brokers: readonly string[]; readonly clientId: string };
  readonly mongo: { readonly uri: string; readonly database: string };
  readonly identitySecret: string;
  readonly packsDir: string;
  readonly due: {
    /** How long catalogue and tree must have been unchanged before anybody is found missing. */
    readonly settleMs: number;
    /** How long after a due time what came just in time has been judged. */
    readonly slackMs: number;
  };
  readonly grpcPort: number;
  readonly opsPort: number;
  readonly logLevel: string;
  readonly crash: { readonly point: string | undefined; readonly onceFile: string | undefined };
};

const port = z.coerce.number().int().min(0).max(65_535);

const schema = z
  .object({
    KAFKA_BROKERS: z.string().min(1),
    MONGODB_URI: z.string().min(1),
    MONGODB_DB_PREFIX: z.string().min(1).default('xiaomai'),
    IDENTITY_SECRET: z.string().min(32),
    PACKS_DIR: z.string().min(1),
    DUE_SETTLE_MS: z.coerce.number().int().min(0).default(600_000),
    DUE_SLACK_MS: z.coerce.number().int().min(0).max(60_000).default(60_000),
    GRPC_PORT: port.default(0),
    OPS_PORT: port.default(0),
    LOG_LEVEL: z.string().default('info'),
    CRASH_POINT: z.string().optional(),
    CRASH_ONCE_FILE: z.string().optional(),
  })
  .transform((env): IndicatorConfig => ({
    kafka: { brokers: env.KAFKA_BROKERS.split(','), clientId: 'indicator' },
    mongo: { uri: env.MONGODB_URI, database: `${env.MONGODB_DB_PREFIX}_indicator` },
    identitySecret: env.IDENTITY_SECRET,
    packsDir: env.PACKS_DIR,
    due: { settleMs: env.DUE_SETTLE_MS, slackMs: env.DUE_SLACK_MS },
    grpcPort: env.GRPC_PORT,
    opsPort: env.OPS_PORT,
    logLevel: env.LOG_LEVEL,
    crash: { point: env.CRASH_POINT, onceFile: env.CRASH_ONCE_FILE },
  }));

/** Reads the settings from the environment, or ends the process with what is missing. */
export const indicatorConfig = (env: Environment = process.env): IndicatorConfig => readConfig(schema, env);
