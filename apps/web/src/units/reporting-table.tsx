import type { UnitScorecard } from '@xiaomai/gateway-api/scorecard';
import { Button, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import type { ReportingState, Slice } from '../api/reading.ts';
import { useIndicatorName } from '../api/use-indicator-name.ts';
import { useReporting } from '../api/use-reading.ts';
import { figureText } from '../format/figure.ts';
import { instantText } from '../format/instants.ts';
import { Failure, Loading, Nothing } from '../pieces/loaded.tsx';
import { useWords } from '../words/words-context.tsx';
import { typeText } from './org-kind.ts';

type Props = {
  readonly slice: Slice;
  readonly state: ReportingState;
  readonly caption: string;
  readonly onOpen: (school: string) => void;
};

function FailingItems({ unit }: { readonly unit: UnitScorecard }): ReactNode {
  const nameOf = useIndicatorName();
  const failing = unit.scorecard?.items.filter(({ verdict }) => verdict === 'breached') ?? [];
  return (
    <ul className="failing-items">
      {failing.map((item) => (
        <li key={item.indicator} className="tag tag-breached">
          <span aria-hidden="true">✕</span>
          {nameOf(item)} {figureText(item, item.unit)}
        </li>
      ))}
    </ul>
  );
}

function useColumns({ state, onOpen }: Props): TableColumnsType<UnitScorecard> {
  const { say } = useWords();
  const failing: TableColumnsType<UnitScorecard> = [
    { key: 'items', title: say('units.failing-items'), render: (_, unit) => <FailingItems unit={unit} /> },
    { key: 'at', title: say('units.reported-at'), render: (_, unit) => instantText(unit.scorecard?.receivedAt) },
  ];
  const missing: TableColumnsType<UnitScorecard> = [
    {
      key: 'state',
      title: say('units.reported-at'),
      render: () => <span className="soft">{say('units.not-reported')}</span>,
    },
  ];
  return [
    {
      key: 'unit',
      title: say('units.unit'),
      rowScope: 'row',
      render: (_, unit) => (
        <button type="button" className="link-button" onClick={() => onOpen(unit.orgUnit)}>
          {unit.name}
        </button>
      ),
    },
    { key: 'type', title: say('units.type'), render: (_, unit) => typeText(unit.type, say) },
    ...(state === 'failing' ? failing : missing),
  ];
}

/** The schools below that fail, or that have not reported, a page at a time. */
export function ReportingTable(props: Props): ReactNode {
  const { say } = useWords();
  const columns = useColumns(props);
  const pages = useReporting(props.slice, props.state);
  if (pages.data === undefined) {
    return pages.error === null ? <Loading /> : <Failure error={pages.error} retry={pages.refetch} />;
  }
  const units = pages.data.pages.flatMap(({ items }) => items);
  if (units.length === 0)
    return <Nothing>{say(props.state === 'failing' ? 'units.no-failing' : 'units.no-missing')}</Nothing>;
  return (
    <>
      <Table<UnitScorecard>
        size="small"
        rowKey="orgUnit"
        aria-label={props.caption}
        dataSource={units}
        columns={columns}
        pagination={false}
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
