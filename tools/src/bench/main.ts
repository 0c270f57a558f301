// npm run bench: the product and the barest program that does the same input and output, side by side on one broker and one database server.
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readOptions, usage, type BenchOptions, type ScenarioName } from './options.ts';
import { machine } from './report/machine.ts';
import { peakRows } from './report/memory.ts';
import { emptyReport } from './report/row.ts';
import { tableOf } from './report/table.ts';
import { paceOf, type Bench } from './scenarios/bench.ts';
import { measureCatalogue } from './scenarios/catalogue.ts';
import { measureFormats } from './scenarios/formats.ts';
import { beginGrowth } from './scenarios/growth.ts';
import { measureLatency } from './scenarios/latency.ts';
import { measureOverload } from './scenarios/overload.ts';
import { measureReads } from './scenarios/reads.ts';
import { measureScale } from './scenarios/scale/scale.ts';
import { measureBatches, measureSingles } from './scenarios/throughput.ts';
import { verifyFloor, verifyProduct } from './scenarios/verify.ts';
import { runIn, storeFew } from './scenarios/warm-up.ts';
import { startFloor } from './sides/floor.ts';
import { takeBenchGround, type BenchGround } from './sides/ground.ts';
import { startProduct } from './sides/product.ts';

const resultsDir = 'bench-results';

let ground: BenchGround | undefined;
let stopping = false;

/** Stops everything, once, whatever asked for it. */
async function shutDown(code: number): Promise<never> {
  if (stopping) return new Promise<never>(() => undefined);
  stopping = true;
  await ground?.stop();
  process.exit(code);
}

async function openBench(options: BenchOptions): Promise<Bench> {
  console.log('启动 starting …');
  ground = await takeBenchGround(options);
  const wants = (name: 'product' | 'floor'): boolean => options.sides.includes(name);
  const floor = wants('floor') ? await startFloor(ground) : undefined;
  const product = wants('product') ? await startProduct(ground, { env: options.env }) : undefined;
  mkdirSync(resultsDir, { recursive: true });
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const pace = paceOf(options.quick);
  return {
    options,
    pace,
    ground,
    product,
    floor,
    report: emptyReport(),
    singles: [],
    resultsDir: resolve(resultsDir),
    stamp,
  };
}

const scenarios: readonly (readonly [ScenarioName, (bench: Bench) => Promise<void>])[] = [
  ['singles', measureSingles],
  ['batches', measureBatches],
  ['latency', measureLatency],
  ['reads', measureReads],
  ['formats', measureFormats],
  ['overload', measureOverload],
  ['catalogue', measureCatalogue],
  ['scale', measureScale],
];

/** What cannot be measured is said in the table; the rest is measured all the same. */
async function attempt<T>({ report }: Bench, name: string, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    console.error(error);
    report.checks.push({ id: `attempt ${name}`, label: name, ok: false, note: String(error) });
    return undefined;
  }
}

async function runAll(bench: Bench): Promise<void> {
  const wants = (name: ScenarioName): boolean => bench.options.only.includes(name);
  console.log('热身 warming up …');
  await storeFew(bench);
  const endGrowth = wants('growth') ? await attempt(bench, 'growth', () => beginGrowth(bench)) : undefined;
  await runIn(bench);
  for (const [name, run] of scenarios) {
    if (wants(name)) await attempt(bench, name, () => run(bench));
  }
  if (endGrowth !== undefined) await attempt(bench, 'growth', endGrowth);
  await attempt(bench, 'verify floor', () => verifyFloor(bench));
  await attempt(bench, 'verify product', () => verifyProduct(bench));
  bench.report.rows.push(...peakRows(bench));
  const deaths = bench.ground.deaths.join(', ');
  bench.report.checks.push({
    id: 'deaths',
    label: '没有进程中途退出 no process ended',
    ok: deaths === '',
    note: deaths,
  });
}

function tell({ options, report, stamp }: Bench, seconds: number): void {
  const file = options.jsonFile ?? `${resultsDir}/${stamp}.json`;
  const about = { at: new Date().toISOString(), seconds, quick: options.quick, only: options.only, machine: machine() };
  writeFileSync(file, `${JSON.stringify({ ...about, ...report }, null, 2)}\n`);
  console.log(`\n${tableOf(report)}\n\n${Object.values(machine()).join(' · ')} · ${seconds.toFixed(0)} s\n${file}`);
}

async function main(options: BenchOptions): Promise<number> {
  const startedMs = performance.now();
  const bench = await openBench(options);
  await runAll(bench);
  tell(bench, (performance.now() - startedMs) / 1_000);
  return bench.report.checks.every(({ ok }) => ok) ? 0 : 1;
}

function readOptionsOrExit(): BenchOptions {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void shutDown(130));
process.once('disconnect', () => void shutDown(130)); // the command that started this one was killed

try {
  await shutDown(await main(readOptionsOrExit()));
} catch (error) {
  console.error(error);
  await shutDown(1);
}
