import { mostPerSecond } from './latency.ts';
import { measure, type Bench } from './bench.ts';
import { usualBreaches } from './throughput.ts';

const isAllowed = (status: string): boolean => /^(2\d\d|429|503)$/.test(status);

/** Twice as much as the product carries: it must turn away what is too much, and lose nothing of what it took. */
export async function measureOverload(bench: Bench): Promise<void> {
  const { product, pace, report } = bench;
  if (product === undefined) return;
  const perSecond = Math.round(2 * (await mostPerSecond(bench, product)));
  const command = { kind: 'open', perSecond, seconds: pace.overloadSeconds, breachEvery: usualBreaches } as const;
  const { result } = await measure(bench, product, { title: 'overload', command });
  const { statuses, accepted, refused, drainSeconds, drained, http } = result;
  const id = 'overload';
  report.rows.push(
    {
      id: `${id}-accepted`,
      label: '两倍负荷：受理 overload: accepted',
      unit: '/s',
      product: accepted / result.loadSeconds,
    },
    { id: `${id}-refused`, label: '两倍负荷：请稍后 overload: turned away', unit: '', product: refused },
    { id: `${id}-p99`, label: '两倍负荷：应答 overload: answer p99', unit: 'ms', product: http?.p99 },
    { id: `${id}-drain`, label: '两倍负荷：排空 overload: time to drain', unit: 's', product: drainSeconds },
  );
  report.checks.push({
    ...{ id, label: '过载：只答 2xx、429、503，积压排空 overload: only 2xx, 429, 503, and the backlog drains' },
    ...{ ok: drained && Object.keys(statuses).every(isAllowed), note: JSON.stringify(statuses) },
  });
}
