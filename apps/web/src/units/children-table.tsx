import { Table } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { useIndicatorName } from '../api/use-names.ts';
import type { GroupView } from '../groups/group-view.ts';
import { Nothing } from '../pieces/loaded.tsx';
import { useWords } from '../words/words-context.tsx';
import type { ChildRow } from './child-rows.ts';
import { isLevel } from './org-kind.ts';
import { unitColumns } from './units-columns.tsx';

type Props = {
  readonly rows: readonly ChildRow[];
  readonly group: GroupView;
  readonly caption: string;
  readonly onOpen: (row: ChildRow) => void;
};

/** The units below with every member's share; a row leads one level down. */
export function ChildrenTable({ rows, group, caption, onOpen }: Props): ReactNode {
  const { say } = useWords();
  const nameOf = useIndicatorName();
  const data = useMemo(() => [...rows], [rows]);
  const ofLevels = rows.some(({ type }) => isLevel(type));
  const owes = rows.some(({ missing, late }) => missing + late > 0);
  if (rows.length === 0) return <Nothing>{say('units.no-children')}</Nothing>;
  return (
    <Table<ChildRow>
      size="small"
      rowKey="id"
      className="units-table"
      aria-label={caption}
      dataSource={data}
      columns={unitColumns({ group, say, nameOf, ofLevels, owes, onOpen })}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  );
}
