import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { monthlyCircular } from '../domain/circular/circular.ts';
import type { ReportDocument } from '../domain/circular/document.ts';
import { usualPlan } from '../domain/demo-city.ts';
import { demoAsOfMs, demoFacts } from '../domain/demo-facts.ts';
import { buildData, freeze } from '../domain/snapshot.ts';
import { canonicalJson, sha256Of } from '../flow/seal.ts';
import { renderHtml } from './html.renderer.ts';
import { typstRenderer } from './pdf.renderer.ts';

const snapshot = freeze(buildData(demoFacts({ ...usualPlan, schools: 180 })), {
  edition: 1,
  asOfMs: demoAsOfMs,
  notice: null,
});
const document = monthlyCircular(snapshot, 'f'.repeat(64));
const render = typstRenderer({ timeoutMs: 60_000 });
const sha256 = (bytes: Buffer): string => sha256Of(bytes.toString('latin1'));

// The same rendering in a process that has nothing in common with this one but the snapshot.
const elsewhere = `
  import { monthlyCircular } from './src/domain/circular/circular.ts';
  import { sha256Of } from './src/flow/seal.ts';
  import { renderHtml } from './src/out/html.renderer.ts';
  import { typstRenderer } from './src/out/pdf.renderer.ts';
  const snapshot = JSON.parse(process.argv[1]);
  const document = monthlyCircular(snapshot, 'f'.repeat(64));
  const pdf = await typstRenderer({ timeoutMs: 60000 })(document, snapshot.asOf);
  console.log(JSON.stringify([sha256Of(renderHtml(document)), sha256Of(pdf.toString('latin1'))]));
`;

describe('the PDF', () => {
  test('is the same bytes every time, in this process and in another', async () => {
    const first = await render(document, snapshot.asOf);
    const second = await render(document, snapshot.asOf);
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(second.equals(first)).toBe(true);
    const cwd = path.join(import.meta.dirname, '..', '..');
    const args = ['--input-type=module', '-e', elsewhere, canonicalJson(snapshot)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
    expect(JSON.parse(stdout)).toEqual([sha256Of(renderHtml(document)), sha256(first)]);
  }, 60_000);

  test('carries the instant of the snapshot, not of the rendering', async () => {
    const later = await render(document, '2027-01-05T00:00:00.000Z');
    expect(sha256(later)).not.toBe(sha256(await render(document, snapshot.asOf)));
    expect(later.toString('latin1')).toContain('D:20270105');
  }, 60_000);

  test('names are text, never markup or code', async () => {
    const hostile: ReportDocument = {
      title: '#panic("title")',
      titleLines: ['#panic("title")'],
      subtitle: '*bold* $x$ `raw`',
      facts: ['#read("/etc/passwd")'],
      notice: '#notice',
      footer: '#{',
      blocks: [
        { kind: 'heading', level: 1, text: '= #eval("1/0")' },
        { kind: 'paragraph', text: '\\u{41} <label> @ref #(' },
      ],
    };
    expect((await render(hostile, snapshot.asOf)).subarray(0, 5).toString()).toBe('%PDF-');
  }, 60_000);

  test('that takes too long is given up, and the next one comes', async () => {
    const hasty = typstRenderer({ timeoutMs: 1 });
    await expect(hasty(document, snapshot.asOf)).rejects.toThrow('killed by SIGKILL');
    const [late, good] = await Promise.allSettled([hasty(document, snapshot.asOf), render(document, snapshot.asOf)]);
    expect([late.status, good.status]).toEqual(['rejected', 'fulfilled']);
  }, 60_000);
});
