import { cellName } from './cell-name.ts';
import { text, type PlannedCell, type PlannedRow, type SheetPlan } from './sheet-plan.ts';
import { codeOf, unitCodes, type Figure, type Template } from './template.ts';

const guide =
  '每行一所学校。只填黄色单元格，没有数据的留空，其他内容请勿改动；填好后把整个文件上传。要撤回一所学校在本表的全部数值，该行数值留空，在“操作”中选“撤回”。 One school a row. Fill in the yellow cells only, leave blank what you do not have, and upload the file as it is. To take back all figures of a school in this table, leave its row blank and choose 撤回 under Action.';

type Field = {
  readonly code: string;
  readonly heading: string;
  readonly said: string;
  readonly input: PlannedCell;
};

function fieldsOf({ id, name, kind, unit, numerator, denominator }: Figure): readonly Field[] {
  if (kind === 'parts') {
    const part = (field: 'numerator' | 'denominator', label: string, said: string): Field => ({
      code: codeOf(field, id),
      heading: name,
      said: said === '' ? label : `${label}：${said}`,
      input: { input: 'whole' },
    });
    return [part('numerator', '分子', numerator), part('denominator', '分母', denominator)];
  }
  return [{ code: codeOf('value', id), heading: name, said: unit, input: { input: kind } }];
}

const code = (said: string): PlannedCell => text(said, 'code');
const hiddenColumns = [undefined, undefined, undefined];
const firstField = 4; // after the codes and the name of the school

/** Cells of neighbouring columns that say the same are one. */
function joinedHeadings(fields: readonly Field[], row: number): readonly string[] {
  return fields.flatMap(({ heading }, n) =>
    heading === fields[n + 1]?.heading && heading !== fields[n - 1]?.heading
      ? [`${cellName(firstField + n, row)}:${cellName(firstField + n + 1, row)}`]
      : [],
  );
}

const headingRows = (fields: readonly Field[]): readonly PlannedRow[] => [
  {
    cells: [
      ...hiddenColumns,
      text('学校 School', 'heading'),
      ...fields.map(({ heading }) => text(heading, 'heading')),
      text('操作 Action', 'heading'),
    ],
    height: 34,
  },
  {
    cells: [
      ...hiddenColumns,
      text('', 'heading'),
      ...fields.map(({ said }) => text(said, 'heading')),
      text('撤回整行 the whole row', 'heading'),
    ],
    height: 48,
  },
];

/** The sheet of many units: a row for each. */
export function planMany({ dataset, period, units, figures }: Template): SheetPlan {
  const fields = figures.flatMap(fieldsOf);
  const unitRow = ({ id, name }: Template['units'][number]): PlannedRow => ({
    cells: [
      ...[id, dataset.id, period].map(code),
      text(name),
      ...fields.map(({ input }) => input),
      { input: 'withdraw' },
    ],
  });
  const last = firstField + fields.length;
  return {
    name: '填报',
    columns: [
      ...unitCodes.map(() => ({ width: 12, hidden: true as const })),
      { width: 30 },
      ...fields.map(() => ({ width: 18 })),
      { width: 12 },
    ],
    rows: [
      { cells: [...unitCodes, '', ...fields.map((field) => field.code), 'action'].map(code), hidden: true },
      { cells: [...hiddenColumns, text(`${dataset.name} · ${period}`, 'title')], height: 28 },
      { cells: [...hiddenColumns, text(guide, 'guide')], height: 34 },
      ...headingRows(fields),
      ...units.map(unitRow),
    ],
    joined: [`D2:${cellName(last, 2)}`, `D3:${cellName(last, 3)}`, 'D4:D5', ...joinedHeadings(fields, 4)],
    frozen: { rows: 5, columns: 4 },
  };
}
