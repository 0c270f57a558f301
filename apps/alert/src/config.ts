import { readConfig, type Environment } from '@xiaomai/config';
import * as z from 'zod';

/** The service's settings. No mail without SMTP_URL, no webhooks without WEBHOOK_URLS. */
export type AlertConfig = {
  readonly kafka: { readonly brokers: readonly string[]; readonly clientId: string };
  readonly mongo: { readonly uri: string; readonly database: string };
  readonly identitySecret: string;
  /** Where the tree of org units is asked for. */
  readonly indicatorGrpc: string;
  readonly mail: { readonly smtpUrl: string; readonly from: string; readonly to: readonly string[] };
  readonly webhookUrls: readonly string[];
  /** Where people open the console. */
  readonly publicUrl: string;
  readonly grpcPort: number;
  readonly opsPort: number;
  readonly logLevel: string;
  readonly crash: { readonly point: string | undefined; readonly onceFile: string | undefined };
};

const port = z.coerce.number().int().min(0).max(65_535);
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );

const schema = z
  .object({
    KAFKA_BROKERS: z.string().min(1),
    MONGODB_URI: z.string().min(1),
    MONGODB_DB_PREFIX: z.string().min(1).default('xiaomai'),
    IDENTITY_SECRET: z.string().min(32),
    INDICATOR_GRPC: z.string().min(3),
    SMTP_URL: z.union([z.url({ protocol: /^smtps?$/ }), z.literal('')]).default(''),
    MAIL_FROM: z.string().min(1).default('xiaomai@localhost'),
    MAIL_TO: list.pipe(z.array(z.string().regex(/^[^\s@]+@[^\s@]+$/, 'an address'))),
    WEBHOOK_URLS: list.pipe(z.array(z.url({ protocol: /^https?$/ }))),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:8080'),
    GRPC_PORT: port.default(0),
    OPS_PORT: port.default(0),
    LOG_LEVEL: z.string().default('info'),
    CRASH_POINT: z.string().optional(),
    CRASH_ONCE_FILE: z.string().optional(),
  })
  .transform((env): AlertConfig => ({
    kafka: { brokers: env.KAFKA_BROKERS.split(','), clientId: 'alert' },
    mongo: { uri: env.MONGODB_URI, database: `${env.MONGODB_DB_PREFIX}_alert` },
    identitySecret: env.IDENTITY_SECRET,
    indicatorGrpc: env.INDICATOR_GRPC,
    mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM, to: env.SMTP_URL === '' ? [] : [...new Set(env.MAIL_TO)] },
    webhookUrls: [...new Set(env.WEBHOOK_URLS)],
    publicUrl: env.PUBLIC_URL.replace(/\/+$/, ''),
    grpcPort: env.GRPC_PORT,
    opsPort: env.OPS_PORT,
    logLevel: env.LOG_LEVEL,
    crash: { point: env.CRASH_POINT, onceFile: env.CRASH_ONCE_FILE },
  }));

/** Reads the settings from the environment, or ends the process with what is missing. */
export const alertConfig = (env: Environment = process.env): AlertConfig => readConfig(schema, env);
