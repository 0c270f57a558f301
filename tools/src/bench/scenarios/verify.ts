import { safetyDataset } from '../../seed/demo-months.ts';
import { figure } from '../report/table.ts';
import type { Side } from '../sides/side.ts';
import type { Bench } from './bench.ts';

const city = '3307';

type Page = { readonly scorecards: readonly { readonly coverage: { readonly reported: number } }[] };

async function ask<T>({ target }: Side, path: string): Promise<T> {
  const { host, port } = target.origin;
  const headers = { authorization: `Bearer ${target.token}` };
  const response = await fetch(`http://${host}:${String(port)}/api/v1${path}`, { headers });
  if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}

/** How many the city's rollup of a period contains. */
async function reportedIn(side: Side, period: string): Promise<number> {
  const query = `period=${period}&dataset=${safetyDataset}`;
  const { scorecards } = await ask<Page>(side, `/scorecards/${city}?${query}`);
  return scorecards[0]?.coverage.reported ?? 0;
}

async function countFiring(side: Side): Promise<number> {
  type Alerts = { readonly items: readonly unknown[]; readonly next: string | null };
  let [count, cursor] = [0, ''];
  for (;;) {
    const { items, next } = await ask<Alerts>(side, `/alerts?condition=firing&limit=500${cursor}`);
    count += items.length;
    if (next === null) return count;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
}

/** Asks the product itself: every accepted submission is in the city's rollups, and every open breach has its alert. */
export async function verifyProduct({ product, report }: Bench): Promise<void> {
  if (product === undefined) return;
  const { byPeriod, unsure, failing } = await product.load.run({ kind: 'accepted' });
  const periods = Object.entries(byPeriod);
  let [accepted, reported, differing] = [0, 0, 0];
  for (const [period, count] of periods) {
    const rolled = await reportedIn(product, period);
    accepted += count;
    reported += rolled;
    if (rolled !== count) differing += 1;
  }
  const firing = await countFiring(product);
  const within = reported - accepted <= unsure && reported >= accepted;
  report.checks.push(
    {
      ...{
        id: 'counts',
        label: '受理 = 判定 = 汇总 accepted = judged = rolled up',
        ok: within && (differing === 0 || unsure > 0),
      },
      note: `${figure(accepted)} = ${figure(reported)}, ${figure(periods.length)} periods, ${figure(unsure)} unsure`,
    },
    {
      ...{ id: 'alerts', label: '未达标 = 预警 open breaches = firing alerts', ok: firing === failing },
      note: `${figure(failing)} = ${figure(firing)}`,
    },
  );
}

/** The floor's stream said how many it judged. */
export async function verifyFloor({ floor, report }: Bench): Promise<void> {
  if (floor === undefined) return;
  const { byPeriod, unrolled } = await floor.load.run({ kind: 'accepted' });
  const accepted = Object.values(byPeriod).reduce((sum, one) => sum + one, 0);
  report.checks.push({
    ...{ id: 'floor-counts', label: '最简程序：受理 = 判定 floor: accepted = judged', ok: unrolled === 0 },
    note: `${figure(accepted)} = ${figure(accepted - unrolled)}`,
  });
}
