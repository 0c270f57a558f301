import type { Dataset } from '@xiaomai/gateway-api/catalogue';
import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import type { Scorecard, ScorecardPage } from '@xiaomai/gateway-api/scorecard';
import type { ReactNode } from 'react';
import { datasetsReading, dueReading, periodsReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { DueFacts } from '../due/due-facts.tsx';
import { dueStateOf, owedBy, standingDecision } from '../due/due-state.ts';
import { DueTag } from '../due/due-tag.tsx';
import '../due/due.css';
import { instantText } from '../format/instants.ts';
import { Loaded, Nothing } from '../pieces/loaded.tsx';
import { nameIn } from '../units/org-kind.ts';
import { useWords } from '../words/words-context.tsx';

type ItemProps = {
  readonly unit: OrgUnitDetail;
  readonly period: string;
  readonly dataset: Dataset;
  readonly card: Scorecard | undefined;
};

/** Whether it has come, and when; and whether anything more can come. */
function States({ card, isClosed }: Pick<ItemProps, 'card'> & { readonly isClosed: boolean }): ReactNode {
  const { say } = useWords();
  const state = dueStateOf(card, isClosed);
  const receivedAt = card?.receivedAt ?? null;
  return (
    <>
      <DueTag state={state} />
      {isClosed && state !== 'closed' ? <DueTag state="closed" /> : null}
      {receivedAt === null ? null : (
        <span className="soft">{say('school.received', { time: instantText(receivedAt) })}</span>
      )}
    </>
  );
}

function DueItem({ unit, period, dataset, card }: ItemProps): ReactNode {
  const { say, lang } = useWords();
  const due = useReading(dueReading({ scope: unit.id, period, dataset: dataset.id }));
  const decided = useReading(periodsReading(dataset.id, unit.id));
  const line = [...unit.ancestors, unit].map(({ id }) => id);
  const decision = standingDecision(decided.data?.items ?? [], { period, line });
  const isClosed = decision?.kind === 'closed';
  return (
    <li className="due-item">
      <div className="due-head">
        <strong>{nameIn(dataset, lang)}</strong>
        <States card={card} isClosed={isClosed} />
      </div>
      <Loaded of={due} rows={1}>
        {(found) => <DueFacts due={found} />}
      </Loaded>
      {isClosed ? (
        <p className="soft">
          {say('due.closed-by', { time: instantText(decision.at), by: decision.by, reason: decision.reason })}
        </p>
      ) : null}
    </li>
  );
}

type Props = { readonly unit: OrgUnitDetail; readonly page: ScorecardPage };

/** What a school has to report by when, and how it stands with it. */
export function SchoolDue({ unit, page }: Props): ReactNode {
  const { say } = useWords();
  const datasets = useReading(datasetsReading());
  return (
    <Loaded of={datasets}>
      {({ items }) => {
        const owed = owedBy(items, unit.type);
        if (owed.length === 0) return <Nothing>{say('due.none')}</Nothing>;
        return (
          <ul className="due-list" aria-label={say('due.title')}>
            {owed.map((dataset) => (
              <DueItem
                key={dataset.id}
                unit={unit}
                period={page.period}
                dataset={dataset}
                card={page.scorecards.find((card) => card.dataset === dataset.id)}
              />
            ))}
          </ul>
        );
      }}
    </Loaded>
  );
}
