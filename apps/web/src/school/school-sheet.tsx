import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import type { ScorecardPage } from '@xiaomai/gateway-api/scorecard';
import { Tabs } from 'antd';
import { useState, type ReactNode } from 'react';
import { scorecardsReading } from '../api/reading.ts';
import { useIndicatorName, useScorecardTitle } from '../api/use-names.ts';
import { useReading } from '../api/use-reading.ts';
import { Loaded, Nothing } from '../pieces/loaded.tsx';
import { TraceDrawer, type Traced } from '../trace/trace-drawer.tsx';
import { useWords } from '../words/words-context.tsx';
import { SchoolAlerts } from './school-alerts.tsx';
import { SchoolDue } from './school-due.tsx';
import { SchoolRevisions } from './school-revisions.tsx';
import { SchoolValues } from './school-values.tsx';
import './school.css';

type Props = { readonly unit: OrgUnitDetail; readonly period: string; readonly onAlert: (alert: string) => void };
type PageProps = { readonly page: ScorecardPage; readonly onTrace: (traced: Traced) => void };

function Values({ page, onTrace }: PageProps): ReactNode {
  const { say } = useWords();
  const nameOf = useIndicatorName();
  const reported = page.scorecards.filter(({ items }) => items.length > 0);
  if (reported.length === 0) return <Nothing>{say('school.no-values')}</Nothing>;
  return reported.map((card) => (
    <SchoolValues
      key={card.dataset}
      scorecard={card}
      onTrace={(item) => {
        const slice = { scope: page.orgUnit, period: page.period, dataset: card.dataset };
        onTrace({ slice, indicator: item.indicator, name: nameOf(item.indicator, item.name) });
      }}
    />
  ));
}

function Revisions({ page }: { readonly page: ScorecardPage }): ReactNode {
  const { say } = useWords();
  const titleOf = useScorecardTitle();
  const reported = page.scorecards.filter(({ revision = 0 }) => revision > 0);
  if (reported.length === 0) return <Nothing>{say('school.no-revisions')}</Nothing>;
  return reported.map((card) => (
    <SchoolRevisions
      key={card.dataset}
      submission={`${page.orgUnit}|${card.dataset}|${page.period}`}
      title={titleOf(card)}
      names={new Map(card.items.map(({ indicator, name }) => [indicator, name]))}
    />
  ));
}

/** Everything about one school in one month. */
export function SchoolSheet({ unit, period, onAlert }: Props): ReactNode {
  const { say } = useWords();
  const [traced, setTraced] = useState<Traced>();
  const page = useReading(scorecardsReading(unit.id, period));
  const body = (render: (found: ScorecardPage) => ReactNode): ReactNode => <Loaded of={page}>{render}</Loaded>;
  return (
    <>
      <Tabs
        items={[
          {
            key: 'values',
            label: say('school.values'),
            children: body((found) => <Values page={found} onTrace={setTraced} />),
          },
          {
            key: 'due',
            label: say('due.title'),
            children: body((found) => <SchoolDue unit={unit} page={found} />),
          },
          { key: 'revisions', label: say('school.revisions'), children: body((found) => <Revisions page={found} />) },
          { key: 'alerts', label: say('school.alerts'), children: <SchoolAlerts unit={unit} onOpen={onAlert} /> },
        ]}
      />
      <TraceDrawer traced={traced} onClose={() => setTraced(undefined)} onSchool={() => setTraced(undefined)} />
    </>
  );
}
