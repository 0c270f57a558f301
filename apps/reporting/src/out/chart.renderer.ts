import { init, type EChartsOption } from 'echarts';
import type { Bar, Chart } from '../domain/circular/document.ts';
import type { Verdict } from '../domain/facts.ts';

/** Colour and sign of each verdict, the same in every rendering; never colour alone. */
export const verdictLook: Record<Verdict, { readonly colour: string; readonly sign: string }> = {
  met: { colour: '#2e6f57', sign: '√' },
  'at-risk': { colour: '#a86a0c', sign: '▲' },
  breached: { colour: '#b0413a', sign: '×' },
  'no-data': { colour: '#6b7480', sign: '○' },
  'not-applicable': { colour: '#6b7480', sign: '－' },
};

const fontStack =
  "'Noto Sans S Chinese','Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei','SimHei',sans-serif";

const widthPx = 720;
const rowPx = 30;
const ink = '#333c46';

const neutral = '#3d6285';

const barItem = ({ part, whole, text, state }: Bar): object => ({
  value: Number(((part / whole) * 100).toFixed(4)),
  itemStyle: { color: state === undefined ? neutral : verdictLook[state].colour },
  label: { formatter: state === undefined ? text : `${verdictLook[state].sign} ${text}` },
});

function optionOf({ bars, axisFrom }: Chart): EChartsOption {
  return {
    animation: false,
    textStyle: { fontFamily: fontStack, color: ink },
    grid: { left: 8, right: 150, top: 6, bottom: 6, containLabel: true },
    xAxis: {
      type: 'value',
      min: axisFrom,
      max: 100,
      axisLabel: { formatter: '{value}%', color: ink, fontSize: 12 },
      splitLine: { lineStyle: { color: '#e3e7ec' } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map((bar) => bar.label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#98a2ad' } },
      axisLabel: {
        width: Math.min(200, 4 + 12 * Math.max(...bars.map((bar) => bar.label.length))),
        overflow: 'break',
        lineHeight: 15,
        color: ink,
        fontSize: 12,
        interval: 0,
      },
    },
    series: [
      {
        type: 'bar',
        barWidth: 14,
        data: bars.map(barItem),
        label: { show: true, position: 'right', color: ink, fontSize: 12, backgroundColor: '#fff', padding: [1, 4] },
      },
    ],
  };
}

/** Takes out what only serves a mouse, and the library's running numbers, which differ from drawing to drawing. */
function settled(svg: string, name: string): string {
  const names = new Map<string, string>();
  return svg
    .replaceAll(/<style ?>[\s\S]*?<\/style>\n?/g, '')
    .replaceAll(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replaceAll(/\bzr\d+-[\w-]+/g, (id) => {
      const known = names.get(id) ?? `${name}-${names.size}`;
      names.set(id, known);
      return known;
    });
}

/** Draws a chart as SVG: the same chart, the same bytes. */
export function renderChart(chart: Chart): string {
  const height = 44 + chart.bars.length * rowPx;
  const instance = init(null, null, { renderer: 'svg', ssr: true, width: widthPx, height });
  try {
    instance.setOption(optionOf(chart));
    return settled(instance.renderToSVGString(), chart.name);
  } finally {
    instance.dispose(); // else the process never ends
  }
}
