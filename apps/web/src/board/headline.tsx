import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import type { ReactNode } from 'react';
import { countText } from '../alerts/alert-feed.ts';
import { useAlertFeed } from '../alerts/use-alert-feed.ts';
import { shareText } from '../format/figure.ts';
import { instantText } from '../format/instants.ts';
import { monthsUpTo } from '../format/month.ts';
import { periodText } from '../format/month-text.ts';
import { failingIn, missingIn, type GroupView } from '../groups/group-view.ts';
import { nameIn } from '../units/org-kind.ts';
import type { UnitsTab } from '../units/units-panel.tsx';
import { useWords } from '../words/words-context.tsx';
import { headlineText } from './headline-text.ts';

type Props = {
  readonly unit: OrgUnitDetail;
  readonly period: string;
  readonly group: GroupView | undefined;
  readonly onTab: (tab: UnitsTab) => void;
  readonly onPeriod: (period: string) => void;
};

type StatProps = {
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  readonly tone?: 'calm' | 'bad' | 'warn';
  readonly onClick?: () => void;
};

function Stat({ label, value, unit, tone = 'calm', onClick }: StatProps): ReactNode {
  const figure = (
    <>
      <span className="stat-label">{label}</span>
      <span className={`stat-value stat-${tone}`}>
        {value}
        <small>{unit}</small>
      </span>
    </>
  );
  if (onClick === undefined) return <li className="stat">{figure}</li>;
  return (
    <li className="stat">
      <button type="button" onClick={onClick}>
        {figure}
      </button>
    </li>
  );
}

function GroupStats({ group, onTab }: { readonly group: GroupView } & Pick<Props, 'onTab'>): ReactNode {
  const { say } = useWords();
  const { reported, expected } = group.coverage;
  const failing = failingIn(group);
  const missing = missingIn(group);
  const schools = say('headline.schools');
  return (
    <>
      <Stat
        label={`${say('headline.reported')} ${shareText(reported, expected)}`}
        value={`${reported}/${expected}`}
        unit={schools}
      />
      <Stat
        label={say('units.failing')}
        value={String(failing)}
        unit={schools}
        tone={failing > 0 ? 'bad' : 'calm'}
        onClick={() => onTab('failing')}
      />
      <Stat
        label={say('units.missing')}
        value={String(missing)}
        unit={schools}
        tone={missing > 0 ? 'warn' : 'calm'}
        onClick={() => onTab('missing')}
      />
    </>
  );
}

/** In a month that has only begun, the way to the one before. */
function Earlier({ period, onPeriod }: Pick<Props, 'period' | 'onPeriod'>): ReactNode {
  const { say, lang } = useWords();
  const [earlier = period] = monthsUpTo(period, 2);
  return (
    <button type="button" className="link-button" onClick={() => onPeriod(earlier)}>
      {say('headline.earlier', { period: periodText(earlier, lang) })}
    </button>
  );
}

/** The board in a sentence and five figures. */
export function Headline({ unit, period, group, onTab, onPeriod }: Props): ReactNode {
  const { say, lang } = useWords();
  const { counts, hasMore, query } = useAlertFeed(unit, 'open');
  const count = (n: number): string => (query.data === undefined ? '—' : countText(n, hasMore));
  const items = say('headline.items');
  return (
    <section className="headline">
      <div className="headline-text">
        <div className="headline-title">
          <h1>{say('headline.title', { scope: nameIn(unit, lang), period: periodText(period, lang) })}</h1>
          {group === undefined ? null : (
            <span className="soft">
              {say('headline.updated', { time: instantText(group.receivedAt).slice(0, 16) })}
            </span>
          )}
        </div>
        {group === undefined ? null : (
          <p>
            {headlineText(group, say)} {group.judged === 0 ? <Earlier period={period} onPeriod={onPeriod} /> : null}
          </p>
        )}
      </div>
      <ul className="stats" aria-label={say('headline.figures')}>
        {group === undefined ? null : <GroupStats group={group} onTab={onTab} />}
        <Stat
          label={say('headline.alerts')}
          value={count(counts.open)}
          unit={items}
          tone={counts.open > 0 ? 'bad' : 'calm'}
        />
        <Stat
          label={say('headline.overdue')}
          value={query.data === undefined ? '—' : String(counts.overdue)}
          unit={items}
          tone={counts.overdue > 0 ? 'warn' : 'calm'}
        />
      </ul>
    </section>
  );
}
