import { percentText } from '../figure.ts';
import { isOwnReport, type IndicatorResult, type Section } from '../snapshot.ts';
import { barChart } from './bar-chart.ts';
import type { Bar, Block, Cell, Chart, Column, Table } from './document.ts';
import { rankingBlocks } from './ranking-blocks.ts';
import { missingBlocks, rosterBlocks } from './roster-blocks.ts';
import { changeText, figureCell, quoted, shareNote, targetText, typeWord, verdictWords } from './words.ts';

const verdictCell = (verdict: IndicatorResult['verdict']): Cell => ({ text: verdictWords[verdict], state: verdict });

function indicatorColumns(leaf: boolean, withYear: boolean): readonly Column[] {
  return [
    { head: '指标', align: 'left', share: 30 },
    { head: '目标', align: 'center', share: 10 },
    { head: '实际值', align: 'right', share: 25 },
    { head: '判定', align: 'center', share: 13 },
    { head: '较上月', align: 'right', share: 20 },
    ...(withYear ? [{ head: '较上年同月', align: 'right', share: 20 } as const] : []),
    ...(leaf
      ? []
      : [
          { head: '未达标', align: 'right', share: 10 } as const,
          { head: '有风险', align: 'right', share: 10 } as const,
        ]),
  ];
}

function indicatorRow(indicator: IndicatorResult, withYear: boolean): readonly Cell[] {
  const { name, target, unit, figure, verdict, onMonth, onYear, counts, source } = indicator;
  const change = (base: IndicatorResult['onMonth']): Cell => ({
    text: changeText(base, unit),
    ...(base === null ? {} : { href: base.source.trace }),
  });
  return [
    { text: name },
    { text: targetText(target, unit) },
    { ...figureCell(figure, unit), href: source.trace },
    target === null ? { text: '仅记录' } : verdictCell(verdict),
    change(onMonth),
    ...(withYear ? [change(onYear)] : []),
    ...(counts === null ? [] : [{ text: `${counts.breached}所` }, { text: `${counts.atRisk}所` }]),
  ];
}

function indicatorTable(section: Section): Table {
  const leaf = isOwnReport(section);
  const withYear = section.indicators.some((indicator) => indicator.onYear !== null);
  return {
    kind: 'table',
    caption: '各项指标完成情况',
    columns: indicatorColumns(leaf, withYear),
    bodies: [{ rows: section.indicators.map((indicator) => indicatorRow(indicator, withYear)) }],
    note: '百分比后括号内为分子/分母；比率的变化以百分点计，由分子分母精确算出后保留两位小数。',
  };
}

const memberBar = ({ name, figure, verdict }: IndicatorResult): readonly Bar[] =>
  figure.kind !== 'ratio' || figure.denominator === 0
    ? []
    : [
        {
          label: name,
          part: figure.numerator,
          whole: figure.denominator,
          text: `${percentText(figure.numerator, figure.denominator)}${shareNote(figure.numerator, figure.denominator)}`,
          state: verdict,
        },
      ];

function memberCharts(section: Section): readonly Chart[] {
  return section.groups.flatMap((group): readonly Chart[] => {
    const bars = section.indicators.filter((i) => group.members.includes(i.indicator)).flatMap(memberBar);
    const name = `members-${section.dataset}-${group.group}`;
    return bars.length < 2 ? [] : [barChart(name, `${quoted(group.name)}成员指标完成率`, bars)];
  });
}

/** Nobody has reported: how many are expected where, rather than the names of all. */
function silentChapter({ coverage, ranking }: Section): readonly Block[] {
  const word = typeWord(ranking[0]?.type ?? '');
  const text = `应报的${coverage.expected}所均未报送，没有可以判定的数据。`;
  const table: Table = {
    kind: 'table',
    caption: `各${word}应报数`,
    columns: [
      { head: word, align: 'left', share: 60 },
      { head: '应报', align: 'right', share: 30 },
      { head: '实报', align: 'right', share: 30 },
    ],
    bodies: [
      { rows: ranking.map(({ name, expected }) => [{ text: name }, { text: `${expected}所` }, { text: '0所' }]) },
    ],
  };
  return [{ kind: 'paragraph', text }, table];
}

/** The chapter of one dataset: indicators, ranking, failing, at risk, missing. */
export function datasetChapter(section: Section): readonly Block[] {
  if (section.coverage.reported === 0) return silentChapter(section);
  return [
    { kind: 'heading', level: 2, text: '指标完成情况' },
    indicatorTable(section),
    ...(isOwnReport(section) ? [] : memberCharts(section)),
    ...rankingBlocks(section),
    ...rosterBlocks(section, section.failing, '未达标学校名单'),
    ...rosterBlocks(section, section.atRisk, '有风险学校名单'),
    ...missingBlocks(section),
  ];
}
