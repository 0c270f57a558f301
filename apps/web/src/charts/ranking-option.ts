import { fractionText, shareText } from '../format/figure.ts';
import type { ChildRow } from '../units/child-rows.ts';
import { fontFamily } from '../theme/theme.ts';
import type { ChartOption } from './echarts.ts';
import type { Palette } from './palette.ts';

/** As many bars as can be read. */
export const mostBars = 15;

const barText = (row: ChildRow): string =>
  `${shareText(row.met, row.judged)}  ${fractionText({ numerator: row.met, denominator: row.judged })}`;

export const rankedRows = (rows: readonly ChildRow[]): ChildRow[] =>
  rows.filter(({ judged }) => judged > 0).slice(0, mostBars);

const axis = (palette: Palette, fontSize: number) =>
  ({
    type: 'category',
    inverse: true,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { interval: 0, color: palette.ink, fontSize, width: fontSize * 10, overflow: 'truncate' },
  }) as const;

/** A bar per unit, best on top, each with its figure in words. */
export function rankingOption(rows: readonly ChildRow[], palette: Palette, fontSize: number): ChartOption {
  return {
    animationDuration: 400,
    textStyle: { fontFamily, color: palette.ink, fontSize },
    aria: { enabled: false },
    grid: { left: 0, right: 0, top: 2, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', min: 0, max: 100, show: false },
    yAxis: [
      { ...axis(palette, fontSize), data: rows.map(({ name }) => name) },
      { ...axis(palette, fontSize), position: 'right', data: rows.map(barText) },
    ],
    series: [
      {
        type: 'bar',
        barMaxWidth: 14,
        showBackground: true,
        backgroundStyle: { color: palette.track, borderRadius: 4 },
        data: rows.map((row) => ({
          value: (row.met / row.judged) * 100,
          itemStyle: { color: row.verdict === 'met' ? palette.verdicts.met : palette.accent, borderRadius: 4 },
        })),
        cursor: 'pointer',
      },
    ],
  };
}
