import type { ReactNode } from 'react';
import type { Slice } from '../api/reading.ts';
import type { GroupView } from '../groups/group-view.ts';
import type { ChildRow } from '../units/child-rows.ts';
import { isLevel } from '../units/org-kind.ts';
import { useWords } from '../words/words-context.tsx';
import { RankingPanel } from './ranking-panel.tsx';
import { TrendPanel } from '../trend/trend-panel.tsx';
import './charts.css';

type Props = {
  readonly slice: Slice;
  readonly group: GroupView;
  readonly rows: readonly ChildRow[];
  readonly onOpen: (row: ChildRow) => void;
};

/** Both drawings; loaded after the figures, because ECharts is the largest part of the page. */
export function ChartsRow({ slice, group, rows, onOpen }: Props): ReactNode {
  const { say } = useWords();
  return (
    <section className="charts" aria-label={say('chart.region')}>
      {rows.some(({ type }) => isLevel(type)) ? <RankingPanel rows={rows} group={group} onOpen={onOpen} /> : null}
      <TrendPanel slice={slice} group={group} />
    </section>
  );
}
