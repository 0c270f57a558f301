import { readConfig } from '@xiaomai/config';
import { z } from 'zod';

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

const environment = z.object({
  HTTP_PORT: port(8080),
  HTTP_HOST: z.string().default('127.0.0.1'),
  OPS_PORT: port(0),
  OPS_HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.string().default('info'),
  KAFKA_BROKERS: list.pipe(z.array(z.string()).min(1)),
  IDENTITY_SECRET: z.string().min(32),
  INGEST_HTTP: z.url(),
  INGEST_GRPC: z.string().min(3),
  INDICATOR_GRPC: z.string().min(3),
  ALERT_GRPC: z.string().min(3),
  REPORTING_GRPC: z.string().min(3),
  DEMO_USERS_FILE: z.string().optional(),
  DEMO_NOTICE: z.string().optional(),
  WEB_DIR: z.string().optional(),
  OPS_URLS: list.pipe(z.array(z.templateLiteral([z.string(), '=', z.string()]))),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(60_000),
});

/** A service whose operations port says whether it is ready. */
export type Neighbour = { readonly name: string; readonly opsUrl: string };

/** What the gateway must know to start. */
export type GatewayConfig = {
  readonly http: { readonly port: number; readonly host: string };
  readonly ops: { readonly port: number; readonly host: string };
  readonly logLevel: string;
  readonly brokers: readonly string[];
  readonly identitySecret: string;
  readonly ingestUrl: string;
  readonly grpc: {
    readonly ingest: string;
    readonly indicator: string;
    readonly alert: string;
    readonly reporting: string;
  };
  readonly usersFile: string | undefined;
  readonly notice: string | undefined;
  readonly webDir: string | undefined;
  readonly neighbours: readonly Neighbour[];
  readonly requestsPerMinute: number;
};

/** `name=url` */
function neighbourOf(text: string): Neighbour {
  const cut = text.indexOf('=');
  return { name: text.slice(0, cut), opsUrl: text.slice(cut + 1) };
}

/** Reads the environment, or stops the process with a readable list of what is wrong. */
export function gatewayConfig(): GatewayConfig {
  const env = readConfig(environment, process.env);
  return {
    http: { port: env.HTTP_PORT, host: env.HTTP_HOST },
    ops: { port: env.OPS_PORT, host: env.OPS_HOST },
    logLevel: env.LOG_LEVEL,
    brokers: env.KAFKA_BROKERS,
    identitySecret: env.IDENTITY_SECRET,
    ingestUrl: env.INGEST_HTTP,
    grpc: {
      ingest: env.INGEST_GRPC,
      indicator: env.INDICATOR_GRPC,
      alert: env.ALERT_GRPC,
      reporting: env.REPORTING_GRPC,
    },
    usersFile: env.DEMO_USERS_FILE,
    notice: env.DEMO_NOTICE,
    webDir: env.WEB_DIR,
    neighbours: env.OPS_URLS.map(neighbourOf),
    requestsPerMinute: env.REQUESTS_PER_MINUTE,
  };
}
