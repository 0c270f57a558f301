import type { Alert } from '@xiaomai/gateway-api/alert';
import { memo, type NamedExoticComponent, type ReactNode } from 'react';
import { useAlertName } from '../api/use-names.ts';
import { figureText } from '../format/figure.ts';
import { shortInstantText } from '../format/instants.ts';
import { periodText } from '../format/month-text.ts';
import { unitText } from '../format/unit-text.ts';
import { targetText } from '../groups/target-text.ts';
import { PlaceName, UnitName } from '../names/unit-name.tsx';
import { useWords } from '../words/words-context.tsx';
import type { FeedRow } from './alert-feed.ts';
import { ConditionTag, Deadline, HandlingTag, SeverityMark } from './alert-tags.tsx';

type Props = {
  readonly row: FeedRow;
  /** The next level on the way to the school, below the unit in view. */
  readonly place?: string | undefined;
  readonly below?: string;
  readonly now: number;
  readonly onOpen: (id: string) => void;
};

const freshForMs = 8_000;

/** Two names for one animation, by turns, so that the next change is seen again without losing the focus. */
function freshness(heardAt: number | undefined, now: number): string {
  if (heardAt === undefined || heardAt < now - freshForMs) return '';
  return heardAt % 2 === 0 ? 'is-fresh' : 'is-fresh-again';
}

/** What is said against what it should be; of what was not said, of when. */
function Figure({ alert }: { readonly alert: Alert }): ReactNode {
  const { say, lang } = useWords();
  const target = targetText(alert, say);
  const text =
    alert.indicator === undefined ? periodText(alert.period, lang) : figureText(alert, unitText(alert.unit, say));
  return (
    <span>
      <span className="figure-strong">{text}</span>{' '}
      {target === undefined ? null : <span className="soft">{say('group.target', { target })}</span>}
    </span>
  );
}

function Row({ row: { alert, heardAt }, place, below = '', now, onOpen }: Props): ReactNode {
  const { say } = useWords();
  const nameOf = useAlertName();
  return (
    <li
      className={`alert-row severity-edge-${alert.condition === 'resolved' ? 'none' : alert.severity} ${freshness(heardAt, now)}`}
    >
      <button type="button" onClick={() => onOpen(alert.id)}>
        <span className="alert-line">
          <span className="alert-school">
            <UnitName id={alert.orgUnit} name={alert.orgName} />
          </span>
          <span className="soft alert-side">{shortInstantText(alert.openedAt, now)}</span>
        </span>
        <span className="alert-line alert-what">
          <span>{nameOf(alert)}</span>
          {place === undefined ? null : (
            <span className="soft alert-side">
              <PlaceName of={alert.orgUnit} below={below} name={place} />
            </span>
          )}
        </span>
        <span className="alert-line">
          <Figure alert={alert} />
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
