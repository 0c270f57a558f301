import { parseArgs } from 'node:util';

/** What can be measured, in the order in which it is. */
export const scenarioNames = [
  'singles',
  'batches',
  'latency',
  'reads',
  'formats',
  'overload',
  'catalogue',
  'scale',
  'growth',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

const sideNames = ['product', 'floor'] as const;
export type SideName = (typeof sideNames)[number];

/** How the bench is asked for on the command line. */
export type BenchOptions = {
  readonly quick: boolean;
  readonly only: readonly ScenarioName[];
  readonly sides: readonly SideName[];
  /** Where the figures go, besides the terminal. */
  readonly jsonFile: string | undefined;
  /** Processes to profile. */
  readonly profiled: readonly string[];
  readonly homeDir: string;
  readonly env: Readonly<Record<string, string>>;
};

export const usage = `npm run bench [-- OPTIONS]
  --quick           短测 a short look instead of the long run
  --only LIST       只测这些 only these: singles,batches,latency,reads,formats,overload,
                    catalogue,scale,growth
  --side NAME       只测一方 only the product or only the floor
  --json FILE       结果文件 where the figures go (bench-results/<time>.json)
  --cpu-prof LIST   剖析这些进程 profile these processes: indicator, ingest, floor-judge, …
  --home DIR        运行目录 where the servers of the bench keep their data (bench-results/home)
  --env KEY=VALUE   交给每个服务的环境变量，可重复 for each service, may be repeated`;

function listOf<T extends string>(text: string | undefined, known: readonly T[], option: string): readonly T[] {
  if (text === undefined) return known;
  const asked = text.split(',');
  const unknown = asked.filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0) throw new Error(`${option}: ${unknown.join(', ')} (${known.join(', ')})`);
  return known.filter((name) => asked.includes(name));
}

function keyAndValue(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`--env KEY=VALUE: ${text}`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Reads the options; throws with a sentence when they make no sense. */
export function readOptions(args: readonly string[]): BenchOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      ...{ only: text, side: text, json: text, 'cpu-prof': text },
      home: { type: 'string', default: 'bench-results/home' },
      env: { type: 'string', multiple: true, default: [] },
    },
  });
  return {
    quick: values.quick,
    only: listOf(values.only, scenarioNames, '--only'),
    sides: listOf(values.side, sideNames, '--side'),
    jsonFile: values.json,
    profiled: values['cpu-prof']?.split(',') ?? [],
    homeDir: values.home,
    env: Object.fromEntries(values.env.map(keyAndValue)),
  };
}
