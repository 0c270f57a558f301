import { join } from 'node:path';
import type { LoadResult } from '../load/command.ts';
import type { Command } from '../load/command.ts';
import { startMeter, type Consumption, type NamedProcess } from '../measure/processes.ts';
import type { LargeCitySize } from '../place/large-city.ts';
import type { BenchOptions } from '../options.ts';
import type { Report } from '../report/row.ts';
import { figure } from '../report/table.ts';
import type { BenchGround } from '../sides/ground.ts';
import type { ProductSide, Side } from '../sides/side.ts';
import { profiling } from './profiling.ts';

/** How long things take: short for a look, long for figures to rely on. */
export type Pace = {
  /** Product and floor take turns this often; the median counts. */
  readonly rounds: number;
  /** How long storing the first few may take. */
  readonly patienceSeconds: number;
  /** How long each side is run in, in batches and one by one. */
  readonly runInSeconds: number;
  readonly loadSeconds: number;
  readonly fewSeconds: number;
  readonly rateSeconds: number;
  readonly readSeconds: number;
  readonly overloadSeconds: number;
  /** How many are stored before and after the growth. */
  readonly fewStored: number;
  readonly manyStored: number;
  /** The large city, and for how many months all of it reports. */
  readonly large: LargeCitySize & { readonly months: number };
};

export const paceOf = (quick: boolean): Pace =>
  quick
    ? {
        ...{
          rounds: 1,
          patienceSeconds: 15,
          runInSeconds: 5,
          loadSeconds: 4,
          fewSeconds: 8,
          rateSeconds: 4,
          readSeconds: 2,
          overloadSeconds: 4,
        },
        ...{ fewStored: 10_000, manyStored: 50_000 },
        large: { districts: 10, towns: 10, schools: 5_000, months: 3 },
      }
    : {
        ...{
          rounds: 3,
          patienceSeconds: 60,
          runInSeconds: 10,
          loadSeconds: 8,
          fewSeconds: 40,
          rateSeconds: 15,
          readSeconds: 6,
          overloadSeconds: 10,
        },
        ...{ fewStored: 10_000, manyStored: 500_000 },
        large: { districts: 20, towns: 10, schools: 50_000, months: 12 },
      };

/** A run of the bench. */
export type Bench = {
  readonly options: BenchOptions;
  readonly pace: Pace;
  readonly ground: BenchGround;
  readonly product: ProductSide | undefined;
  readonly floor: Side | undefined;
  readonly report: Report;
  /** What single submissions cost on the product as the store grew. */
  readonly singles: Measured[];
  readonly resultsDir: string;
  readonly stamp: string;
};

export type Pushing = Extract<Command, { kind: 'closed' | 'open' }>;

/** What one load came to. */
export type Measured = {
  readonly result: LoadResult;
  readonly consumption: Consumption | undefined;
  /** Submissions a second from the first request until the last effect. */
  readonly perSecond: number;
  /** CPU seconds per 1,000 submissions, by process, the load's own left out. */
  readonly cpuPerThousand: Readonly<Record<string, number>>;
};

/** Processes that work for one side, by name. */
export function processesOf({ ground }: Bench, side: Side): readonly NamedProcess[] {
  return [...ground.servers(), ...side.processes()];
}

function cpuPerThousand(consumption: Consumption | undefined, accepted: number): Readonly<Record<string, number>> {
  const used = Object.entries(consumption?.processes ?? {}).filter(([name]) => name !== 'load');
  return Object.fromEntries(used.map(([name, { cpuSeconds }]) => [name, (cpuSeconds * 1_000) / accepted]));
}

export const sumOf = (parts: Readonly<Record<string, number>>): number | undefined => {
  const values = Object.values(parts);
  return values.length === 0 ? undefined : values.reduce((sum, one) => sum + one, 0);
};

function checkLoad({ report }: Bench, title: string, { result }: Measured): void {
  const { drained, wrong, unsure } = result;
  if (drained && wrong === 0 && unsure === 0) return;
  const { alerts, unrolled, statuses, streamBreaks, streamResets } = result;
  const note = JSON.stringify({ unrolled, alerts, wrong, unsure, statuses, streamBreaks, streamResets });
  report.checks.push({ id: `load ${title}`, label: `${title}: 全部有果 everything came out`, ok: false, note });
}

/** Puts one load on one side, and measures until its last effect. */
export async function measure(bench: Bench, side: Side, load: { title: string; command: Pushing }): Promise<Measured> {
  const title = `${load.title} · ${side.name}`;
  const endProfile = await profiling(
    bench,
    side,
    join(bench.resultsDir, `${bench.stamp}-${load.title.replaceAll(/[^\w-]+/g, '-')}`),
  );
  const endMeter = startMeter([...processesOf(bench, side), { name: 'load', pid: side.load.pid }]);
  const result = await side.load.run(load.command);
  const consumption = endMeter();
  await endProfile();
  const perSecond = result.accepted / (result.loadSeconds + result.drainSeconds);
  const measured = { result, consumption, perSecond, cpuPerThousand: cpuPerThousand(consumption, result.accepted) };
  checkLoad(bench, title, measured);
  bench.report.loads.push({ title, command: load.command, ...measured });
  const alert =
    result.alert === undefined ? '' : ` · alert p50/p99 ${figure(result.alert.p50)}/${figure(result.alert.p99)} ms`;
  const overtaken = result.alerts.overtaken === 0 ? '' : ` · ${figure(result.alerts.overtaken / 2)} breaches overtaken`;
  const refused = result.refused === 0 ? '' : ` · ${figure(result.refused)} refused`;
  const { streamBreaks, streamResets } = result;
  const interrupted =
    streamBreaks + streamResets === 0 ? '' : ` · stream ${streamBreaks} breaks ${streamResets} resets`;
  const drain = ` · drain ${figure(result.drainSeconds)} s`;
  console.log(`  ${title}: ${figure(perSecond)}/s${alert}${drain}${refused}${overtaken}${interrupted}`);
  return measured;
}
