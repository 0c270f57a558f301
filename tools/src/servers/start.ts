import { lockHome } from '../home/lock.ts';
import { homeAt, openHome, type Home } from '../home/home.ts';
import { freePort } from '../home/ports.ts';
import { createSupervisor, type RunningProcess, type Supervisor } from '../process/supervisor.ts';
import { composeSpec, removeContainers } from './compose.ts';
import { findBroker, findDatabase, type Say } from './find.ts';
import { brokerSpec, isBrokerReady } from './kafka.ts';
import { databaseSpec, isDatabaseReady, localMongoUri } from './mongo.ts';

/** Where the two servers are started and how. */
export type ServersPlan = {
  readonly home: Home;
  readonly supervisor: Supervisor;
  /** Everything of this home begins anew. */
  readonly fresh: boolean;
  /** Tests: start fast rather than run fast. */
  readonly quick: boolean;
  /** Prefer the ports everybody knows. */
  readonly usualPorts: boolean;
};

const usual = { kafka: 9092, controller: 19_093, mongodb: 27_017 };

/** Starts the Kafka broker, or takes the given one. Answers the comma list of brokers. */
export async function startBroker(plan: ServersPlan, say: Say): Promise<string> {
  const choice = await findBroker(say);
  if (choice.kind === 'brokers') return choice.brokers;
  const port = await freePort(plan.usualPorts ? usual.kafka : 0);
  const brokers = `127.0.0.1:${String(port)}`;
  say(choice.kind === 'jars' ? choice.size : 'Docker');
  if (choice.kind === 'jars') {
    const controllerPort = await freePort(plan.usualPorts ? usual.controller : 0);
    const { home, quick } = plan;
    await plan.supervisor.start(await brokerSpec({ home, quick, libDir: choice.libDir, port, controllerPort }));
  } else {
    if (plan.fresh) await removeContainers(plan.home, 'kafka');
    const isReady = (): Promise<boolean> => isBrokerReady(brokers, undefined);
    await plan.supervisor.start(composeSpec({ home: plan.home, service: 'kafka', port, isReady }));
  }
  return brokers;
}

/** Starts the database server, or takes the given one. Answers its address. */
export async function startDatabase(plan: ServersPlan, say: Say): Promise<string> {
  const choice = await findDatabase(say);
  if (choice.kind === 'uri') return choice.uri;
  const port = await freePort(plan.usualPorts ? usual.mongodb : 0);
  const uri = localMongoUri(port);
  say(choice.kind === 'secantus' ? choice.size : choice.kind);
  if (choice.kind === 'docker') {
    if (plan.fresh) await removeContainers(plan.home, 'mongodb');
    const isReady = (): Promise<boolean> => isDatabaseReady(uri);
    await plan.supervisor.start(composeSpec({ home: plan.home, service: 'mongodb', port, isReady }));
  } else {
    await plan.supervisor.start(databaseSpec({ home: plan.home, server: choice, port }));
  }
  return uri;
}

/** A broker and a database server that run. */
export type Servers = {
  readonly kafka: string;
  readonly mongodb: string;
  /** Their processes as of now; one that was killed comes back with another pid. */
  readonly processes: () => readonly RunningProcess[];
  readonly stop: () => Promise<void>;
};

/** Starts only the broker and the database server, on free ports, in a home of their own. Begins anew unless told to keep. */
export async function startServers(
  dir: string,
  options: { readonly keep?: boolean; readonly quick?: boolean } = {},
): Promise<Servers> {
  const home = homeAt(dir);
  const supervisor = createSupervisor({ onPid: () => undefined, onDeath: () => undefined });
  const unlock = await lockHome(home, supervisor.guardPid());
  const fresh = options.keep !== true;
  openHome(home, fresh);
  const plan: ServersPlan = { home, supervisor, fresh, quick: options.quick ?? true, usualPorts: false };
  const stop = async (): Promise<void> => {
    await supervisor.stop(['kafka', 'mongodb']);
    unlock();
    supervisor.close();
  };
  try {
    const silent = (): void => undefined;
    const [kafka, mongodb] = await Promise.all([startBroker(plan, silent), startDatabase(plan, silent)]);
    return { kafka, mongodb, processes: supervisor.running, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
