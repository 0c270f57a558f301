import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import type { ReactNode } from 'react';
import { countText } from '../alerts/alert-feed.ts';
import { useAlertFeed } from '../alerts/use-alert-feed.ts';
import { shareText } from '../format/figure.ts';
import { instantText } from '../format/instants.ts';
import { monthsUpTo } from '../format/month.ts';
import { periodText } from '../format/month-text.ts';
import { doubtsIn, failingIn, missingIn, type GroupView } from '../groups/group-view.ts';
import { nameIn } from '../units/org-kind.ts';
import type { UnitsTab } from '../units/units-panel.tsx';
import { useWords } from '../words/words-context.tsx';
import { DueText } from '../due/due-text.tsx';
import { headlineText } from './headline-text.ts';

type Props = {
  readonly unit: OrgUnitDetail;
  readonly period: string;
  readonly group: GroupView | undefined;
  /** Past months under the tree of today. */
  readonly isAsIs: boolean;
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

const missingTone = (group: GroupView): 'calm' | 'bad' | 'warn' =>
  group.missing > 0 ? 'bad' : missingIn(group) > 0 ? 'warn' : 'calm';

function DoubtStat({ group, onTab }: { readonly group: GroupView } & Pick<Props, 'onTab'>): ReactNode {
  const { say } = useWords();
  const doubts = doubtsIn(group);
  if (doubts === 0) return null;
  const text = { label: say('units.doubtful'), value: String(doubts), unit: say('headline.places') };
  return <Stat {...text} tone="warn" onClick={() => onTab('doubtful')} />;
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
        label={say(group.missing > 0 ? 'units.due-missing' : 'units.missing')}
        value={`${missing}/${expected}`}
        unit={schools}
        tone={missingTone(group)}
        onClick={() => onTab('missing')}
      />
      {group.late === 0 ? null : (
        <Stat
          label={say('units.late')}
          value={`${group.late}/${reported}`}
          unit={schools}
          tone="warn"
          onClick={() => onTab('late')}
        />
      )}
      <DoubtStat group={group} onTab={onTab} />
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

/** Where, when, as of when and by when. */
function Title({ unit, period, group, isAsIs }: Omit<Props, 'onTab' | 'onPeriod'>): ReactNode {
  const { say, lang } = useWords();
  return (
    <div className="headline-title">
      <h1>{say('headline.title', { scope: nameIn(unit, lang), period: periodText(period, lang) })}</h1>
      {group === undefined ? null : (
        <span className="soft">
          {say('headline.updated', { time: instantText(group.receivedAt).slice(0, 16) })}
          {isAsIs ? ` · ${say('headline.as-is')}` : null}
          <DueText unit={unit.id} period={period} dataset={group.dataset} />
        </span>
      )}
    </div>
  );
}

/** The board in a sentence and five figures. */
export function Headline({ unit, period, group, isAsIs, onTab, onPeriod }: Props): ReactNode {
  const { say } = useWords();
  const { counts, hasMore, query } = useAlertFeed(unit, 'open');
  const count = (n: number): string => (query.data === undefined ? '—' : countText(n, hasMore));
  const items = say('headline.items');
  return (
    <section className="headline">
      <div className="headline-text">
        <Title {...{ unit, period, group, isAsIs }} />
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
