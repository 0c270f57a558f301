import type { Catalogue, Severity, Target } from '../../catalogue/domain/catalogue.ts';
import type { Scorecard } from '../../scorecards/domain/card.ts';
import type { Judged, Verdict } from '../../scorecards/domain/judge.ts';
import { tallyingArrivals, type Arrivals, type ArrivalTally } from './arrivals.ts';
import { count, countsOf, type Counted, type Counts } from './counts.ts';
import { followEpisodes, type Episodes } from './episodes.ts';
import type { Both } from './looked-at.ts';

/** Reporting units, and the units above them. */
export type ByLevel = { readonly units: Counts<Verdict>; readonly rollups: Counts<Verdict> };

/** Figures that were judged by the one target and would be by the other. */
export type TargetTally = ByLevel & Both<Target | undefined> & { readonly indicator: string };
export type GroupTally = ByLevel & { readonly group: string };
export type AlertTally = {
  readonly severity: Severity;
  readonly opened: Both<number>;
  readonly resolved: Both<number>;
};

/** What a backtest comes to. */
export type TallyResult = {
  readonly cards: number;
  readonly rollups: number;
  readonly changes: number;
  readonly changedUnits: number;
  readonly targets: readonly TargetTally[];
  readonly groups: readonly GroupTally[];
  readonly alerts: readonly AlertTally[];
  readonly arrivals: readonly ArrivalTally[];
};

/** What is compared of a scorecard or a rollup. */
export type JudgedCard = {
  readonly cells: readonly Judged[];
  readonly groups: readonly { readonly group: string; readonly verdict: Verdict }[];
};

/** A figure whose verdict would have been another. */
export type ChangedCell = Both<Judged | undefined> & { readonly indicator: string };

type Level = keyof ByLevel;
type Row = Record<Level, Counted>;

const unjudged: Verdict = 'not-applicable';
const verdictOf = (cell: Pick<Judged, 'verdict'> | undefined): Verdict => cell?.verdict ?? unjudged;

function pairs<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string) {
  const found = new Map<string, { before: T | undefined; after: T | undefined }>();
  for (const item of before) found.set(keyOf(item), { before: item, after: undefined });
  for (const item of after) found.set(keyOf(item), { before: found.get(keyOf(item))?.before, after: item });
  return found;
}

const rowOf = (rows: Map<string, Row>, key: string): Row => {
  const found = rows.get(key) ?? { units: new Map<string, number>(), rollups: new Map<string, number>() };
  rows.set(key, found);
  return found;
};

const byLevel = (row: Row): ByLevel => ({
  units: countsOf<Verdict>(row.units),
  rollups: countsOf<Verdict>(row.rollups),
});

const targetsById = (catalogue: Catalogue): ReadonlyMap<string, Target> =>
  new Map([...catalogue.targets.values()].flat().map((target) => [target.id, target]));

const none = { opened: 0, resolved: 0 };
// What is overdue warns, whatever it is.
const ofSilence: Severity = 'warning';

function alertsOf({ before, after }: Both<Episodes>, silence: Arrivals['alerts']): readonly AlertTally[] {
  return [...before.counts].map(([severity, was]) => {
    const would = after.counts.get(severity) ?? none;
    const overdue = severity === ofSilence ? silence : { before: none, after: none };
    return {
      severity,
      opened: { before: was.opened + overdue.before.opened, after: would.opened + overdue.after.opened },
      resolved: { before: was.resolved + overdue.before.resolved, after: would.resolved + overdue.after.resolved },
    };
  });
}

/** Counts judged cards, and tells which verdicts of each would have been others. */
export type Tally = {
  readonly take: (card: Taken) => readonly ChangedCell[];
  /** Takes a reporting unit's cards among those that open and resolve alerts; in the order of their periods. */
  readonly follow: (cards: Both<Scorecard | undefined>, end: string) => void;
  readonly arrivals: Arrivals;
  readonly result: () => TallyResult;
};
type Taken = Both<JudgedCard | undefined> & { readonly orgUnit: string; readonly level: Level };

const verdictsOf = (cells: Both<Pick<Judged, 'verdict'> | undefined>): Both<Verdict> => ({
  before: verdictOf(cells.before),
  after: verdictOf(cells.after),
});

const targetsOf = ({ before, after }: Both<Judged | undefined>): Both<string> => ({
  before: before?.target ?? '',
  after: after?.target ?? '',
});

const cellsOf = (card: JudgedCard | undefined): JudgedCard['cells'] => card?.cells ?? [];
const groupsOf = (card: JudgedCard | undefined): JudgedCard['groups'] => card?.groups ?? [];

function takeCells(targets: Map<string, Row>, { before, after, level }: Taken): readonly ChangedCell[] {
  const changed: ChangedCell[] = [];
  for (const [indicator, cells] of pairs(cellsOf(before), cellsOf(after), (cell) => cell.indicator)) {
    const judgedBy = targetsOf(cells);
    if (judgedBy.before === '' && judgedBy.after === '') continue;
    const verdicts = verdictsOf(cells);
    count(rowOf(targets, `${indicator} ${judgedBy.before} ${judgedBy.after}`)[level], verdicts);
    if (verdicts.before !== verdicts.after) changed.push({ indicator, ...cells });
  }
  return changed;
}

function takeGroups(groups: Map<string, Row>, { before, after, level }: Taken): void {
  for (const [group, cells] of pairs(groupsOf(before), groupsOf(after), (cell) => cell.group)) {
    count(rowOf(groups, group)[level], verdictsOf(cells));
  }
}

/** Begins a tally. */
export function tallying(catalogues: Both<Catalogue>): Tally {
  const targets = { before: targetsById(catalogues.before), after: targetsById(catalogues.after) };
  const severityIn = (known: ReadonlyMap<string, Target>) => (id: string) => known.get(id)?.severity ?? 'notice';
  const episodes = {
    before: followEpisodes(severityIn(targets.before)),
    after: followEpisodes(severityIn(targets.after)),
  };
  const arrivals = tallyingArrivals(catalogues);
  const rows = { targets: new Map<string, Row>(), groups: new Map<string, Row>() };
  const units = new Set<string>();
  const taken = { units: 0, rollups: 0 };
  let changes = 0;

  const targetTally = ([key, row]: [string, Row]): TargetTally => {
    const [indicator = '', before = '', after = ''] = key.split(' ');
    const both = { before: targets.before.get(before), after: targets.after.get(after) };
    return { indicator, ...both, ...byLevel(row) };
  };

  return {
    arrivals,
    take: (card) => {
      taken[card.level] += 1;
      const changed = takeCells(rows.targets, card);
      takeGroups(rows.groups, card);
      changes += changed.length;
      if (changed.length > 0) units.add(card.orgUnit);
      return changed;
    },
    follow: ({ before, after }, end) => {
      if (before !== undefined) episodes.before.take(before, end);
      if (after !== undefined) episodes.after.take(after, end);
    },
    result: () => ({
      ...{ cards: taken.units, rollups: taken.rollups, changes, changedUnits: units.size },
      targets: [...rows.targets].sort().map(targetTally),
      groups: [...rows.groups].sort().map(([group, row]) => ({ group, ...byLevel(row) })),
      alerts: alertsOf(episodes, arrivals.alerts),
      arrivals: arrivals.result(),
    }),
  };
}
