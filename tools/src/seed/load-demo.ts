import { parseArgs } from 'node:util';

import { demoCity, demoSeed } from './demo-city.ts';
import { demoMonths } from './demo-months.ts';
import { expectedBreaches } from './expected-breaches.ts';
import { LoadError } from './load/call.ts';
import { loadDemo, type LoadOptions } from './load/load.ts';
import { progressOn } from './load/progress.ts';
import type { Tally } from './load/tally.ts';
import { publishedSubmissions, readPublishedFigures } from './published.ts';

const usage = `node tools/src/seed/load-demo.ts --url URL --key KEY --admin-token TOKEN [--now YYYY-MM-DD] [--seed N]

Loads the org tree, the published figures and the demonstration city (演示) through the public API.
--key must reach the whole tree (cn); a second run changes nothing.`;

const todayInShanghai = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format();

const areReadable = (today: string, seed: string, url: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(today) && /^\d+$/.test(seed) && URL.canParse(url);

function readOptions(args: readonly string[]): LoadOptions | undefined {
  const text = { type: 'string' } as const;
  const options = { url: text, key: text, 'admin-token': text, now: text, seed: text };
  const { values } = parseArgs({ args: [...args], options, strict: true });
  const { url, key, 'admin-token': adminToken, now: today = todayInShanghai(), seed = String(demoSeed) } = values;
  if (url === undefined || key === undefined || adminToken === undefined) return undefined;
  if (!areReadable(today, seed, url)) return undefined;
  return { url, key, adminToken, today, seed: Number(seed) };
}

function summary(options: LoadOptions, { counts, refusals }: Tally): string {
  const breaches = expectedBreaches(demoMonths(demoCity(options.seed), options.today));
  const schools = new Set(breaches.map(({ orgUnit }) => orgUnit)).size;
  const { undated } = publishedSubmissions(readPublishedFigures());
  return [
    `填报：新增 ${counts.created}，更新 ${counts.updated}，未变 ${counts.unchanged}，拒收 ${counts.rejected}`,
    ...refusals.map((refusal) => `  拒收 ${refusal}`),
    `公布数据中没有日期、未载入：${undated.map(({ indicator }) => indicator).join('、')}`,
    `预期未达标学校（演示）：${schools} 所，${breaches.length} 项`,
  ].join('\n');
}

async function main(args: readonly string[]): Promise<number> {
  let options: LoadOptions | undefined;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  if (options === undefined) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const startedMs = performance.now();
  try {
    const tally = await loadDemo(options, progressOn(process.stderr));
    process.stdout.write(
      `${summary(options, tally)}\n用时 ${((performance.now() - startedMs) / 1_000).toFixed(1)} 秒\n`,
    );
    return tally.counts.rejected === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}

process.exitCode = await main(process.argv.slice(2));
