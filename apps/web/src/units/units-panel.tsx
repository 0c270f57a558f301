import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import type { Slice } from '../api/reading.ts';
import { failingIn, missingIn, type GroupView } from '../groups/group-view.ts';
import { useWords } from '../words/words-context.tsx';
import type { ChildRow } from './child-rows.ts';
import { ChildrenTable } from './children-table.tsx';
import { ReportingTable } from './reporting-table.tsx';
import './units.css';

export type UnitsTab = 'children' | 'failing' | 'missing';

type Props = {
  readonly slice: Slice;
  readonly group: GroupView;
  readonly rows: readonly ChildRow[];
  readonly caption: string;
  readonly tab: UnitsTab;
  readonly onTab: (tab: UnitsTab) => void;
  readonly onOpen: (row: ChildRow) => void;
  readonly onSchool: (school: string) => void;
};

/** From the ranking of the units below down to the schools that fail. */
export function UnitsPanel({ slice, group, rows, caption, tab, onTab, onOpen, onSchool }: Props): ReactNode {
  const { say } = useWords();
  const listed = (state: 'failing' | 'missing'): ReactNode => (
    <ReportingTable
      slice={slice}
      group={group}
      state={state}
      caption={`${caption} · ${say(`units.${state}`)}`}
      onOpen={onSchool}
    />
  );
  return (
    <section className="panel units" aria-label={say('units.region')}>
      <Tabs
        size="small"
        activeKey={tab}
        onChange={(key) => onTab(key as UnitsTab)}
        items={[
          {
            key: 'children',
            label: say('units.children'),
            children: <ChildrenTable rows={rows} group={group} caption={caption} onOpen={onOpen} />,
          },
          { key: 'failing', label: `${say('units.failing')} ${failingIn(group)}`, children: listed('failing') },
          { key: 'missing', label: `${say('units.missing')} ${missingIn(group)}`, children: listed('missing') },
        ]}
      />
    </section>
  );
}
