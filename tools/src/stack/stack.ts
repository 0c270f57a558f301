import { rmSync } from 'node:fs';
import { homeAt, openHome, readJson, type Home } from '../home/home.ts';
import { lockHome } from '../home/lock.ts';
import { openSecrets, type Secrets } from '../home/secrets.ts';
import { createSupervisor, type Supervisor } from '../process/supervisor.ts';
import { writeLocalFile } from './local-file.ts';
import { dropDatabases } from '../servers/mongo.ts';
import type { StackOptions } from './options.ts';
import { startBroker, startDatabase, type ServersPlan } from '../servers/start.ts';
import { demoDueOf, writeDemoPacks } from './demo-packs.ts';
import { mailSpec, productPacksDir, serviceSpecs, takePorts, type ServicesPlan } from './services.ts';
import { runSteps } from './steps.ts';
import { buildConsole } from './web-console.ts';

/** A local stack: everything runs, or is being stopped. */
export type Stack = {
  readonly plan: ServicesPlan;
  readonly stop: () => Promise<void>;
};

type Ground = {
  readonly home: Home;
  readonly secrets: Secrets;
  readonly supervisor: Supervisor;
  readonly release: () => void;
};

const stopOrder = [['gateway'], ['reporting', 'alert', 'ingest', 'indicator'], ['mail'], ['kafka'], ['mongodb']];

async function stopAll({ home, supervisor, release }: Ground): Promise<void> {
  rmSync(home.localFile, { force: true });
  for (const names of stopOrder) await supervisor.stop(names);
  release();
  supervisor.close();
}

/** What was kept on servers that somebody else runs is emptied there too, as far as it is certainly this home's. */
async function emptyGivenServers(home: Home): Promise<void> {
  if (process.env['KAFKA_BROKERS'] !== undefined)
    throw new Error('--fresh 不清空别人的 Kafka。 --fresh does not empty a broker given by KAFKA_BROKERS.');
  const uri = process.env['MONGODB_URI'];
  const prefix = readJson<Secrets>(home.secretsFile)?.ownDatabasePrefix;
  if (uri !== undefined && prefix !== undefined) await dropDatabases(uri, prefix);
}

async function takeGround(options: StackOptions, onPid: () => void): Promise<Ground> {
  const home = homeAt(options.homeDir);
  const supervisor = createSupervisor({
    onPid,
    onDeath: (name, reason) => console.log(`${name} 退出 ended (${reason})，重新启动 starting it again`),
  });
  try {
    const release = await lockHome(home, supervisor.guardPid());
    if (options.fresh) await emptyGivenServers(home);
    openHome(home, options.fresh);
    rmSync(home.localFile, { force: true });
    return { home, secrets: openSecrets(home), supervisor, release };
  } catch (error) {
    supervisor.close();
    throw error;
  }
}

function databasePrefix(secrets: Secrets): string {
  const given = process.env['MONGODB_DB_PREFIX'];
  return given ?? (process.env['MONGODB_URI'] === undefined ? 'xiaomai' : secrets.ownDatabasePrefix);
}

async function startServersAndConsole(ground: Ground, options: StackOptions): Promise<ServicesPlan> {
  const { home, secrets, supervisor } = ground;
  const isAnyPort = options.port === 0;
  const servers: ServersPlan = { home, supervisor, fresh: options.fresh, quick: false, usualPorts: !isAnyPort };
  const ports = await takePorts(options.port);
  const made = { brokers: '', uri: '', webDir: '' };
  await runSteps([
    { title: '数据库 database', run: async (say) => void (made.uri = await startDatabase(servers, say)) },
    { title: 'Kafka', run: async (say) => void (made.brokers = await startBroker(servers, say)) },
    { title: '控制台 web console', run: async (say) => void (made.webDir = await buildConsole(say)) },
    { title: '邮箱 mail catcher', run: () => supervisor.start(mailSpec(home, ports)) },
  ]);
  const due = demoDueOf(home, options.demo);
  const demo = due === undefined ? undefined : { packsDir: writeDemoPacks(productPacksDir, home, due) };
  const mongodb = { uri: made.uri, databasePrefix: databasePrefix(secrets) };
  return { home, secrets, ports, brokers: made.brokers, mongodb, webDir: made.webDir, demo, extraEnv: options.env };
}

/** Starts the whole stack, telling each step. `onGround` gets a way to stop it as soon as there is anything to stop. */
export async function startStack(options: StackOptions, onGround: (stop: () => Promise<void>) => void): Promise<Stack> {
  let plan: ServicesPlan | undefined;
  const refresh = (): void => {
    if (plan !== undefined) writeLocalFile(plan, ground.supervisor.running());
  };
  const ground: Ground = await takeGround(options, refresh);
  const stop = (): Promise<void> => stopAll(ground);
  onGround(stop);
  try {
    const ready = await startServersAndConsole(ground, options);
    const specs = serviceSpecs(ready);
    await runSteps(specs.map((spec) => ({ title: spec.name, run: () => ground.supervisor.start(spec) })));
    plan = ready; // from here on the file is there, and follows every new pid
    refresh();
    return { plan, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
