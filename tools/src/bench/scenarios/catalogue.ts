import { takeBenchGround } from '../sides/ground.ts';
import { startProduct } from '../sides/product.ts';
import type { ProductSide } from '../sides/side.ts';
import { figure } from '../report/table.ts';
import { measure, sumOf, type Bench, type Measured } from './bench.ts';
import { fullLoad } from './throughput.ts';
import { runIn } from './warm-up.ts';

const onePack = ['campus-safety'];

type Page = { readonly items: readonly unknown[]; readonly next: string | null };

async function countOf({ url, adminToken }: ProductSide, what: 'indicators' | 'targets'): Promise<number> {
  let [count, cursor] = [0, ''];
  for (;;) {
    const headers = { authorization: `Bearer ${adminToken}` };
    const response = await fetch(`${url}/api/v1/${what}?limit=500${cursor}`, { headers });
    if (!response.ok) throw new Error(`${what}: ${String(response.status)}`);
    const { items, next } = (await response.json()) as Page;
    count += items.length;
    if (next === null) return count;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
}

const sizeOf = async (product: ProductSide): Promise<string> =>
  `${figure(await countOf(product, 'indicators'))} indicators, ${figure(await countOf(product, 'targets'))} targets`;

const least = (values: readonly number[]): number => Math.min(...values);
const costOf = (one: Measured): number => sumOf(one.cpuPerThousand) ?? 1_000 / one.perSecond;
const judgingOf = (one: Measured): number => one.cpuPerThousand['indicator'] ?? 1_000 / one.perSecond;

type Stack = { readonly bench: Bench; readonly product: ProductSide; readonly measured: Measured[] };

/** Both stacks take turns with the same load, which only the one pack is about: what the others cost it is the difference. */
async function takeTurns(many: Stack, few: Stack): Promise<void> {
  const { loadSeconds, rounds } = many.bench.pace;
  const command = fullLoad({ form: 'ndjson' }, { seconds: loadSeconds });
  for (let turn = 0; turn < rounds + 1; turn += 1) {
    for (const stack of turn % 2 === 0 ? [many, few] : [few, many]) {
      const title = stack === many ? 'all packs' : 'one pack';
      stack.measured.push(await measure(stack.bench, stack.product, { title, command }));
    }
  }
}

function tell(many: Stack, few: Stack, sizes: string): void {
  const row = (id: string, label: string, cost: (one: Measured) => number): void => {
    const [all, one] = [least(many.measured.map(cost)), least(few.measured.map(cost))];
    const note = `${figure(all)} / ${figure(one)} s · ${sizes}`;
    many.bench.report.rows.push({ id, label, unit: '×', product: all / one, note });
  };
  row('catalogue-cpu', '全部指标包比一个包，每千份 CPU all packs over one, CPU per 1,000', costOf);
  row('catalogue-judging', '  其中 indicator judging and rolling up', judgingOf);
}

/** What a submission costs under the whole catalogue, over what it costs under the one pack it is about: a second product, with a
 *  broker and a database server of its own, takes turns with the first. */
export async function measureCatalogue(bench: Bench): Promise<void> {
  const { product, options } = bench;
  if (product === undefined) return;
  const ground = await takeBenchGround({ homeDir: `${options.homeDir}-one-pack`, profiled: [] });
  try {
    const other = await startProduct(ground, { env: options.env, packs: onePack });
    try {
      const otherBench: Bench = { ...bench, ground, product: other, floor: undefined };
      await runIn(otherBench);
      const many = { bench, product, measured: [] };
      const few = { bench: otherBench, product: other, measured: [] };
      await takeTurns(many, few);
      tell(many, few, `${await sizeOf(product)} / ${await sizeOf(other)}`);
    } finally {
      other.load.stop();
    }
  } finally {
    await ground.stop();
  }
}
