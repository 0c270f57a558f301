import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import { useMemo, type ReactNode } from 'react';
import { feedRows } from '../alerts/alert-feed.ts';
import { AlertRow } from '../alerts/alert-row.tsx';
import { alertsReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { useNow } from '../clock/use-now.ts';
import { Loaded, Nothing } from '../pieces/loaded.tsx';
import { useStream } from '../stream/use-live-stream.ts';
import { useWords } from '../words/words-context.tsx';

type Props = { readonly unit: OrgUnitDetail; readonly onOpen: (alert: string) => void };

/** All alerts of one school, open and closed. */
export function SchoolAlerts({ unit, onOpen }: Props): ReactNode {
  const { say } = useWords();
  const now = useNow(15_000);
  const { alerts: heard } = useStream();
  const query = useReading(alertsReading({ orgUnit: unit.id, limit: 100 }));
  const scope = useMemo(() => ({ id: unit.id, names: [...unit.ancestors, unit].map(({ nameZh }) => nameZh) }), [unit]);
  const rows = feedRows({ listed: query.data?.items ?? [], heard, scope });
  return (
    <Loaded of={query}>
      {() =>
        rows.length === 0 ? (
          <Nothing>{say('school.no-alerts')}</Nothing>
        ) : (
          <ul className="alert-list" aria-label={say('school.alerts')}>
            {rows.map((row) => (
              <AlertRow key={row.alert.id} row={row} now={now} onOpen={onOpen} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
