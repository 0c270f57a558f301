import type { Bar, Chart } from './document.ts';

/** Where everything lies near 100 %, an axis from 0 shows no difference: it begins at a lower multiple of 10. */
function axisFrom(bars: readonly Bar[]): number {
  const least = Math.min(...bars.map(({ part, whole }) => (part / whole) * 100));
  return least < 60 ? 0 : Math.floor(least / 10) * 10 - 10;
}

/** Bars in percent; the caption says where the axis begins. */
export function barChart(name: string, caption: string, bars: readonly Bar[]): Chart {
  const from = axisFrom(bars);
  return {
    kind: 'chart',
    name,
    caption: from === 0 ? caption : `${caption}（横轴自${from}%起）`,
    axisFrom: from,
    bars,
  };
}
