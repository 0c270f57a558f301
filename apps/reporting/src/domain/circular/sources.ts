import type { Section, Snapshot } from '../snapshot.ts';
import type { Source } from '../source.ts';
import type { Block, Cell, Table } from './document.ts';

const sourceRow = (what: string, source: Source): readonly Cell[] => [
  { text: what },
  { text: source.period },
  { text: String(source.version) },
  { text: source.trace, href: source.trace },
];

const sectionRows = (section: Section): readonly (readonly Cell[])[] => [
  sourceRow('报送与指标组', section.source),
  ...section.indicators.map((indicator) => sourceRow(indicator.name, indicator.source)),
  ...section.indicators.flatMap(({ name, onMonth }) =>
    onMonth === null ? [] : [sourceRow(`${name}（上月）`, onMonth.source)],
  ),
];

/** The annex: the scorecard and version behind each figure, and how to check the document. */
export function sources({ id, data }: Snapshot, sha256: string): readonly Block[] {
  const table: Table = {
    kind: 'table',
    caption: '数据来源',
    columns: [
      { head: '数据', align: 'left', share: 36 },
      { head: '周期', align: 'center', share: 10 },
      { head: '版本', align: 'right', share: 12 },
      { head: '追溯路径', align: 'left', share: 62 },
    ],
    bodies: data.sections.map((section) => ({ title: section.name, rows: sectionRows(section) })),
    note: `指标目录版本 ${data.catalogueVersion}。名单中各校的数值同样可按“学校—指标—周期”追溯。`,
  };
  const check: Table = {
    kind: 'table',
    caption: '文件核验',
    columns: [
      { head: '项目', align: 'left', share: 20 },
      { head: '内容', align: 'left', share: 100 },
    ],
    bodies: [
      {
        rows: [
          [{ text: '报告编号' }, { text: id }],
          [{ text: '快照 SHA-256' }, { text: sha256 }],
        ],
      },
    ],
    note: '本通报由冻结的数据快照生成，同一快照任何时候生成的文件逐字节相同。',
  };
  return [check, table];
}
