import {
  isOwnReport,
  type GroupResult,
  type OpenAlert,
  type ReportData,
  type Section,
  type Snapshot,
} from '../snapshot.ts';
import type { Block, Tile } from './document.ts';
import { changeText, figureText, minuteText, monthText, quoted, shareText, verdictWords } from './words.ts';
import { percentText } from '../figure.ts';

/** The alert service lists at most so many. */
export const listLimit = 500;

export const openCount = (open: readonly OpenAlert[]): string =>
  open.length < listLimit ? `${open.length}条` : `${listLimit}条以上`;

/** Units with at least one breached verdict, each counted once. */
export function failingUnits(section: Section): ReadonlySet<string> {
  return new Set(section.failing.flatMap((r) => r.parts.flatMap((part) => part.units.map((unit) => unit.orgUnit))));
}

function coverageSentence(section: Section): string {
  const { reported, expected } = section.coverage;
  const measure = isOwnReport(section) ? '份' : '所';
  const missing = expected - reported;
  const rest = missing === 0 ? '，无未报' : `，未报${missing}${measure}`;
  return `应报${expected}${measure}，实报${reported}${measure}，报送率${shareText(reported, expected)}${rest}`;
}

function groupSentence(group: GroupResult, leaf: boolean): string {
  if (leaf) return `${quoted(group.name)}判定为${verdictWords[group.verdict]}。`;
  const size = group.members.length;
  return (
    `${quoted(group.name)}已判定${group.judged}所，其中${group.met}所的${size}项成员指标全部达标，` +
    `达标率${shareText(group.met, group.judged)}，判定为${verdictWords[group.verdict]}。`
  );
}

function changeSentence(section: Section): string {
  const changes = section.indicators.flatMap((indicator) => indicator.onMonth ?? []);
  const [first] = changes;
  if (first === undefined) return '上月无可比数据。';
  const count = (direction: string): number => changes.filter((change) => change.direction === direction).length;
  return (
    `与${monthText(first.period)}相比，可比的${changes.length}项指标中` +
    `${count('up')}项上升、${count('same')}项持平、${count('down')}项下降。`
  );
}

function failingSentence(section: Section): string {
  if (isOwnReport(section)) return '';
  const failing = failingUnits(section).size;
  return failing === 0 ? '已报送的学校没有未达标指标。' : `有未达标指标的学校${failing}所。`;
}

function sectionSentences(section: Section, named: boolean): string {
  const leaf = isOwnReport(section);
  const name = named ? `${quoted(section.name)}：` : '';
  if (section.coverage.reported === 0) return `${name}尚无学校报送，不作判定。`;
  return [
    name,
    ...section.groups.map((group) => groupSentence(group, leaf)),
    failingSentence(section),
    changeSentence(section),
  ].join('');
}

function groupTile({ name, verdict, met, judged }: GroupResult, section: Section): Tile {
  const rated = judged > 0 && !isOwnReport(section);
  return {
    label: rated ? `${quoted(name)}达标率` : quoted(name),
    value: rated ? percentText(met, judged) : verdictWords[verdict],
    note: rated ? `${met}/${judged}` : '',
    href: section.source.trace,
  };
}

function coverageTile(section: Section, named: boolean): Tile {
  const { reported, expected } = section.coverage;
  return {
    label: named ? `${section.name}报送率` : '报送率',
    value: expected === 0 ? '—' : percentText(reported, expected),
    note: `${reported}/${expected}`,
    href: section.source.trace,
  };
}

function failingTile(sections: readonly Section[]): Tile {
  if (sections.every(isOwnReport)) {
    const breached = sections.flatMap((s) => s.indicators).filter((indicator) => indicator.verdict === 'breached');
    return { label: '未达标指标', value: `${breached.length}项`, note: '' };
  }
  const failing = new Set(sections.flatMap((section) => [...failingUnits(section)]));
  return { label: '有未达标指标的学校', value: `${failing.size}所`, note: '' };
}

/** Rows of equal length where that is possible. */
function tileBlock(all: readonly Tile[]): Block {
  const across = all.length === 5 || all.length === 6 ? 3 : Math.min(all.length, 4);
  return { kind: 'tiles', across, tiles: all };
}

function tiles({ scope, sections, handling }: ReportData): readonly Tile[] {
  const alerts = `/api/v1/alerts?orgUnit=${encodeURIComponent(scope.orgUnit)}`;
  return [
    ...sections.map((section) => coverageTile(section, sections.length > 1)),
    ...sections.flatMap((section) => section.groups.map((group) => groupTile(group, section))),
    failingTile(sections),
    { label: '待处理预警', value: openCount(handling.open), note: `超期${handling.overdue}条`, href: alerts },
  ];
}

/** The first chapter: how much has come, what it says in a few sentences. */
export function overview(snapshot: Snapshot): readonly Block[] {
  const { data, asOf } = snapshot;
  const named = data.sections.length > 1;
  const coverage = data.sections.map((section) => `${named ? `“${section.name}”` : ''}${coverageSentence(section)}`);
  return [
    { kind: 'paragraph', text: `数据截至${minuteText(asOf)}，${coverage.join('；')}。` },
    tileBlock(tiles(data)),
    ...data.sections.map((section): Block => ({ kind: 'paragraph', text: sectionSentences(section, named) })),
    ...data.sections.filter(isOwnReport).flatMap(leafFailures),
  ];
}

function leafFailures(section: Section): readonly Block[] {
  const failing = section.indicators.filter((indicator) => indicator.verdict === 'breached');
  if (failing.length === 0) return [];
  const each = failing.map(
    ({ name, figure, unit, onMonth }) => `${name}${figureText(figure, unit)}（较上月${changeText(onMonth, unit)}）`,
  );
  return [{ kind: 'paragraph', text: `未达标指标：${each.join('；')}。` }];
}
