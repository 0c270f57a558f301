import { Tabs, type TabsProps } from 'antd';
import type { ReactNode } from 'react';
import type { ReportingState, Slice } from '../api/reading.ts';
import { doubtsIn, failingIn, missingIn, type GroupView } from '../groups/group-view.ts';
import { useWords } from '../words/words-context.tsx';
import type { Say } from '../words/words.ts';
import type { ChildRow } from './child-rows.ts';
import { ChildrenTable } from './children-table.tsx';
import { DoubtsTable } from './doubts.tsx';
import { ReportingTable } from './reporting-table.tsx';
import './units.css';

export type UnitsTab = 'children' | 'doubtful' | ReportingState;

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

type DoubtsTab = Pick<Props, 'slice' | 'group' | 'tab' | 'caption' | 'onSchool'> & { readonly say: Say };

function doubtsTab({ slice, group, tab, caption, onSchool, say }: DoubtsTab): NonNullable<TabsProps['items']> {
  const doubts = doubtsIn(group);
  if (doubts === 0 && tab !== 'doubtful') return [];
  const title = say('units.doubtful');
  const shown = { slice, doubts: group.doubts, caption: `${caption} · ${title}`, onOpen: onSchool };
  return [{ key: 'doubtful', label: `${title} ${doubts}`, children: <DoubtsTable {...shown} /> }];
}

/** From the ranking of the units below down to the schools that fail. */
export function UnitsPanel({ slice, group, rows, caption, tab, onTab, onOpen, onSchool }: Props): ReactNode {
  const { say } = useWords();
  const listed = (state: ReportingState): ReactNode => (
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
          {
            key: 'missing',
            label: `${say(group.missing > 0 ? 'units.due-missing' : 'units.missing')} ${missingIn(group)}`,
            children: listed('missing'),
          },
          ...(group.late === 0 && tab !== 'late'
            ? []
            : [{ key: 'late', label: `${say('units.late')} ${group.late}`, children: listed('late') }]),
          ...doubtsTab({ slice, group, tab, caption, onSchool, say }),
        ]}
      />
    </section>
  );
}
