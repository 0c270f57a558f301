import type { OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import type { ScorecardItem } from '@xiaomai/gateway-api/scorecard';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { childrenReading, scorecardsReading, type Slice } from '../api/reading.ts';
import { useIndicatorName, useUnitName } from '../api/use-names.ts';
import { useReading } from '../api/use-reading.ts';
import { periodText } from '../format/month-text.ts';
import { GroupCard } from '../groups/group-card.tsx';
import type { GroupView } from '../groups/group-view.ts';
import { useGroups, useWithOutliers } from '../groups/use-groups.ts';
import { Loaded, Loading, Nothing } from '../pieces/loaded.tsx';
import type { Move } from '../place/use-place.ts';
import { TraceDrawer, type Traced } from '../trace/trace-drawer.tsx';
import { childRows, type ChildRow } from '../units/child-rows.ts';
import { isLevel, nameIn } from '../units/org-kind.ts';
import { UnitsPanel, type UnitsTab } from '../units/units-panel.tsx';
import { useWords } from '../words/words-context.tsx';
import { Headline } from './headline.tsx';
import '../groups/groups.css';

const ChartsRow = lazy(async () => ({ default: (await import('../charts/charts-row.tsx')).ChartsRow }));

type Props = {
  readonly unit: OrgUnitDetail;
  readonly period: string;
  readonly selected: string | undefined;
  readonly tree: 'as-is' | undefined;
  readonly move: Move;
};

type DetailProps = Props & {
  readonly group: GroupView;
  readonly tab: UnitsTab;
  readonly onTab: (tab: UnitsTab) => void;
};

/** What lies below, of the group in view: table, lists and drawings. */
function Details({ unit, period, group, tree, move, tab, onTab }: DetailProps): ReactNode {
  const { lang, say } = useWords();
  const slice: Slice = useMemo(
    () => ({ scope: unit.id, period, dataset: group.dataset, tree }),
    [unit.id, period, group.dataset, tree],
  );
  const children = useReading(childrenReading(slice));
  const items = children.data?.items;
  const nameOf = useUnitName(unit.id);
  const rows = useMemo(() => childRows(items ?? [], group.id, nameOf), [items, group.id, nameOf]);
  const caption = say('units.table', {
    scope: nameIn(unit, lang),
    period: periodText(period, lang),
    group: group.name,
  });
  const onSchool = (school: string): void => move({ school });
  const onOpen = (row: ChildRow): void => (isLevel(row.type) ? move({ scope: row.id }) : onSchool(row.id));
  return (
    <div className="details">
      <Loaded of={children} rows={8}>
        {() => <UnitsPanel {...{ slice, group, rows, caption, tab, onTab, onOpen, onSchool }} />}
      </Loaded>
      <Suspense fallback={<Loading rows={6} />}>
        <ChartsRow slice={slice} group={group} rows={rows} onOpen={onOpen} />
      </Suspense>
    </div>
  );
}

type CardsProps = Props & { readonly views: readonly GroupView[]; readonly group: GroupView | undefined };

/** A card per group, and the way from a figure to its sources. */
function Cards({ unit, period, move, views, group }: CardsProps): ReactNode {
  const { say } = useWords();
  const nameOf = useIndicatorName();
  const [traced, setTraced] = useState<Traced>();
  const trace = ({ dataset }: GroupView, item: ScorecardItem): void =>
    setTraced({
      slice: { scope: unit.id, period, dataset },
      indicator: item.indicator,
      name: nameOf(item.indicator, item.name),
    });
  return (
    <section className="groups" aria-label={say('group.region')}>
      {views.map((view) => (
        <GroupCard
          key={view.id}
          view={view}
          selected={view === group}
          onSelect={() => move({ group: view.id })}
          onTrace={(item) => trace(view, item)}
        />
      ))}
      <TraceDrawer
        traced={traced}
        onClose={() => setTraced(undefined)}
        onSchool={(school) => {
          setTraced(undefined);
          move({ school });
        }}
      />
    </section>
  );
}

/** The figures of the scope: headline, groups, and what lies below. */
export function BoardMain(props: Props): ReactNode {
  const { unit, period, selected, tree, move } = props;
  const { say } = useWords();
  const [tab, setTab] = useState<UnitsTab>('children');
  const page = useReading(scorecardsReading(unit.id, period, tree));
  const views = useGroups(page.data);
  const shown = views.find(({ id }) => id === selected) ?? views[0];
  const group = useWithOutliers(shown, { scope: unit.id, period });
  return (
    <>
      <Headline
        unit={unit}
        period={period}
        group={group}
        isAsIs={tree === 'as-is'}
        onTab={setTab}
        onPeriod={(earlier) => move({ period: earlier })}
      />
      <Loaded of={page} rows={8}>
        {() => (group === undefined ? <Nothing>{say('group.empty')}</Nothing> : null)}
      </Loaded>
      {views.length === 0 ? null : <Cards {...props} views={views} group={group} />}
      {group === undefined ? null : <Details {...props} group={group} tab={tab} onTab={setTab} />}
    </>
  );
}
