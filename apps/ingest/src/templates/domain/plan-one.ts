import { text, type PlannedCell, type PlannedRow, type SheetPlan } from './sheet-plan.ts';
import { unitCodes, type Figure, type Template } from './template.ts';

const guide =
  '只填黄色单元格，没有数据的留空，其他内容请勿改动；填好后把整个文件上传。要撤回已报的数值，数值留空，在“操作”中选“撤回”。 Fill in the yellow cells only, leave blank what you do not have, and upload the file as it is. To take a figure back, leave it blank and choose 撤回 under Action.';

const headings = [
  '序号 No.',
  '指标 Indicator',
  '分子说明',
  '分子 Numerator',
  '分母说明',
  '分母 Denominator',
  '数值 Value',
  '单位 Unit',
  '上期 Before',
  '备注 Note',
  '操作 Action',
];

const columns = [
  ...[...unitCodes, 'indicator'].map(() => ({ width: 12, hidden: true as const })),
  ...[8, 34, 30, 14, 30, 14, 14, 12, 16, 30, 12].map((width) => ({ width })),
];

const codes = [
  ...unitCodes,
  'indicator',
  '',
  '',
  '',
  'numerator',
  '',
  'denominator',
  'value',
  '',
  '',
  'note',
  'action',
];

const shut: PlannedCell = text('', 'shut');

const code = (said: string): PlannedCell => text(said, 'code');

function inputsOf({ kind, numerator, denominator }: Figure): readonly PlannedCell[] {
  if (kind === 'parts') return [text(numerator), { input: 'whole' }, text(denominator), { input: 'whole' }, shut];
  return [shut, shut, shut, shut, { input: kind }];
}

const rowOf =
  ({ dataset, period, units, before }: Template) =>
  (figure: Figure, n: number): PlannedRow => ({
    cells: [
      ...[units[0]?.id ?? '', dataset.id, period, figure.id].map(code),
      text(String(n + 1)),
      text(figure.name),
      ...inputsOf(figure),
      text(figure.unit),
      text(before.get(figure.id) ?? ''),
      { input: 'note' },
      { input: 'withdraw' },
    ],
  });

const hiddenColumns = [undefined, undefined, undefined, undefined];

/** The sheet of one unit: a row for each figure. */
export function planOne(template: Template): SheetPlan {
  const { dataset, period, units } = template;
  const title = `${dataset.name} · ${units[0]?.name ?? ''} · ${period}`;
  return {
    name: '填报',
    columns,
    rows: [
      { cells: codes.map(code), hidden: true },
      { cells: [...hiddenColumns, text(title, 'title')], height: 28 },
      { cells: [...hiddenColumns, text(guide, 'guide')], height: 34 },
      { cells: [...hiddenColumns, ...headings.map((heading) => text(heading, 'heading'))], height: 22 },
      ...template.figures.map(rowOf(template)),
    ],
    joined: ['E2:O2', 'E3:O3'],
    frozen: { rows: 4, columns: 6 },
  };
}
