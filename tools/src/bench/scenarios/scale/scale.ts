import { importOrgUnits } from '../../../seed/load/import-org-units.ts';
import { firstYear } from '../../load/feed.ts';
import { startMeter } from '../../measure/processes.ts';
import { largeCityUnits } from '../../place/large-city.ts';
import { largePlace } from '../../place/texts.ts';
import { aims } from '../../report/aims.ts';
import type { Row } from '../../report/row.ts';
import { figure } from '../../report/table.ts';
import { startLoad } from '../../sides/load-process.ts';
import type { ProductSide, Side } from '../../sides/side.ts';
import { measure, processesOf, type Bench } from '../bench.ts';
import { mostPerSecond } from '../latency.ts';
import { readFrom } from '../reads.ts';
import { measureVerify } from './recount.ts';
import { fullLoad, usualBreaches } from '../throughput.ts';

const valuesEach = 8;
const mostFillSeconds = 360; // how far it has come then is told
const longSeconds = 600;

async function importCity({ pace, report }: Bench, product: ProductSide): Promise<void> {
  const startedMs = performance.now();
  const { url, adminToken } = product;
  const validFrom = `${String(firstYear)}-01-01`;
  const units = [...largeCityUnits(pace.large)].map((unit) => ({ ...unit, validFrom }));
  await importOrgUnits({ url, adminToken, onProgress: () => undefined }, units);
  const seconds = (performance.now() - startedMs) / 1_000;
  const label = `导入 ${figure(units.length)} 个组织单元 import of org units`;
  report.rows.push({ id: 'scale-import', label, unit: 's', product: seconds });
}

/** A load of its own on the same product: the large city's schools. */
async function openLarge(bench: Bench, product: ProductSide): Promise<Side> {
  const place = largePlace(bench.pace.large);
  const target = { ...product.target, key: product.nationKey, token: product.adminToken, place };
  return { ...product, target, load: await startLoad(target) };
}

async function fillCity(bench: Bench, large: Side): Promise<void> {
  const { schools, months } = bench.pace.large;
  const most = schools * months;
  const command = fullLoad({ form: 'ndjson' }, { seconds: mostFillSeconds, most });
  const { perSecond, result } = await measure(bench, large, { title: 'scale fill', command });
  const note = `${figure(result.accepted)} submissions in ${figure(result.loadSeconds + result.drainSeconds)} s`;
  const about = `${figure(schools)} 校 × ${figure(months)} 月 × ${figure(valuesEach)} 项`;
  bench.report.rows.push(
    { id: 'scale-values', label: `${about} values a second`, unit: '/s', product: perSecond * valuesEach, note },
    {
      id: 'scale-root-full',
      label: '满载时到市级汇总 to the city rollup, full load p50',
      unit: 'ms',
      product: result.rollup?.p50,
    },
    { id: 'scale-root-full-p99', label: '  p99', unit: 'ms', product: result.rollup?.p99 },
  );
}

async function rootAtHalf(bench: Bench, product: ProductSide, large: Side): Promise<void> {
  const perSecond = Math.max(1, Math.round((await mostPerSecond(bench, product)) / 2));
  const command = { kind: 'open', perSecond, seconds: bench.pace.rateSeconds, breachEvery: usualBreaches } as const;
  const { result } = await measure(bench, large, { title: 'scale half', command });
  const label = '半载时到市级汇总 to the city rollup, half load';
  bench.report.rows.push(
    { id: 'scale-root-half-p50', label: `${label} p50`, unit: 'ms', product: result.rollup?.p50 },
    { id: 'scale-root-half-p99', label: `${label} p99`, unit: 'ms', product: result.rollup?.p99, aim: aims.rootAtHalf },
  );
}

/** The province as whoever sees all of it, the schools of the demonstration city as its bureau. */
async function readLarge(bench: Bench, sides: Readonly<Record<'province' | 'city', Side>>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const what of ['province', 'city'] as const) {
    const { http } = await readFrom(bench, sides[what], what);
    const stored = `已存 ${figure(bench.pace.large.schools)} 校`;
    const label =
      what === 'province' ? `读全省记分卡，${stored} read the province` : `读 1,445 校，${stored} read 1,445 schools`;
    rows.push({
      id: `scale-read-${what}-p50`,
      label: `${label} p50`,
      unit: 'ms',
      product: http?.p50,
      aim: aims.reads[what],
    });
  }
  return rows;
}

/** Every school sends once after the restart: every rollup must be rebuilt from all its stored children. */
async function rebuild(bench: Bench, large: Side): Promise<Row> {
  const startedMs = performance.now();
  await bench.ground.restart('indicator');
  const readyMs = performance.now();
  const { districts, towns } = bench.pace.large;
  const command = fullLoad({ form: 'ndjson' }, { seconds: longSeconds, most: districts * towns });
  const { result } = await measure(bench, large, { title: 'scale rebuild', command });
  const seconds = (readyMs - startedMs) / 1_000 + result.loadSeconds + result.drainSeconds;
  const label = '重启后重建全部汇总 restart and rebuild every rollup';
  const note = `ready after ${figure((readyMs - startedMs) / 1_000)} s`;
  return { id: 'scale-rebuild', label, unit: 's', product: seconds, aim: aims.rebuildSeconds, note };
}

function indicatorPeak(bench: Bench, product: ProductSide, label: string): Row {
  const used = startMeter(processesOf(bench, product))()?.processes['indicator'];
  return {
    id: `scale-peak-${label}`,
    label: `indicator 最多占用内存 peak memory, ${label}`,
    unit: 'MB',
    product: used?.peakMb,
    aim: aims.peakAtScaleMb,
  };
}

/** A large city: many schools, many months, and what becomes of reading, restarting and proving the sums. */
export async function measureScale(bench: Bench): Promise<void> {
  const { product } = bench;
  if (product === undefined) return;
  await importCity(bench, product);
  const large = await openLarge(bench, product);
  try {
    await fillCity(bench, large);
    await rootAtHalf(bench, product, large);
    bench.report.rows.push(...(await readLarge(bench, { province: large, city: product })));
    const before = indicatorPeak(bench, product, 'loading');
    bench.report.rows.push(before, await rebuild(bench, large), indicatorPeak(bench, product, 'rebuilding'));
    await measureVerify(bench, product);
  } finally {
    large.load.stop();
  }
}
