import { useMemo, type ReactNode } from 'react';
import type { Slice } from '../api/reading.ts';
import { figureText } from '../format/figure.ts';
import { periodText, shortMonth } from '../format/month-text.ts';
import type { GroupView } from '../groups/group-view.ts';
import { Failure, Loading, Nothing } from '../pieces/loaded.tsx';
import { Panel } from '../pieces/panel.tsx';
import { useWords } from '../words/words-context.tsx';
import { Chart } from '../charts/chart.tsx';
import { isEmpty } from './trend.ts';
import { trendOption } from './trend-option.ts';
import { useLook } from '../charts/use-look.ts';
import { useTrend, type Trend } from './use-trend.ts';

/** The same lines for those who read rather than look. */
function TrendTable({ trend, caption }: { readonly trend: Trend; readonly caption: string }): ReactNode {
  const { say, lang } = useWords();
  return (
    <div className="unseen">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say('chart.month')}</th>
            {trend.lines.map(({ indicator, name }) => (
              <th key={indicator} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trend.months.map((month, at) => (
            <tr key={month}>
              <th scope="row">{periodText(month, lang)}</th>
              {trend.lines.map(({ indicator, points }) => (
                <td key={indicator}>{figureText(points[at]?.item ?? {})}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TrendChart({ trend, label }: { readonly trend: Trend; readonly label: string }): ReactNode {
  const { say, lang } = useWords();
  const look = useLook();
  const target = say('chart.target');
  const words = JSON.stringify([trend.months, trend.lines]);
  const option = useMemo(
    () =>
      trendOption(
        trend.lines,
        { months: trend.months.map((month) => shortMonth(month, lang)), target: `${target} 100%` },
        look,
      ),
    // The text stands for the lines, which are made anew with each reading.
    [words, lang, target, look],
  );
  return <Chart option={option} label={label} />;
}

/** How the members of the group went over the last six months. */
export function TrendPanel({ slice, group }: { readonly slice: Slice; readonly group: GroupView }): ReactNode {
  const { say } = useWords();
  const trend = useTrend(slice, group);
  const title = `${group.name} · ${say('chart.trend')}`;
  const body = (): ReactNode => {
    if (trend.error !== undefined && trend.lines.length === 0)
      return <Failure error={trend.error} retry={trend.retry} />;
    if (trend.isLoading) return <Loading rows={3} />;
    if (isEmpty(trend.lines)) return <Nothing>{say('chart.no-trend')}</Nothing>;
    return (
      <>
        <TrendChart trend={trend} label={title} />
        <TrendTable trend={trend} caption={title} />
      </>
    );
  };
  return (
    <Panel title={title} className="chart-panel">
      {body()}
    </Panel>
  );
}
