import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { startMeter } from '../../measure/processes.ts';
import { aims } from '../../report/aims.ts';
import type { ProductSide } from '../../sides/side.ts';
import type { Bench } from '../bench.ts';

// What bin/xiaomai.mjs hands over to, and how: its memory is what counts.
const flags = ['--max-old-space-size=768'];
const command = join(import.meta.dirname, '../../../../../apps/cli/src/main.ts');
const meterEveryMs = 250;

type Verified = {
  readonly seconds: number;
  readonly peakMb: number;
  readonly lines: readonly string[];
};

/** Runs `xiaomai verify` as an administrator would, and watches its memory. */
function runVerify({ url, adminToken }: ProductSide): Promise<Verified> {
  const startedMs = performance.now();
  const env = { ...process.env, XIAOMAI_URL: url, XIAOMAI_KEY: adminToken };
  const child = spawn(process.execPath, [...flags, command, 'verify'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const endMeter = startMeter([{ name: 'verify', pid: child.pid ?? 0 }]);
  let peakMb = 0;
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, endMeter()?.processes['verify']?.peakMb ?? 0);
  }, meterEveryMs);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  return new Promise((done) => {
    child.once('close', () => {
      clearInterval(watch);
      done({ seconds: (performance.now() - startedMs) / 1_000, peakMb, lines });
    });
  });
}

const count = new Intl.NumberFormat('en');
const saidCount = (lines: readonly string[]): number =>
  Number((/(\d[\d,]*) 份填报/.exec(lines.join('\n'))?.[1] ?? '0').replaceAll(',', ''));

/** Recomputing everything that is stored: how fast, with how much memory, and that nothing differs. */
export async function measureVerify({ report }: Bench, product: ProductSide): Promise<void> {
  const { seconds, peakMb, lines } = await runVerify(product);
  const [submissions, note] = [saidCount(lines), lines.at(-1) ?? ''];
  const rate = { id: 'verify-rate', label: '重算核对 xiaomai verify', unit: '/s', product: submissions / seconds };
  const peak = { id: 'verify-peak', label: '  最多占用内存 peak memory', unit: 'MB', product: peakMb };
  report.rows.push({ ...rate, note: `${count.format(submissions)} submissions` }, { ...peak, aim: aims.verifyPeakMb });
  report.checks.push({ id: 'verify', label: '重算一致 verify', ok: note === '0 differences', note });
}
