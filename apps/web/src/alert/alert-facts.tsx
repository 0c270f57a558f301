import type { Alert } from '@xiaomai/gateway-api/alert';
import type { ReactNode } from 'react';
import { ConditionTag, Deadline, SeverityMark } from '../alerts/alert-tags.tsx';
import { useAlertName } from '../api/use-names.ts';
import { useNow } from '../clock/use-now.ts';
import { figureText } from '../format/figure.ts';
import { instantText } from '../format/instants.ts';
import { periodText } from '../format/month-text.ts';
import { unitText } from '../format/unit-text.ts';
import { targetText } from '../groups/target-text.ts';
import { UnitName } from '../names/unit-name.tsx';
import { useWords } from '../words/words-context.tsx';

type Props = { readonly alert: Alert; readonly onSchool: (school: string) => void };

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function FigureFacts({ alert }: { readonly alert: Alert }): ReactNode {
  const { say } = useWords();
  return (
    <>
      {alert.indicator === undefined ? null : (
        <>
          <Fact name={say('alert.figure')}>
            <strong>{figureText(alert, unitText(alert.unit, say))}</strong>
          </Fact>
          <Fact name={say('alert.target')}>{targetText(alert, say) ?? '—'}</Fact>
        </>
      )}
      <Fact name={say('alert.condition')}>
        <ConditionTag alert={alert} />
      </Fact>
      <Fact name={say('alert.severity')}>
        <SeverityMark severity={alert.severity} />
      </Fact>
    </>
  );
}

function TimeFacts({ alert }: { readonly alert: Alert }): ReactNode {
  const { say } = useWords();
  const now = useNow(15_000);
  return (
    <>
      <Fact name={say('alert.opened-at')}>{instantText(alert.openedAt)}</Fact>
      <Fact name={say('alert.deadline')}>
        {instantText(alert.deadline)} <Deadline alert={alert} now={now} />
      </Fact>
      <Fact name={say('alert.assignee')}>{alert.assignee ?? say('alerts.unassigned')}</Fact>
      {alert.resolvedAt === null ? null : <Fact name={say('alert.resolved-at')}>{instantText(alert.resolvedAt)}</Fact>}
    </>
  );
}

/** What the alert is about, with its numbers. */
export function AlertFacts({ alert, onSchool }: Props): ReactNode {
  const { say, lang } = useWords();
  const nameOf = useAlertName();
  return (
    <section aria-label={say('alert.facts')}>
      <h3 className="alert-heading">{nameOf(alert)}</h3>
      <p className="alert-reason">{alert.reason}</p>
      <dl className="facts">
        <Fact name={say('alert.school')}>
          <button type="button" className="link-button" onClick={() => onSchool(alert.orgUnit)}>
            <UnitName id={alert.orgUnit} name={alert.orgName} />
          </button>
        </Fact>
        <Fact name={say('alert.period')}>{periodText(alert.period, lang)}</Fact>
        <FigureFacts alert={alert} />
        <TimeFacts alert={alert} />
      </dl>
    </section>
  );
}
