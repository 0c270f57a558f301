import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import type { Block, ReportDocument } from '../domain/circular/document.ts';
import { renderChart, verdictLook } from './chart.renderer.ts';
import type { TypstJob } from './typst-child.ts';

export type PdfOptions = { readonly timeoutMs: number };

const here = import.meta.dirname;
const fontDir = path.join(path.dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts');
const template = readFileSync(path.join(here, 'circular.typ'), 'utf8');

type Drawn = { readonly blocks: readonly object[]; readonly files: Readonly<Record<string, string>> };

function draw(blocks: readonly Block[]): Drawn {
  const files: Record<string, string> = {};
  const drawn = blocks.map((block, index) => {
    if (block.kind !== 'chart') return block;
    const file = `chart-${index}.svg`;
    files[file] = renderChart(block);
    const alt = block.bars.map((bar) => `${bar.label} ${bar.text}`).join('；');
    return { kind: 'chart', caption: block.caption, file, alt };
  });
  return { blocks: drawn, files };
}

function jobOf(document: ReportDocument, createdAt: string): TypstJob {
  const { blocks, files } = draw(document.blocks);
  const data = JSON.stringify({ document: { ...document, blocks }, looks: verdictLook });
  return {
    workspace: here,
    fontDir,
    createdAtSeconds: Math.floor(Date.parse(createdAt) / 1000),
    main: template,
    files: { ...files, 'data.json': data },
  };
}

async function compile(job: TypstJob, { timeoutMs }: PdfOptions): Promise<Buffer> {
  const child = spawn(process.execPath, [path.join(here, 'typst-child.ts')], {
    env: { NODE_ENV: 'production' },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(signal === null ? String(code) : `killed by ${signal} (at most ${timeoutMs} ms)`);
    });
  });
  child.stdin.on('error', () => undefined); // the exit says why
  child.stdin.end(JSON.stringify(job));
  const [pdf, fault, end] = await Promise.all([buffer(child.stdout), text(child.stderr), ended]);
  if (end !== '0') throw new Error(`typesetting ended with ${end}: ${fault.slice(0, 2_000)}`);
  return pdf;
}

/** Makes the PDF renderer: one child process at a time, for one document each, killed when it takes too long. */
export function typstRenderer(options: PdfOptions): (document: ReportDocument, createdAt: string) => Promise<Buffer> {
  let last: Promise<unknown> = Promise.resolve();
  return (document, createdAt) => {
    const next = last.then(() => compile(jobOf(document, createdAt), options));
    last = next.catch(() => undefined);
    return next;
  };
}
