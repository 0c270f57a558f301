import { ratioOf, standingOf, type Aim, type Standing } from '../measure/aim.ts';
import type { Check, CpuUse, Report, Row } from './row.ts';

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** Columns a text takes on a terminal: a Chinese character takes two. */
const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + (wide.test(char) ? 2 : 1), 0);

const toLeft = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
const toRight = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** Lays out lines of cells; the first column to the left, the others to the right. */
export function layOut(lines: readonly (readonly string[])[]): string {
  const columns = Math.max(...lines.map((line) => line.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...lines.map((line) => widthOf(line[at] ?? ''))));
  const cell = (text: string, at: number): string => (at === 0 ? toLeft : toRight)(text, widths[at] ?? 0);
  return lines.map((line) => line.map(cell).join('  ').trimEnd()).join('\n');
}

/** A number with as many digits as matter. */
export function figure(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '—';
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const marks: Readonly<Record<Standing, string>> = { better: '✔✔', met: '✔', missed: '✘' };

function aimText({ sense, promise, better }: Aim): string {
  const sign = sense === 'at-least' ? '≥' : '≤';
  return `${sign} ${figure(promise)}${better === undefined ? '' : ` (${figure(better)})`}`;
}

function lineOf(row: Row): readonly string[] {
  const ratio = ratioOf(row.product, row.floor);
  const aimed = row.product === undefined ? undefined : row.aim;
  const shared = ratio === undefined ? undefined : row.ratioAim;
  return [
    row.label,
    row.unit,
    figure(row.product),
    figure(row.floor),
    ratio === undefined ? '' : figure(ratio),
    shared === undefined ? '' : `${aimText(shared)} ${marks[standingOf(ratio, shared)]}`,
    aimed === undefined ? '' : aimText(aimed),
    aimed === undefined ? '' : marks[standingOf(row.product, aimed)],
  ];
}

const head = ['', '', '产品 product', '最简 floor', '比 ratio', '应 aim', '应 aim (更好 better)', ''];

function cpuTable(uses: readonly CpuUse[]): string {
  const names = [...new Set(uses.flatMap(({ processes }) => Object.keys(processes)))];
  const totals = uses.map(({ processes }) => figure(Object.values(processes).reduce((sum, one) => sum + one, 0)));
  return layOut([
    ['', ...uses.map(({ title }) => title)],
    ...names.map((name) => [name, ...uses.map(({ processes }) => (name in processes ? figure(processes[name]) : ''))]),
    ['合计 sum', ...totals],
    ['其他程序占用核数 cores busy elsewhere', ...uses.map(({ othersCores }) => othersCores.toFixed(2))],
  ]);
}

const checkLine = ({ ok, label, note }: Check): string => `${ok ? '✔' : '✘'} ${label}${note === '' ? '' : `  ${note}`}`;

/** The report as a person reads it on a terminal. */
export function tableOf({ rows, checks, cpu }: Report): string {
  const notes = rows.filter(({ note }) => note !== undefined).map(({ label, note }) => `  ${label}: ${note ?? ''}`);
  return [
    layOut([head, ...rows.map(lineOf)]),
    ...(notes.length === 0 ? [] : ['', ...notes]),
    ...(cpu.length === 0 ? [] : ['', '每千份填报的 CPU 秒 CPU seconds per 1,000 submissions', cpuTable(cpu)]),
    '',
    ...checks.map(checkLine),
  ].join('\n');
}
