import type { EChartsType } from 'echarts/core';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { createChart, type ChartOption } from './echarts.ts';

type Props = {
  readonly option: ChartOption;
  readonly label: string;
  /** How many lines of text stand in it one below the other. */
  readonly rows?: number;
  /** The position among the data of what was clicked. */
  readonly onPick?: (index: number) => void;
};

/** An ECharts drawing that fills its place and follows its option. */
export function Chart({ option, label, rows = 0, onPick }: Props): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const pick = useEffectEvent((index: number) => onPick?.(index));
  useEffect(() => {
    if (place.current === null) return undefined;
    const made = createChart(place.current);
    chart.current = made;
    made.on('click', (event) => pick(event.dataIndex));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);
  return (
    <div ref={place} className="chart" role="img" aria-label={label} style={{ minBlockSize: `${rows * 1.4}rem` }} />
  );
}
