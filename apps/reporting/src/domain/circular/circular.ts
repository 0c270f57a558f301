import type { Snapshot } from '../snapshot.ts';
import { datasetChapter } from './chapter.ts';
import type { Block, ReportDocument } from './document.ts';
import { handlingChapter } from './handling-chapter.ts';
import { overview } from './overview.ts';
import { sources } from './sources.ts';
import { chapterNumber, minuteText, monthText } from './words.ts';

/** Tables and figures are numbered through, as in an official paper. */
function captioned(blocks: readonly Block[]): readonly Block[] {
  const counts = { 表: 0, 图: 0 };
  return blocks.map((block) => {
    if (block.kind !== 'table' && block.kind !== 'roster' && block.kind !== 'chart') return block;
    const sort = block.kind === 'chart' ? '图' : '表';
    counts[sort] += 1;
    return { ...block, caption: `${sort}${counts[sort]}　${block.caption}` };
  });
}

type Chapter = { readonly title: string; readonly blocks: readonly Block[] };

function numbered(blocks: readonly Block[]): readonly Block[] {
  let count = 0;
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block;
    count += 1;
    return { ...block, text: `（${chapterNumber(count - 1)}）${block.text}` };
  });
}

const opened = (chapter: Chapter, index: number): readonly Block[] => [
  { kind: 'heading', level: 1, text: `${chapterNumber(index)}、${chapter.title}` },
  ...numbered(chapter.blocks),
];

const sort = '教育指标监测月度通报';
const longestName = 10; // with what follows it fills a line

/** The monthly circular (月度通报) in words: a pure function of the snapshot and its hash. */
export function monthlyCircular(snapshot: Snapshot, sha256: string): ReportDocument {
  const { data, asOf, edition } = snapshot;
  const chapters: readonly Chapter[] = [
    { title: '总体情况', blocks: overview(snapshot) },
    ...data.sections.map((section) => ({ title: section.name, blocks: datasetChapter(section) })),
    { title: '预警处置情况', blocks: handlingChapter(snapshot) },
  ];
  const month = monthText(data.period.text);
  return {
    title: `${data.scope.name}${sort}`,
    titleLines: data.scope.name.length > longestName ? [data.scope.name, sort] : [`${data.scope.name}${sort}`],
    subtitle: month,
    notice: snapshot.notice ?? '',
    facts: [`数据截至 ${minuteText(asOf)}（北京时间）`, `第${edition}版`],
    footer: `${data.scope.name}${sort} · ${month} · 第${edition}版`,
    blocks: captioned([
      ...chapters.flatMap(opened),
      { kind: 'heading', level: 1, text: '附：数据来源与核验' },
      ...sources(snapshot, sha256),
    ]),
  };
}
