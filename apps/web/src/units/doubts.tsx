import type { Finding } from '@xiaomai/gateway-api/finding';
import type { UnitScorecard } from '@xiaomai/gateway-api/scorecard';
import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { doubtfulReading, type Slice } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { instantText } from '../format/instants.ts';
import type { Doubts } from '../groups/group-view.ts';
import { Loaded, Nothing } from '../pieces/loaded.tsx';
import { useWords } from '../words/words-context.tsx';
import { schoolColumn } from './school-column.tsx';

const codes: readonly Finding['code'][] = [
  ...(['numerator-exceeds-denominator', 'rate-mismatch', 'total-mismatch', 'exceeds-other'] as const),
  ...(['disagrees', 'implausible', 'outlier-own', 'outlier-peers'] as const),
];

/** What does not fit below, how often of each kind. */
function DoubtCounts({ doubts }: { readonly doubts: Doubts }): ReactNode {
  const { say } = useWords();
  return (
    <>
      <p className="soft">{say('doubts.why')}</p>
      <ul className="doubt-counts" aria-label={say('doubts.counts')}>
        {codes.map((code) => {
          const count = doubts[code] ?? 0;
          return count === 0 ? null : (
            <li key={code} className="tag tag-at-risk">
              {say(`doubt.${code}`)} {count}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** What does not fit about the figures of one school. */
function DoubtList({ findings = [] }: { readonly findings?: readonly Finding[] | undefined }): ReactNode {
  const { lang } = useWords();
  return (
    <ul className="doubt-list">
      {findings.map(({ detail }) => (
        <li key={detail.en}>{detail[lang]}</li>
      ))}
    </ul>
  );
}

type Props = {
  readonly slice: Slice;
  readonly doubts: Doubts;
  readonly caption: string;
  readonly onOpen: (school: string) => void;
};

function useColumns(onOpen: Props['onOpen']): TableColumnsType<UnitScorecard> {
  const { say } = useWords();
  return [
    schoolColumn(say, onOpen),
    {
      key: 'doubts',
      title: say('units.doubts'),
      render: (_, unit) => <DoubtList findings={unit.scorecard?.findings} />,
    },
    { key: 'at', title: say('units.reported-at'), render: (_, unit) => instantText(unit.scorecard?.receivedAt) },
  ];
}

/** How often figures below do not fit, and the schools that have said them. */
export function DoubtsTable({ slice, doubts, caption, onOpen }: Props): ReactNode {
  const { say } = useWords();
  const columns = useColumns(onOpen);
  return (
    <Loaded of={useReading(doubtfulReading(slice))}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing>{say('units.no-doubtful')}</Nothing>
        ) : (
          <>
            <DoubtCounts doubts={doubts} />
            <Table<UnitScorecard>
              size="small"
              className="stacked-table"
              rowKey="orgUnit"
              aria-label={caption}
              dataSource={items}
              columns={columns}
              pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false, size: 'small' }}
              scroll={{ x: 'max-content' }}
            />
          </>
        )
      }
    </Loaded>
  );
}
