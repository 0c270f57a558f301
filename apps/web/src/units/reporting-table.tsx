import type { UnitFigures } from '@xiaomai/gateway-api/scorecard';
import { Button, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import type { ReportingState, Slice } from '../api/reading.ts';
import { useIndicatorName } from '../api/use-names.ts';
import { useReporting } from '../api/use-reading.ts';
import { DueTag } from '../due/due-tag.tsx';
import { figureText } from '../format/figure.ts';
import { instantText } from '../format/instants.ts';
import { unitText } from '../format/unit-text.ts';
import type { GroupView } from '../groups/group-view.ts';
import { Failure, Loading, Nothing } from '../pieces/loaded.tsx';
import { useWords } from '../words/words-context.tsx';
import { failingMembers, isFailing } from './failing.ts';
import { typeText } from './org-kind.ts';
import { schoolColumn } from './school-column.tsx';

type Props = {
  readonly slice: Slice;
  readonly group: GroupView;
  readonly state: ReportingState;
  readonly caption: string;
  readonly onOpen: (school: string) => void;
};

function FailingItems({ unit, group }: { readonly unit: UnitFigures; readonly group: GroupView }): ReactNode {
  const { say } = useWords();
  const nameOf = useIndicatorName();
  const failing = failingMembers(unit, group);
  return (
    <ul className="failing-items">
      {failing.map((item) => (
        <li key={item.indicator} className="tag tag-breached">
          <span aria-hidden="true">✕</span>
          {nameOf(item.indicator, item.name)} {figureText(item.figure, unitText(item.unit, say))}
        </li>
      ))}
    </ul>
  );
}

type Columns = TableColumnsType<UnitFigures>;

function useColumnsOf(group: GroupView): Record<ReportingState, Columns> {
  const { say } = useWords();
  const received: Columns[number] = {
    key: 'at',
    title: say('units.reported-at'),
    render: (_, unit) => instantText(unit.receivedAt),
  };
  const due: Columns[number] = {
    key: 'due',
    title: say('units.due-at'),
    render: (_, unit) => instantText(unit.dueAt).slice(0, 16),
  };
  const failing: Columns[number] = {
    key: 'items',
    title: say('units.failing-items'),
    render: (_, unit) => <FailingItems unit={unit} group={group} />,
  };
  const silent: Columns[number] = {
    key: 'state',
    title: say('due.state'),
    render: (_, unit) => <DueTag state={unit.missing ? 'missing' : 'waiting'} />,
  };
  return { failing: [failing, received], missing: [silent, due], late: [received, due] };
}

function useColumns({ state, group, onOpen }: Props): Columns {
  const { say } = useWords();
  const more = useColumnsOf(group)[state];
  return [
    schoolColumn(say, onOpen),
    { key: 'type', title: say('units.type'), render: (_, unit) => typeText(unit.type, say) },
    ...more,
  ];
}

/** The schools below that fail, have not reported or came late, a page at a time. */
export function ReportingTable(props: Props): ReactNode {
  const { say } = useWords();
  const columns = useColumns(props);
  const pages = useReporting(props.slice, props.state);
  if (pages.data === undefined) {
    return pages.error === null ? <Loading /> : <Failure error={pages.error} retry={pages.refetch} />;
  }
  const all = pages.data.pages.flatMap(({ items }) => items);
  const units = props.state === 'failing' ? all.filter((unit) => isFailing(unit, props.group)) : all;
  if (units.length === 0) return <Nothing>{say(`units.no-${props.state}`)}</Nothing>;
  return (
    <>
      <Table<UnitFigures>
        size="small"
        className="stacked-table"
        rowKey="orgUnit"
        aria-label={props.caption}
        dataSource={units}
        columns={columns}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false, size: 'small' }}
        scroll={{ x: 'max-content' }}
      />
      {pages.hasNextPage ? (
        <Button block type="text" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {say('app.more')}
        </Button>
      ) : null}
    </>
  );
}
