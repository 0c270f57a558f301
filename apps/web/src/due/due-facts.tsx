import type { DuePeriod } from '@xiaomai/gateway-api/due';
import type { ReactNode } from 'react';
import { useNow } from '../clock/use-now.ts';
import { instantText } from '../format/instants.ts';
import { useWords } from '../words/words-context.tsx';

const minute = (instant: string): string => instantText(instant).slice(0, 16);

/** The due time of a period and the reminders before and after it; those that are past are faint. */
export function DueFacts({ due }: { readonly due: DuePeriod }): ReactNode {
  const { say } = useWords();
  const now = useNow(60_000);
  if (due.dueAt === null) return <p className="soft">{say('due.never')}</p>;
  return (
    <dl className="due-facts">
      <div>
        <dt className="soft">{say('due.at')}</dt>
        <dd>
          <time dateTime={due.dueAt}>{minute(due.dueAt)}</time>
          {due.provisional ? <span className="soft"> {say('due.provisional')}</span> : null}
        </dd>
      </div>
      <div>
        <dt className="soft">{say('due.reminders')}</dt>
        <dd>
          {due.reminders.length === 0 ? say('due.no-reminders') : null}
          {due.reminders.map((at) => (
            <time key={at} dateTime={at} className={Date.parse(at) < now ? 'soft due-reminder' : 'due-reminder'}>
              {minute(at)}
            </time>
          ))}
        </dd>
      </div>
    </dl>
  );
}
