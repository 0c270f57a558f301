import { memo, type NamedExoticComponent, type ReactNode } from 'react';
import { useIndicatorName } from '../api/use-names.ts';
import { figureText } from '../format/figure.ts';
import { shortInstantText } from '../format/instants.ts';
import { targetText } from '../groups/target-text.ts';
import { useWords } from '../words/words-context.tsx';
import type { FeedRow } from './alert-feed.ts';
import { ConditionTag, Deadline, HandlingTag, SeverityMark } from './alert-tags.tsx';

type Props = {
  readonly row: FeedRow;
  readonly place?: string | undefined;
  readonly now: number;
  readonly onOpen: (id: string) => void;
};

const freshForMs = 8_000;

/** Two names for one animation, by turns, so that the next change is seen again without losing the focus. */
function freshness(heardAt: number | undefined, now: number): string {
  if (heardAt === undefined || heardAt < now - freshForMs) return '';
  return heardAt % 2 === 0 ? 'is-fresh' : 'is-fresh-again';
}

function Row({ row: { alert, heardAt }, place, now, onOpen }: Props): ReactNode {
  const { say } = useWords();
  const nameOf = useIndicatorName();
  const target = targetText(alert);
  return (
    <li
      className={`alert-row severity-edge-${alert.condition === 'resolved' ? 'none' : alert.severity} ${freshness(heardAt, now)}`}
    >
      <button type="button" onClick={() => onOpen(alert.id)}>
        <span className="alert-line">
          <span className="alert-school">{alert.orgName}</span>
          <span className="soft alert-side">{shortInstantText(alert.openedAt, now)}</span>
        </span>
        <span className="alert-line">
          <span>{nameOf(alert.indicator ?? alert.rule ?? '', alert.indicatorName)}</span>
          {place === undefined ? null : <span className="soft alert-side">{place}</span>}
        </span>
        <span className="alert-line">
          <span>
            <span className="figure-strong">{figureText(alert, alert.unit)}</span>{' '}
            {target === undefined ? null : <span className="soft">{say('group.target', { target })}</span>}
          </span>
          <Deadline alert={alert} now={now} />
        </span>
        <span className="alert-line alert-tags">
          <SeverityMark severity={alert.severity} />
          <ConditionTag alert={alert} />
          <HandlingTag alert={alert} />
          <span className="soft alert-assignee">{alert.assignee ?? say('alerts.unassigned')}</span>
        </span>
      </button>
    </li>
  );
}

export const AlertRow: NamedExoticComponent<Props> = memo(Row);
