import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import type { ReactNode } from 'react';
import { AlertDrawer } from '../alert/alert-drawer.tsx';
import { AlertsPanel } from '../alerts/alerts-panel.tsx';
import { orgUnitReading } from '../api/reading.ts';
import { useReading } from '../api/use-reading.ts';
import { BoardMain } from '../board/board-main.tsx';
import { concernsView, useView, type View } from '../board/use-view.ts';
import { periodText } from '../format/month-text.ts';
import { HazardsDrawer } from '../hazards/hazards-drawer.tsx';
import { Header } from '../header/header.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PeriodsDrawer } from '../periods/periods-drawer.tsx';
import { ReportsDrawer } from '../reports/reports-drawer.tsx';
import { SchoolDrawer } from '../school/school-drawer.tsx';
import { SchoolSheet } from '../school/school-sheet.tsx';
import { StreamContext, useLiveStream } from '../stream/use-live-stream.ts';
import { isLevel, nameIn, typeText } from '../units/org-kind.ts';
import { TreeDrawer } from '../tree/tree-drawer.tsx';
import { useWords } from '../words/words-context.tsx';
import '../board/board.css';

type Shown = { readonly view: View; readonly unit: OrgUnitDetail };

function Main({ view: { place, period, move }, unit }: Shown): ReactNode {
  const { say, lang } = useWords();
  if (isLevel(unit.type))
    return <BoardMain key={unit.id} unit={unit} period={period} selected={place.group} tree={place.tree} move={move} />;
  return (
    <section className="panel school-page">
      <h1>{say('headline.title', { scope: nameIn(unit, lang), period: periodText(period, lang) })}</h1>
      <p className="soft">{typeText(unit.type, say)}</p>
      <SchoolSheet unit={unit} period={period} onAlert={(alert) => move({ alert })} />
    </section>
  );
}

function Columns({ view, unit }: Shown): ReactNode {
  return (
    <>
      <main id="main" className="board-main" tabIndex={-1}>
        <Main view={view} unit={unit} />
      </main>
      <aside className="board-side">
        <AlertsPanel unit={unit} onOpen={(alert) => view.move({ alert })} />
      </aside>
    </>
  );
}

function Drawers({ view: { place, period, move, unit } }: { readonly view: View }): ReactNode {
  const scope = unit.data === undefined ? {} : { unit: unit.data };
  const hazards = { open: place.panel === 'hazards', onClose: () => move({ panel: null }) };
  const reports = { open: place.panel === 'reports', onClose: () => move({ panel: null }), period };
  return (
    <>
      <SchoolDrawer
        school={place.school}
        period={period}
        onClose={() => move({ school: null })}
        onAlert={(alert) => move({ alert })}
      />
      <AlertDrawer
        id={place.alert}
        onClose={() => move({ alert: null })}
        onSchool={(school) => move({ school, alert: null })}
      />
      <HazardsDrawer {...hazards} {...scope} />
      <ReportsDrawer {...reports} {...scope} />
      <PeriodsDrawer
        open={place.panel === 'periods'}
        onClose={() => move({ panel: null })}
        period={period}
        {...scope}
      />
      <TreeDrawer
        open={place.panel === 'tree'}
        tree={place.tree}
        onTree={(tree) => move({ tree: tree ?? null })}
        onClose={() => move({ panel: null })}
        {...scope}
      />
    </>
  );
}

function useSchoolName(school: string | undefined): string | undefined {
  const { lang } = useWords();
  const { data } = useReading(school === undefined ? undefined : orgUnitReading(school));
  return school === undefined || data === undefined ? undefined : nameIn(data, lang);
}

/** The live board of one scope and month. */
export function BoardPage(): ReactNode {
  const { say } = useWords();
  const view = useView();
  const store = useLiveStream((changed) => concernsView(changed, view));
  const school = useSchoolName(view.place.school);
  return (
    <StreamContext value={store}>
      <a className="skip-link" href="#main">
        {say('app.skip')}
      </a>
      <Header unit={view.unit.data} school={school} period={view.period} onPeriod={(period) => view.move({ period })} />
      <div className="board">
        <Loaded of={view.unit} rows={10}>
          {(unit) => <Columns view={view} unit={unit} />}
        </Loaded>
      </div>
      <Drawers view={view} />
    </StreamContext>
  );
}
