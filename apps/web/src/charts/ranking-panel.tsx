import { useMemo, type ReactNode } from 'react';
import type { GroupView } from '../groups/group-view.ts';
import { Nothing } from '../pieces/loaded.tsx';
import { Panel } from '../pieces/panel.tsx';
import type { ChildRow } from '../units/child-rows.ts';
import { useWords } from '../words/words-context.tsx';
import { Chart } from './chart.tsx';
import { rankedRows, rankingOption } from './ranking-option.ts';
import { useLook } from './use-look.ts';

type Props = {
  readonly rows: readonly ChildRow[];
  readonly group: GroupView;
  readonly onOpen: (row: ChildRow) => void;
};

/** The units below against each other. The table beside it says the same in words. */
export function RankingPanel({ rows, group, onOpen }: Props): ReactNode {
  const { say } = useWords();
  const look = useLook();
  const shown = useMemo(() => rankedRows(rows), [rows]);
  const option = useMemo(() => rankingOption(shown, look.palette, look.fontSize), [shown, look]);
  const cut =
    shown.length < rows.length && shown.length > 0
      ? say('chart.more', { shown: shown.length, total: rows.length })
      : '';
  const title = `${group.name} · ${say('chart.ranking')}${cut}`;
  const pick = (index: number): void => {
    const row = shown[index];
    if (row !== undefined) onOpen(row);
  };
  return (
    <Panel title={title} className="chart-panel">
      {shown.length === 0 ? (
        <Nothing>{say('group.empty')}</Nothing>
      ) : (
        <Chart option={option} label={title} rows={shown.length} onPick={pick} />
      )}
    </Panel>
  );
}
