import type { ScorecardItem } from '@xiaomai/gateway-api/scorecard';
import type { TableColumnsType } from 'antd';
import type { NameOf } from '../api/use-names.ts';
import type { ReactNode } from 'react';
import { DueTag } from '../due/due-tag.tsx';
import { fractionText, isRatio, mainText, shareText } from '../format/figure.ts';
import { unitText } from '../format/unit-text.ts';
import type { GroupView } from '../groups/group-view.ts';
import { Meter } from '../pieces/meter.tsx';
import { VerdictTag } from '../pieces/verdict-tag.tsx';
import type { Say } from '../words/words.ts';
import type { ChildRow } from './child-rows.ts';
import { isLevel, typeText } from './org-kind.ts';

type Columns = TableColumnsType<ChildRow>;

export type ColumnsOf = {
  readonly group: GroupView;
  readonly say: Say;
  readonly nameOf: NameOf;
  readonly ofLevels: boolean;
  /** Whether anybody is missing or late. */
  readonly owes: boolean;
  readonly onOpen: (row: ChildRow) => void;
};

const worstLast = 2;
const shareFor = (row: ChildRow): number => (row.judged === 0 ? worstLast : row.met / row.judged);

function UnitCell({ row, say, onOpen }: { readonly row: ChildRow } & Pick<ColumnsOf, 'say' | 'onOpen'>): ReactNode {
  return (
    <>
      <button
        type="button"
        className="link-button unit-name"
        aria-label={say('units.open', { name: row.name })}
        onClick={() => onOpen(row)}
      >
        {row.name}
      </button>
      {isLevel(row.type) ? null : (
        <span className="cell-under soft">
          {typeText(row.type, say)} {row.missing === 0 ? null : <DueTag state="missing" />}
          {row.late === 0 ? null : <DueTag state="late" />}
        </span>
      )}
    </>
  );
}

function ShareCell({ row }: { readonly row: ChildRow }): ReactNode {
  if (!isLevel(row.type) || row.judged === 0) return <VerdictTag verdict={row.verdict} />;
  return (
    <span className="share-cell">
      <span>
        <strong className={`share-${row.verdict}`}>{shareText(row.met, row.judged)}</strong>{' '}
        <span className="soft">{fractionText({ numerator: row.met, denominator: row.judged })}</span>
      </span>
      <Meter numerator={row.met} denominator={row.judged} verdict={row.verdict} />
    </span>
  );
}

function MemberCell({ item, say }: { readonly item: ScorecardItem | undefined; readonly say: Say }): ReactNode {
  if (item === undefined) return <span className="soft">—</span>;
  return (
    <span className="member-cell">
      <span className={`share-${item.verdict}`}>{mainText(item, unitText(item.unit, say))}</span>
      {isRatio(item) ? <span className="cell-under soft">{fractionText(item)}</span> : null}
    </span>
  );
}

const memberColumns = ({ group, say, nameOf }: ColumnsOf): Columns =>
  group.members.map((member) => ({
    key: member.indicator,
    title: (
      <span className="member-head" title={nameOf(member.indicator, member.name)}>
        {nameOf(member.indicator, member.name)}
      </span>
    ),
    align: 'right',
    render: (_, row) => <MemberCell item={row.members.get(member.indicator)} say={say} />,
  }));

const coverageColumn = (say: Say): Columns[number] => ({
  key: 'coverage',
  title: say('units.coverage'),
  align: 'right',
  render: (_, row) => `${row.reported}/${row.expected ?? '—'}`,
});

const owingColumn = (say: Say): Columns[number] => ({
  key: 'owing',
  title: say('units.owing'),
  align: 'right',
  sorter: (a, b) => a.missing - b.missing || a.late - b.late,
  showSorterTooltip: false,
  render: (_, { missing, late }) =>
    missing + late === 0 ? <span className="soft">0</span> : <span className="nowrap">{`${missing}/${late}`}</span>,
});

const failingColumn = (say: Say): Columns[number] => ({
  key: 'failing',
  title: say('units.failing-count'),
  align: 'right',
  sorter: (a, b) => a.failing - b.failing,
  showSorterTooltip: false,
  render: (_, row) =>
    row.failing === 0 ? <span className="soft">0</span> : <strong className="share-breached">{row.failing}</strong>,
});

/** Schools need neither coverage nor a count: each is one. */
export function unitColumns(of: ColumnsOf): Columns {
  const { say, onOpen, ofLevels, owes } = of;
  return [
    { key: 'rank', title: say('units.rank'), width: '3.6em', align: 'center', render: (_, row) => row.rank ?? '—' },
    {
      key: 'unit',
      title: say('units.unit'),
      rowScope: 'row',
      render: (_, row) => <UnitCell row={row} say={say} onOpen={onOpen} />,
    },
    ...(ofLevels ? [coverageColumn(say), ...(owes ? [owingColumn(say)] : [])] : []),
    {
      key: 'share',
      title: say('units.group-rate'),
      sorter: (a, b) => shareFor(a) - shareFor(b),
      showSorterTooltip: false,
      render: (_, row) => <ShareCell row={row} />,
    },
    ...(ofLevels ? [failingColumn(say)] : []),
    ...memberColumns(of),
  ];
}
