import { join } from 'node:path';
import type { Home } from '../home/home.ts';
import { freePort, nextFreePort } from '../home/ports.ts';
import type { Secrets } from '../home/secrets.ts';
import type { ProcessSpec } from '../process/supervisor.ts';

const rootDir = join(import.meta.dirname, '../../..');
const host = '127.0.0.1';

export const productPacksDir: string = join(rootDir, 'packs');

export const serviceNames = ['indicator', 'ingest', 'alert', 'reporting', 'gateway'] as const;

export type ServiceName = (typeof serviceNames)[number];

type ServicePorts = { readonly http: number; readonly grpc: number; readonly ops: number };

/** Every port of a stack; none changes while it runs. */
export type StackPorts = Readonly<Record<ServiceName, ServicePorts>> & {
  readonly mail: { readonly smtp: number; readonly http: number };
};

/** What the services of one stack are started with. */
export type ServicesPlan = {
  readonly home: Home;
  readonly secrets: Secrets;
  readonly ports: StackPorts;
  readonly brokers: string;
  readonly mongodb: { readonly uri: string; readonly databasePrefix: string };
  readonly webDir: string;
  /** The demonstration's packs and how soon silence counts; absent = the product's own. */
  readonly demo?: { readonly packsDir: string } | undefined;
  readonly extraEnv: Readonly<Record<string, string>>;
};

type HeapSize = { readonly youngMb: number; readonly oldMb: number };

// Young: with 64 MB ingest and indicator were no faster under load and 60 to 100 MB larger. In a program that only allocates
// 8 MB cost no more than 16, and 4 MB a third more: what lives for a moment is taken for old.
// Old: without a bound V8 lets a heap grow to four times what lives in it, with one to less than twice. Under load that was a
// fifth of indicator's memory and a third of ingest's.
const heaps: Readonly<Record<ServiceName, HeapSize>> = {
  indicator: { youngMb: 16, oldMb: 1_024 },
  ingest: { youngMb: 16, oldMb: 1_024 },
  alert: { youngMb: 8, oldMb: 512 },
  reporting: { youngMb: 8, oldMb: 1_024 },
  gateway: { youngMb: 8, oldMb: 512 },
};

const heapFlags = ({ youngMb, oldMb }: HeapSize): readonly string[] => [
  `--max-semi-space-size=${String(youngMb)}`,
  `--max-old-space-size=${String(oldMb)}`,
];

type Environment = Readonly<Record<string, string>>;

const demoNotice = '演示数据，不是任何单位的真实数据';
const usual = { alertmanager: 9093, smtp: 1025, mail: 8025 };

/** Takes ports for everything: the usual ones when they are free, the public one as asked. */
export async function takePorts(publicPort: number): Promise<StackPorts> {
  const isAny = publicPort === 0;
  const one = async (http = freePort()): Promise<ServicePorts> => ({
    http: await http,
    grpc: await freePort(),
    ops: await freePort(),
  });
  return {
    gateway: await one(nextFreePort(publicPort)),
    alert: await one(freePort(isAny ? 0 : usual.alertmanager)),
    indicator: await one(),
    ingest: await one(),
    reporting: await one(),
    mail: { smtp: await freePort(isAny ? 0 : usual.smtp), http: await freePort(isAny ? 0 : usual.mail) },
  };
}

export const opsUrl = (ports: StackPorts, name: ServiceName): string => `http://${host}:${String(ports[name].ops)}`;
export const publicUrl = (ports: StackPorts): string => `http://localhost:${String(ports.gateway.http)}`;
export const mailUrl = (ports: StackPorts): string => `http://localhost:${String(ports.mail.http)}`;
export const alertmanagerUrl = (ports: StackPorts): string => `http://localhost:${String(ports.alert.http)}`;

const grpcAddress = (ports: StackPorts, name: ServiceName): string => `${host}:${String(ports[name].grpc)}`;

// Nobody is being set up but the demonstration itself: who has not reported is seen within seconds.
const demoDueTimes = { DUE_SETTLE_MS: '5000', DUE_SLACK_MS: '5000' };

const catalogueEnvironment = ({ demo }: ServicesPlan): Environment =>
  demo === undefined ? { PACKS_DIR: productPacksDir } : { PACKS_DIR: demo.packsDir, ...demoDueTimes };

function ownEnvironments(plan: ServicesPlan): Readonly<Record<ServiceName, Environment>> {
  const { home, secrets, ports, webDir } = plan;
  const grpc = (name: ServiceName): string => grpcAddress(ports, name);
  const keys = { SCHOOL_KEYS_FILE: home.schoolKeysFile, KEY_PEPPER: secrets.keyPepper };
  return {
    indicator: catalogueEnvironment(plan),
    ingest: { INDICATOR_GRPC: grpc('indicator'), ...keys },
    alert: {
      INDICATOR_GRPC: grpc('indicator'),
      SMTP_URL: `smtp://${host}:${String(ports.mail.smtp)}`,
      MAIL_FROM: 'xiaomai@localhost',
      MAIL_TO: 'staff@localhost',
      WEBHOOK_URLS: `http://${host}:${String(ports.mail.http)}/webhook`,
      PUBLIC_URL: publicUrl(ports),
    },
    reporting: {
      DEMO_NOTICE: demoNotice,
      INDICATOR_GRPC: grpc('indicator'),
      ALERT_GRPC: grpc('alert'),
    },
    gateway: {
      INGEST_HTTP: `http://${host}:${String(ports.ingest.http)}`,
      INGEST_GRPC: grpc('ingest'),
      INDICATOR_GRPC: grpc('indicator'),
      ALERT_GRPC: grpc('alert'),
      REPORTING_GRPC: grpc('reporting'),
      DEMO_USERS_FILE: home.demoUsersFile,
      WEB_DIR: webDir,
      OPS_URLS: serviceNames
        .filter((name) => name !== 'gateway')
        .map((name) => `${name}=${opsUrl(ports, name)}`)
        .join(','),
      DEMO_NOTICE: demoNotice,
    },
  };
}

function sharedEnvironment(plan: ServicesPlan): Environment {
  return {
    NODE_ENV: 'production',
    KAFKA_BROKERS: plan.brokers,
    MONGODB_URI: plan.mongodb.uri,
    MONGODB_DB_PREFIX: plan.mongodb.databasePrefix,
    IDENTITY_SECRET: plan.secrets.identitySecret,
  };
}

async function answersReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}

/** How to run each service, ready to be supervised, in the order of `serviceNames`. */
export function serviceSpecs(plan: ServicesPlan): readonly ProcessSpec[] {
  const own = ownEnvironments(plan);
  const shared = sharedEnvironment(plan);
  return serviceNames.map((name) => {
    const { http, grpc, ops } = plan.ports[name];
    const listening = { HTTP_PORT: String(http), GRPC_PORT: String(grpc), OPS_PORT: String(ops) };
    return {
      name,
      command: process.execPath,
      args: [
        '--disable-warning=TimeoutNegativeWarning',
        ...heapFlags(heaps[name]),
        join(rootDir, 'apps', name, 'src/main.ts'),
      ],
      env: { ...process.env, ...shared, ...listening, ...own[name], ...plan.extraEnv },
      logFile: join(plan.home.logsDir, `${name}.log`),
      isReady: () => answersReady(opsUrl(plan.ports, name)),
      readyTimeoutMs: 180_000,
      stopTimeoutMs: 12_000,
    };
  });
}

/** How to run the mail catcher, ready to be supervised. */
export function mailSpec(home: Home, ports: StackPorts): ProcessSpec {
  const listening = { SMTP_PORT: String(ports.mail.smtp), HTTP_PORT: String(ports.mail.http) };
  return {
    name: 'mail',
    command: process.execPath,
    args: [join(rootDir, 'tools/src/mail/main.ts')],
    env: { ...process.env, ...listening, DATA_DIR: join(home.dataDir, 'mail') },
    logFile: join(home.logsDir, 'mail.log'),
    isReady: async () => {
      const answer = await fetch(`http://${host}:${String(ports.mail.http)}/api/webhooks`).catch(() => undefined);
      return answer?.ok === true;
    },
    readyTimeoutMs: 30_000,
    stopTimeoutMs: 5000,
  };
}
