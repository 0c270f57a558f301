import type { Alert } from '@xiaomai/gateway-api/alert';
import type { Severity } from '@xiaomai/gateway-api/scalar';
import type { ReactNode } from 'react';
import { spanBetween } from '../format/instants.ts';
import { useWords } from '../words/words-context.tsx';
import type { Say } from '../words/words.ts';
import { isOverdue } from './alert-feed.ts';

const bars: Record<Severity, number> = { notice: 1, warning: 2, major: 3, critical: 4 };

/** How grave, by word and by the number of bars. */
export function SeverityMark({ severity }: { readonly severity: Severity }): ReactNode {
  const { say } = useWords();
  return (
    <span className={`severity severity-${severity}`}>
      <span className="severity-bars" aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <i key={bar} className={bar <= bars[severity] ? 'is-on' : ''} />
        ))}
      </span>
      {say(`severity.${severity}`)}
    </span>
  );
}

export function ConditionTag({ alert }: { readonly alert: Pick<Alert, 'condition'> }): ReactNode {
  const { say } = useWords();
  const look = { firing: 'tag-breached', resolved: 'tag-met', pending: 'tag-at-risk', 'no-data': 'tag-no-data' };
  const glyph = { firing: '●', resolved: '✓', pending: '…', 'no-data': '?' };
  return (
    <span className={`tag ${look[alert.condition]}`}>
      <span aria-hidden="true">{glyph[alert.condition]}</span>
      {say(`condition.${alert.condition}`)}
    </span>
  );
}

export function HandlingTag({ alert }: { readonly alert: Pick<Alert, 'handling'> }): ReactNode {
  const { say } = useWords();
  return <span className={`tag tag-handling handling-${alert.handling}`}>{say(`handling.${alert.handling}`)}</span>;
}

export function deadlineText(alert: Alert, now: number, say: Say): string {
  if (alert.deadline === null) return say('alerts.no-deadline');
  const at = Date.parse(alert.deadline);
  const span = spanBetween(Math.min(at, now), Math.max(at, now));
  const text = say(`span.${span.unit}`, { count: span.count });
  return say(at < now ? 'alerts.deadline-over' : 'alerts.deadline-left', { span: text });
}

/** How long is left; once it is nobody's debt any more, nothing. */
export function Deadline({ alert, now }: { readonly alert: Alert; readonly now: number }): ReactNode {
  const { say } = useWords();
  if (alert.condition === 'resolved' || alert.handling === 'closed') return null;
  const late = isOverdue(alert, now);
  return (
    <span className={late ? 'deadline is-late' : 'deadline'}>
      {late ? <span aria-hidden="true">⚑ </span> : null}
      {deadlineText(alert, now, say)}
    </span>
  );
}
