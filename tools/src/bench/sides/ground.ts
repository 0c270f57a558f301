import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeAt, type Home } from '../../home/home.ts';
import { freePort } from '../../home/ports.ts';
import { createSupervisor, type ProcessSpec, type RunningProcess } from '../../process/supervisor.ts';
import { startServers } from '../../servers/start.ts';

/** What both sides stand on: one broker, one database server, and a way to keep processes. */
export type BenchGround = {
  readonly home: Home;
  readonly brokers: string;
  readonly mongodbUri: string;
  /** Starts a process, with an inspector where its profile is wanted. */
  readonly start: (spec: ProcessSpec) => Promise<void>;
  /** Stops a process and resolves when its successor is ready. */
  readonly restart: (name: string) => Promise<void>;
  /** The broker and the database server. */
  readonly servers: () => readonly RunningProcess[];
  readonly services: () => readonly RunningProcess[];
  /** Ports of the inspectors by process name. */
  readonly inspectors: ReadonlyMap<string, number>;
  /** Processes that ended though nobody asked them to. */
  readonly deaths: readonly string[];
  readonly stop: () => Promise<void>;
};

type Wanted = { readonly homeDir: string; readonly profiled: readonly string[] };

/** Starts the servers in a home of their own, everything anew, the broker compiled for speed as in production. */
export async function takeBenchGround({ homeDir, profiled }: Wanted): Promise<BenchGround> {
  const servers = await startServers(homeDir, { keep: false, quick: false });
  const deaths: string[] = [];
  const supervisor = createSupervisor({
    onPid: () => undefined,
    onDeath: (name, reason) => deaths.push(`${name}: ${reason}`),
  });
  const inspectors = new Map<string, number>();
  const specs = new Map<string, ProcessSpec>();

  const start = async (spec: ProcessSpec): Promise<void> => {
    specs.set(spec.name, spec);
    if (!profiled.includes(spec.name)) return supervisor.start(spec);
    const port = await freePort();
    inspectors.set(spec.name, port);
    return supervisor.start({ ...spec, args: [`--inspect=127.0.0.1:${String(port)}`, ...spec.args] });
  };

  return {
    home: homeAt(homeDir),
    brokers: servers.kafka,
    mongodbUri: servers.mongodb,
    start,
    restart: async (name) => {
      const spec = specs.get(name);
      if (spec === undefined) throw new Error(`no process ${name}`);
      await supervisor.stop([name]);
      await start(spec);
    },
    servers: servers.processes,
    services: supervisor.running,
    inspectors,
    deaths,
    stop: async () => {
      await supervisor.stop([...specs.keys()]);
      supervisor.close();
      await servers.stop();
    },
  };
}

/** A folder with a page in it, in place of the console: the bench does not look at it. */
export function emptySite({ dir }: Home): string {
  const site = join(dir, 'site');
  mkdirSync(site, { recursive: true });
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>bench</title>\n');
  return site;
}
