import { figureText } from '../format/figure.ts';
import { fontFamily } from '../theme/theme.ts';
import type { ChartOption } from '../charts/echarts.ts';
import type { Palette } from '../charts/palette.ts';
import { axisScale, type TrendLine } from './trend.ts';

type Words = { readonly months: readonly string[]; readonly target: string };

const symbols = ['circle', 'rect', 'triangle', 'diamond', 'roundRect'];
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

type Hovered = { readonly seriesIndex?: number; readonly dataIndex?: number; readonly marker?: unknown };

function hoveredText({ seriesIndex = 0, dataIndex = 0, marker = '' }: Hovered, lines: readonly TrendLine[]): string {
  const line = lines[seriesIndex];
  if (line === undefined) return '';
  return `${String(marker)}${escaped(line.name)}　<b>${escaped(figureText(line.points[dataIndex]?.item ?? {}))}</b>`;
}

function tooltipText(hovered: readonly Hovered[], lines: readonly TrendLine[], months: readonly string[]): string {
  const month = months[hovered[0]?.dataIndex ?? 0] ?? '';
  return [escaped(month), ...hovered.map((one) => hoveredText(one, lines))].join('<br/>');
}

type Look = { readonly palette: Palette; readonly fontSize: number };

const legend = ({ palette, fontSize }: Look): NonNullable<ChartOption['legend']> => ({
  bottom: 0,
  left: 0,
  right: 0,
  itemGap: 8,
  itemWidth: 18,
  itemHeight: 8,
  textStyle: { color: palette.soft, fontSize: fontSize - 1, width: fontSize * 10.5, overflow: 'truncate' },
  tooltip: { show: true },
});

const tooltip = (
  { palette, fontSize }: Look,
  text: (hovered: readonly Hovered[]) => string,
): NonNullable<ChartOption['tooltip']> => ({
  trigger: 'axis',
  confine: true,
  backgroundColor: palette.surface,
  borderColor: palette.line,
  textStyle: { color: palette.ink, fontSize },
  formatter: (hovered: unknown) => text(Array.isArray(hovered) ? hovered : []),
});

const axes = ({ palette, fontSize }: Look, lines: readonly TrendLine[], months: readonly string[]): ChartOption => ({
  xAxis: {
    type: 'category',
    data: [...months],
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.soft, fontSize },
    axisTick: { show: false },
  },
  yAxis: {
    type: 'value',
    ...axisScale(lines),
    splitLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.soft, fontSize, formatter: '{value}%' },
  },
});

const targetLine = (name: string, { palette, fontSize }: Look): object => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: palette.verdicts.met, type: 'dashed' },
  label: { formatter: name, color: palette.verdicts.met, fontSize: fontSize - 1, position: 'insideEndTop' },
  data: [{ yAxis: 100 }],
});

/** A line per member over the months, told apart by symbol as well as by colour, with the target. */
export function trendOption(lines: readonly TrendLine[], { months, target }: Words, look: Look): ChartOption {
  const { palette, fontSize } = look;
  const bounds = { outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } as const;
  return {
    animationDuration: 400,
    color: [...palette.series],
    textStyle: { fontFamily, color: palette.ink, fontSize },
    legend: legend(look),
    grid: { left: 0, right: fontSize, top: fontSize * 1.6, bottom: fontSize * 3.6, ...bounds },
    tooltip: tooltip(look, (hovered) => tooltipText(hovered, lines, months)),
    ...axes(look, lines, months),
    series: lines.map((line, index) => ({
      type: 'line',
      name: line.name,
      data: [...line.values],
      symbol: symbols[index % symbols.length] ?? 'circle',
      symbolSize: 7,
      lineStyle: { width: 2 },
      ...(index === 0 ? { markLine: targetLine(target, look) } : {}),
    })),
  };
}
