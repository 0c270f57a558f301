import type { Trace, TraceStep } from '@xiaomai/gateway-api/trace';
import { Drawer, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { traceReading, type Slice } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { figureText } from '../format/figure.ts';
import { instantText } from '../format/instants.ts';
import { periodText } from '../format/month-text.ts';
import { unitText } from '../format/unit-text.ts';
import { UnitName } from '../names/unit-name.tsx';
import { Loaded, Nothing } from '../pieces/loaded.tsx';
import { VerdictTag } from '../pieces/verdict-tag.tsx';
import { useWords } from '../words/words-context.tsx';
import type { Say } from '../words/words.ts';
import { traceSum, worstFirst, type TraceSum } from './trace-sum.ts';

/** A figure one asks the origin of. */
export type Traced = { readonly slice: Slice; readonly indicator: string; readonly name: string };

type Props = {
  readonly traced: Traced | undefined;
  readonly onClose: () => void;
  readonly onSchool: (school: string) => void;
};

const columnsOf = (say: Say, onSchool: Props['onSchool']): TableColumnsType<TraceStep> => [
  {
    key: 'unit',
    title: say('alert.school'),
    rowScope: 'row',
    render: (_, step) => (
      <>
        <button type="button" className="link-button" onClick={() => onSchool(step.orgUnit)}>
          <UnitName id={step.orgUnit} name={step.name} />
        </button>
        <span className="cell-under soft">{step.submission}</span>
      </>
    ),
  },
  {
    key: 'revision',
    title: say('trace.revision'),
    render: (_, step) => say('school.revision', { revision: step.revision }),
  },
  { key: 'at', title: say('trace.received'), render: (_, step) => instantText(step.receivedAt) },
  {
    key: 'figure',
    title: say('trace.figure'),
    align: 'right',
    render: (_, step) => <span className="nowrap">{figureText(step)}</span>,
  },
  { key: 'verdict', title: say('school.verdict'), render: (_, step) => <VerdictTag verdict={step.verdict} /> },
];

function sumText({ by, numerator, denominator, isEqual }: TraceSum, say: Say): string {
  if (!isEqual) return say('trace.sum-differs', { sum: `${numerator}/${denominator}` });
  return by === 'sum' ? say('trace.sum-equal') : say('trace.sum-units', { met: numerator, judged: denominator });
}

function SumCheck({ trace }: { readonly trace: Trace }): ReactNode {
  const { say } = useWords();
  const sum = traceSum(trace);
  if (sum === undefined) return null;
  return (
    <p className={sum.isEqual ? 'tag tag-met' : 'tag tag-breached'}>
      <span aria-hidden="true">{sum.isEqual ? '✓' : '✕'}</span>
      {sumText(sum, say)}
    </p>
  );
}

function TraceBody({ traced, onSchool }: { readonly traced: Traced; readonly onSchool: Props['onSchool'] }): ReactNode {
  const { say } = useWords();
  const trace = useReading(traceReading(traced.indicator, traced.slice));
  return (
    <Loaded of={trace} rows={8}>
      {(found) => (
        <div className="drawer-body">
          <div>
            <p className="trace-figure">{figureText(found.figure ?? {}, unitText(found.figure?.unit ?? '', say))}</p>
            <p className="soft">{found.figure?.reason ?? ''}</p>
          </div>
          <div className="trace-sum">
            <span>{say('trace.made-of', { count: found.steps.length })}</span>
            <SumCheck trace={found} />
          </div>
          {found.steps.length === 0 ? (
            <Nothing>{say('trace.none')}</Nothing>
          ) : (
            <Table<TraceStep>
              size="small"
              rowKey="submission"
              className="stacked-table"
              aria-label={say('trace.table', { name: traced.name })}
              dataSource={worstFirst(found.steps)}
              columns={columnsOf(say, onSchool)}
              pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
            />
          )}
        </div>
      )}
    </Loaded>
  );
}

/** A figure down to the submissions it was made of. */
export function TraceDrawer({ traced, onClose, onSchool }: Props): ReactNode {
  const { say, lang } = useWords();
  const title =
    traced === undefined
      ? ''
      : say('trace.title', { name: traced.name, period: periodText(traced.slice.period, lang) });
  return (
    <Drawer open={traced !== undefined} onClose={onClose} title={title} size={760} destroyOnHidden>
      {traced === undefined ? null : <TraceBody traced={traced} onSchool={onSchool} />}
    </Drawer>
  );
}
