import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import { Button, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { Loaded, Nothing } from '../pieces/loaded.tsx';
import { Panel } from '../pieces/panel.tsx';
import { useStream } from '../stream/use-live-stream.ts';
import { useWords } from '../words/words-context.tsx';
import { AlertAnnouncer } from './alert-announcer.tsx';
import { countText, fits, placeBelow, type AlertFilter, type FeedRow } from './alert-feed.ts';
import { AlertRow } from './alert-row.tsx';
import { useAlertFeed, type AlertFeed } from './use-alert-feed.ts';
import './alerts.css';

type Props = { readonly unit: OrgUnitDetail; readonly onOpen: (id: string) => void };
type FilterProps = {
  readonly feed: AlertFeed;
  readonly value: AlertFilter;
  readonly onPick: (filter: AlertFilter) => void;
};

function Filter({ feed: { counts, hasMore, query }, value, onPick }: FilterProps): ReactNode {
  const { say } = useWords();
  const most = (count: number): string => (query.data === undefined ? '' : countText(count, hasMore));
  const options = [
    { value: 'open', label: `${say('alerts.open')} ${most(counts.open)}` },
    { value: 'new', label: `${say('alerts.new')} ${most(counts.new)}` },
    { value: 'overdue', label: `${say('alerts.overdue')} ${query.data === undefined ? '' : String(counts.overdue)}` },
    { value: 'closed', label: say('alerts.closed') },
  ];
  return (
    <Segmented<string>
      aria-label={say('alerts.filter')}
      options={options}
      value={value}
      onChange={(next) => onPick(next as AlertFilter)}
    />
  );
}

type ListProps = { readonly rows: readonly FeedRow[]; readonly unit: OrgUnitDetail; readonly now: number } & Pick<
  Props,
  'onOpen'
>;

const step = 100;

function List({ rows, unit, now, onOpen }: ListProps): ReactNode {
  const { say } = useWords();
  const [shown, setShown] = useState(step);
  return (
    <ul className="alert-list" aria-label={say('alerts.list')} tabIndex={0}>
      {rows.slice(0, shown).map((row) => (
        <AlertRow
          key={row.alert.id}
          place={placeBelow(row.alert, unit.nameZh)}
          below={unit.id}
          {...{ row, now, onOpen }}
        />
      ))}
      {rows.length <= shown ? null : (
        <li>
          <Button block type="text" onClick={() => setShown(shown + step)}>
            {say('app.more')}
          </Button>
        </li>
      )}
    </ul>
  );
}

/** Alerts that come and change by themselves. */
export function AlertsPanel({ unit, onOpen }: Props): ReactNode {
  const { say } = useWords();
  const [filter, setFilter] = useState<AlertFilter>('open');
  const { alerts: heard } = useStream();
  const open = useAlertFeed(unit, 'open');
  const closed = useAlertFeed(unit, filter === 'closed' ? 'closed' : undefined);
  const feed = filter === 'closed' ? closed : open;
  const rows = feed.rows.filter(({ alert }) => fits(alert, filter, feed.now));
  const list = (): ReactNode =>
    rows.length === 0 ? (
      <Nothing>{say(`alerts.none-${filter}`)}</Nothing>
    ) : (
      <List key={filter} rows={rows} unit={unit} now={feed.now} onOpen={onOpen} />
    );
  return (
    <Panel title={say('alerts.title')} className="alerts-panel">
      <Filter feed={open} value={filter} onPick={setFilter} />
      <AlertAnnouncer rows={open.rows} heard={heard} />
      <Loaded of={feed.query}>{list}</Loaded>
    </Panel>
  );
}
