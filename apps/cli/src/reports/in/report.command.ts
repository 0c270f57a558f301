import { Report, reportFormats, ReportKind } from '@xiaomai/gateway-api/report';
import { writeFile } from 'node:fs/promises';
import { misused, refused, type Arguments, type Command, type Tools } from '../../terminal/command.ts';
import { tell, type Outcome } from '../../terminal/terminal.ts';

type Order = { readonly kind: string; readonly scope: string; readonly period: string; readonly format: string };

const misusedText = {
  zh: '请给出 --scope、--period，以及 --format pdf、html 或 json',
  en: 'Give --scope, --period and --format pdf, html or json',
};
const doneText = {
  zh: '{file}  第 {edition} 版，已填报 {reported}/{expected}，sha256 {sha256}',
  en: '{file}  edition {edition}, {reported}/{expected} reported, sha256 {sha256}',
};

function orderOf(args: Arguments): Order | undefined {
  const kind = ReportKind.safeParse(args.words[0]);
  const scope = args.option('scope');
  const period = args.option('period');
  const format = reportFormats.find((known) => known === (args.option('format') ?? 'pdf'));
  if (!kind.success || scope === undefined || period === undefined || format === undefined) return undefined;
  return { kind: kind.data, scope, period, format };
}

async function fetchReport(order: Order, args: Arguments, { api, terminal }: Tools): Promise<Outcome> {
  const { format, ...ordered } = order;
  const answer = await api.sendJson('/reports', ordered);
  if (!answer.ok) return refused(answer.reason, args, terminal);
  const report = Report.parse(answer.value);
  const rendering = await api.ask({ method: 'GET', path: `/reports/${encodeURIComponent(report.id)}/${format}` });
  if (!rendering.ok) return refused(rendering.reason, args, terminal);
  const bytes = await rendering.value.bytes();
  const file = args.option('out') ?? `${order.kind}-${order.scope}-${order.period}.${format}`;
  if (file === '-') {
    process.stdout.write(bytes);
    return 'done';
  }
  await writeFile(file, bytes);
  const { edition, sha256, coverage } = report;
  const text = args.json
    ? JSON.stringify({ file, report })
    : tell(terminal, doneText, { file, edition, sha256, ...coverage });
  terminal.out(text);
  return 'done';
}

/** Orders a report and saves it. */
export const reportCommand: Command = {
  summary: { zh: '生成并下载报告', en: 'Order a report and save it' },
  usage: 'KIND --scope ORG_UNIT --period PERIOD [--format pdf|html|json] [--out FILE|-] [--json]',
  options: {
    scope: { type: 'string' },
    period: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
  },
  words: [1, 1],
  run: async (args, tools) => {
    const order = orderOf(args);
    return order === undefined ? misused(misusedText, tools.terminal) : await fetchReport(order, args, tools);
  },
};
