import { AimOutlined } from '@ant-design/icons';
import type { Scorecard, ScorecardItem } from '@xiaomai/gateway-api/scorecard';
import { Button, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useIndicatorName, useScorecardTitle } from '../api/use-names.ts';
import { figureText } from '../format/figure.ts';
import { instantText } from '../format/instants.ts';
import { unitText } from '../format/unit-text.ts';
import { targetText } from '../groups/target-text.ts';
import { VerdictTag } from '../pieces/verdict-tag.tsx';
import { useWords } from '../words/words-context.tsx';

type Props = { readonly scorecard: Scorecard; readonly onTrace: (item: ScorecardItem) => void };

type DoubtsProps = { readonly indicator: string; readonly findings: Scorecard['findings'] };

/** What does not fit about a figure, beside its verdict. */
function Doubts({ indicator, findings = [] }: DoubtsProps): ReactNode {
  const { lang } = useWords();
  const own = findings.filter((finding) => finding.indicator === indicator);
  return own.map(({ detail }) => (
    <span key={detail.en} className="cell-under finding">
      {detail[lang]}
    </span>
  ));
}

/** A figure's name, why it is judged as it is, and what does not fit. */
function Judged({ item, findings }: { readonly item: ScorecardItem } & Pick<DoubtsProps, 'findings'>): ReactNode {
  const nameOf = useIndicatorName();
  return (
    <>
      {nameOf(item.indicator, item.name)}
      <span className="cell-under soft">{item.reason}</span>
      <Doubts indicator={item.indicator} findings={findings} />
    </>
  );
}

function Target({ item }: { readonly item: ScorecardItem }): ReactNode {
  const { say } = useWords();
  return (
    <>
      <span className="narrow-label">{say('school.target')} </span>
      {targetText(item, say) ?? '—'}
    </>
  );
}

function useColumns({ scorecard, onTrace }: Props): TableColumnsType<ScorecardItem> {
  const { say } = useWords();
  const nameOf = useIndicatorName();
  return [
    {
      key: 'indicator',
      title: say('school.indicator'),
      rowScope: 'row',
      render: (_, item) => <Judged item={item} findings={scorecard.findings} />,
    },
    {
      key: 'figure',
      title: say('school.figure'),
      align: 'right',
      render: (_, item) => <strong className="nowrap">{figureText(item, unitText(item.unit, say))}</strong>,
    },
    {
      key: 'target',
      title: say('school.target'),
      render: (_, item) => <Target item={item} />,
    },
    { key: 'verdict', title: say('school.verdict'), render: (_, item) => <VerdictTag verdict={item.verdict} /> },
    {
      key: 'trace',
      title: say('school.source'),
      render: (_, item) => (
        <Button
          size="small"
          type="text"
          icon={<AimOutlined />}
          aria-label={say('group.trace-of', { name: nameOf(item.indicator, item.name) })}
          onClick={() => onTrace(item)}
        />
      ),
    },
  ];
}

/** The figures of one dataset with why they are judged as they are. */
export function SchoolValues({ scorecard, onTrace }: Props): ReactNode {
  const { say } = useWords();
  const columns = useColumns({ scorecard, onTrace });
  const title = useScorecardTitle()(scorecard);
  return (
    <section aria-label={title}>
      <div className="school-set">
        <h4>{title}</h4>
        {scorecard.groups.map(({ group, verdict }) => (
          <VerdictTag key={group} verdict={verdict} />
        ))}
        <span className="soft">
          {scorecard.revision === undefined ? '' : say('school.revision', { revision: scorecard.revision })}{' '}
          {say('school.received', { time: instantText(scorecard.receivedAt) })}
        </span>
      </div>
      <Table<ScorecardItem>
        size="small"
        className="stacked-table"
        rowKey="indicator"
        aria-label={title}
        dataSource={scorecard.items}
        columns={columns}
        pagination={false}
      />
    </section>
  );
}
