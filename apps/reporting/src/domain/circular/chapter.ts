import { isOwnReport, type IndicatorResult, type Section } from '../snapshot.ts';
import type { Ranked } from '../ranking.ts';
import type { IndicatorRoster } from '../roster.ts';
import { percentText } from '../figure.ts';
import type { Bar, Block, Cell, Chart, Column, Roster, Table } from './document.ts';
import { changeText, figureCell, quoted, shareCell, shareNote, targetText, typeWord, verdictWords } from './words.ts';

const mostBars = 40;

/** Where everything lies near 100 %, an axis from 0 shows no difference: it begins at a lower multiple of 10. */
function axisFrom(bars: readonly Bar[]): number {
  const least = Math.min(...bars.map(({ part, whole }) => (part / whole) * 100));
  return least < 60 ? 0 : Math.floor(least / 10) * 10 - 10;
}

function chart(name: string, caption: string, bars: readonly Bar[]): Chart {
  const from = axisFrom(bars);
  return {
    kind: 'chart',
    name,
    caption: from === 0 ? caption : `${caption}（横轴自${from}%起）`,
    axisFrom: from,
    bars,
  };
}

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
    return bars.length < 2 ? [] : [chart(name, `${quoted(group.name)}成员指标完成率`, bars)];
  });
}

const rankingRow = (row: Ranked): readonly Cell[] => [
  { text: row.name },
  { text: row.rank === null ? '—' : String(row.rank) },
  shareCell(row.met, row.whole),
  shareCell(row.met, row.judged),
  shareCell(row.reported, row.expected),
];

function rankingTable(ranking: readonly Ranked[], word: string): Table {
  return {
    kind: 'table',
    caption: `各${word}达标与报送情况`,
    columns: [
      { head: word, align: 'left', share: 26 },
      { head: '名次', align: 'center', share: 10 },
      { head: '综合达标率', align: 'right', share: 26 },
      { head: '达标率', align: 'right', share: 26 },
      { head: '报送率', align: 'right', share: 26 },
    ],
    bodies: [{ rows: ranking.map(rankingRow) }],
    note: '按综合达标率排名：达标数÷（已判定数＋未报数），未报送的按未达标计；达标率只计已判定的。并列者名次相同。',
  };
}

function rankingBar(row: Ranked): Bar {
  const text = `${percentText(row.met, row.whole)}${shareNote(row.met, row.whole)}`;
  return { label: row.name, part: row.met, whole: row.whole, text };
}

const mostNamed = 5;

/** The best and the last three ranks in words; not where ties would name a crowd. */
function extremes(ranked: readonly Ranked[]): readonly Block[] {
  const rankOf = (row: Ranked): number => row.rank ?? 0;
  const best = ranked.filter((row) => rankOf(row) <= 3);
  const last = ranked.filter((row) => ranked.filter((other) => rankOf(other) > rankOf(row)).length < 3);
  if (ranked.length < 6 || best.length > mostNamed || last.length > mostNamed) return [];
  const named = (rows: readonly Ranked[]): string =>
    rows.map((row) => `${row.name}${percentText(row.met, row.whole)}`).join('、');
  return [{ kind: 'paragraph', text: `综合达标率居前的是：${named(best)}；居后的是：${named(last)}。` }];
}

function rankingBlocks(section: Section): readonly Block[] {
  const [first] = section.ranking;
  if (first === undefined) return [];
  const word = typeWord(first.type);
  const ranked = section.ranking.filter((row) => row.rank !== null);
  const shown = ranked.slice(-mostBars);
  const part = shown.length < ranked.length ? `（末${mostBars}名）` : '';
  const bars = chart(`ranking-${section.dataset}`, `各${word}综合达标率${part}`, shown.map(rankingBar));
  return [
    { kind: 'heading', level: 2, text: `${word}排名` },
    ...extremes(ranked),
    rankingTable(section.ranking, word),
    ...(shown.length < 2 ? [] : [bars]),
  ];
}

function judgedRoster(roster: IndicatorRoster, section: Section, word: string): Roster {
  const unit = section.indicators.find((indicator) => indicator.indicator === roster.indicator)?.unit ?? '';
  return {
    kind: 'roster',
    caption: `${roster.name}：${roster.total}所`,
    groupHead: word,
    groups: roster.parts.map((part) => ({
      title: part.name,
      count: `${part.units.length}所`,
      entries: part.units.map(({ name, figure, source }) => {
        const { text, note } = figureCell(figure, unit);
        return { text: name, note: `${text}${note ?? ''}`, href: source.trace };
      }),
    })),
  };
}

function rosterBlocks(section: Section, rosters: readonly IndicatorRoster[], heading: string): readonly Block[] {
  if (rosters.length === 0) return [];
  const word = typeWord(section.ranking[0]?.type ?? '');
  return [
    { kind: 'heading', level: 2, text: heading },
    ...rosters.map((roster) => judgedRoster(roster, section, word)),
  ];
}

function missingBlocks(section: Section): readonly Block[] {
  const { reported, expected } = section.coverage;
  if (expected === reported) return [];
  const roster: Roster = {
    kind: 'roster',
    caption: `未报送学校：${expected - reported}所`,
    groupHead: typeWord(section.ranking[0]?.type ?? ''),
    groups: section.missing.map((part) => ({
      title: part.name,
      count: `${part.units.length}所`,
      entries: part.units.map((unit) => ({ text: unit.name, note: '' })),
    })),
  };
  return [{ kind: 'heading', level: 2, text: '未报送学校名单' }, ...(section.missing.length === 0 ? [] : [roster])];
}

/** The chapter of one dataset: indicators, ranking, failing, at risk, missing. */
export function datasetChapter(section: Section): readonly Block[] {
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
