import { readConfig, type Environment } from '@xiaomai/config';
import * as z from 'zod';

/** The service's settings. */
export type IngestConfig = {
  readonly kafka: { readonly brokers: readonly string[]; readonly clientId: string };
  readonly mongo: { readonly uri: string; readonly database: string };
  readonly identitySecret: string;
  readonly indicatorGrpc: string;
  /** File of the keys to provide at start; undefined = those in the database are enough. */
  readonly schoolKeysFile: string | undefined;
  readonly keyPepper: string;
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly opsPort: number;
  readonly logLevel: string;
  readonly limits: {
    /** Most published submissions not yet judged before intake is held back. */
    readonly lag: number;
    /** Requests a second for each org unit a key is for. */
    readonly ratePerUnit: number;
    /** How long a body may take to come, and a stream may say nothing. */
    readonly patienceMs: number;
  };
  readonly crash: { readonly point: string | undefined; readonly onceFile: string | undefined };
};

const port = z.coerce.number().int().min(0).max(65_535);

const schema = z
  .object({
    KAFKA_BROKERS: z.string().min(1),
    MONGODB_URI: z.string().min(1),
    MONGODB_DB_PREFIX: z.string().min(1).default('xiaomai'),
    IDENTITY_SECRET: z.string().min(32),
    INDICATOR_GRPC: z.string().min(3),
    SCHOOL_KEYS_FILE: z.string().min(1).optional(),
    KEY_PEPPER: z.string().min(16),
    HTTP_PORT: port.default(0),
    GRPC_PORT: port.default(0),
    OPS_PORT: port.default(0),
    LOG_LEVEL: z.string().default('info'),
    INTAKE_RATE_PER_UNIT: z.coerce.number().min(0.1).default(50),
    INTAKE_PATIENCE_SECONDS: z.coerce.number().int().min(1).default(60),
    INTAKE_LAG_LIMIT: z.coerce.number().int().min(1).default(6_000),
    CRASH_POINT: z.string().optional(),
    CRASH_ONCE_FILE: z.string().optional(),
  })
  .transform((env): IngestConfig => ({
    kafka: { brokers: env.KAFKA_BROKERS.split(','), clientId: 'ingest' },
    mongo: { uri: env.MONGODB_URI, database: `${env.MONGODB_DB_PREFIX}_ingest` },
    identitySecret: env.IDENTITY_SECRET,
    indicatorGrpc: env.INDICATOR_GRPC,
    schoolKeysFile: env.SCHOOL_KEYS_FILE,
    keyPepper: env.KEY_PEPPER,
    httpPort: env.HTTP_PORT,
    grpcPort: env.GRPC_PORT,
    opsPort: env.OPS_PORT,
    logLevel: env.LOG_LEVEL,
    limits: {
      lag: env.INTAKE_LAG_LIMIT,
      ratePerUnit: env.INTAKE_RATE_PER_UNIT,
      patienceMs: env.INTAKE_PATIENCE_SECONDS * 1_000,
    },
    crash: { point: env.CRASH_POINT, onceFile: env.CRASH_ONCE_FILE },
  }));

/** Reads the settings from the environment, or ends the process with what is missing. */
export const ingestConfig = (env: Environment = process.env): IngestConfig => readConfig(schema, env);
