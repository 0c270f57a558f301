import type { Dataset, Group, Indicator } from '@xiaomai/gateway-api/catalogue';
import type { Verdict } from '@xiaomai/gateway-api/scalar';
import type { Coverage, Scorecard, ScorecardGroup, ScorecardItem, ScorecardPage } from '@xiaomai/gateway-api/scorecard';

/** One named group of a scope in a month, as its card shows it. */
export type GroupView = {
  readonly id: string;
  readonly name: string;
  readonly dataset: string;
  readonly verdict: Verdict;
  readonly coverage: Coverage;
  /** Schools that were due and have not come, and schools that came after they were due. */
  readonly missing: number;
  readonly late: number;
  /** What does not fit about the figures of the whole dataset: how often, by code. */
  readonly doubts: Doubts;
  /** Figures below are held against those of peers, which no doubt counts until it is asked for. */
  readonly watchesOutliers: boolean;
  readonly receivedAt: string | null;
  /** Units that meet every member, of those judged; of a school, 1 or 0 of 1. */
  readonly met: number;
  readonly judged: number;
  readonly members: readonly ScorecardItem[];
};

export type Doubts = Readonly<Record<string, number>>;
export type Owing = Pick<GroupView, 'missing' | 'late'>;

type Naming = (id: string, name: string) => string;

const asGiven: Naming = (_, name) => name;

const packOrder = ['campus-safety', 'canteen'];

const rank = (view: GroupView): number => {
  const at = packOrder.indexOf(view.members[0]?.pack ?? '');
  return at < 0 ? packOrder.length : at;
};

function leafTally(verdict: Verdict): { met: number; judged: number } {
  const isJudged = verdict === 'met' || verdict === 'breached' || verdict === 'at-risk';
  return { met: verdict === 'met' ? 1 : 0, judged: isJudged ? 1 : 0 };
}

/** Of a rollup how many below are missing and late; a school is one or none. */
export const owingOf = (card: Pick<Scorecard, 'missing' | 'late' | 'missingUnits' | 'lateUnits'>): Owing => ({
  missing: card.missingUnits ?? (card.missing === true ? 1 : 0),
  late: card.lateUnits ?? (card.late === true ? 1 : 0),
});

function doubtsOf({ findingCounts, findings = [] }: Scorecard): Doubts {
  if (findingCounts !== undefined) return findingCounts;
  return Object.fromEntries(
    [...Map.groupBy(findings, ({ code }) => code)].map(([code, found]) => [code, found.length]),
  );
}

export const doubtsIn = ({ doubts }: Pick<GroupView, 'doubts'>): number =>
  Object.values(doubts).reduce((sum, count) => sum + count, 0);

/** With the figures that lie far from those of their peers. */
export const withOutliers = (group: GroupView, figures: number): GroupView =>
  figures === 0 ? group : { ...group, doubts: { ...group.doubts, 'outlier-peers': figures } };

function viewOf(scorecard: Scorecard, group: ScorecardGroup, nameOf: Naming): GroupView {
  const leaf = leafTally(group.verdict);
  return {
    id: group.group,
    name: nameOf(group.group, group.name),
    dataset: scorecard.dataset,
    verdict: group.verdict,
    coverage: scorecard.coverage,
    ...owingOf(scorecard),
    doubts: doubtsOf(scorecard),
    watchesOutliers: scorecard.watchesOutliers === true,
    receivedAt: scorecard.receivedAt,
    met: group.met ?? leaf.met,
    judged: group.judged ?? leaf.judged,
    members: group.members.flatMap((id) => scorecard.items.find(({ indicator }) => indicator === id) ?? []),
  };
}

/** The groups of a scope, campus safety first, then the canteens, then whatever else there is. */
export function groupViews(page: Pick<ScorecardPage, 'scorecards'>, nameOf: Naming = asGiven): GroupView[] {
  const views = page.scorecards.flatMap((card) => card.groups.map((group) => viewOf(card, group, nameOf)));
  return views.toSorted((a, b) => rank(a) - rank(b));
}

export const failingIn = (view: Pick<GroupView, 'met' | 'judged'>): number => Math.max(0, view.judged - view.met);

/** Who has not reported, whether it is due already or not. */
export const missingIn = ({ coverage }: Pick<GroupView, 'coverage'>): number =>
  Math.max(0, coverage.expected - coverage.reported);

/** How many schools fail one member; known of a non-leaf only. */
export const failingOf = (item: ScorecardItem): number | undefined =>
  item.units === undefined ? undefined : item.units.breached + item.units.atRisk;

/** What the catalogue knows of groups, for a scope of which nobody has reported yet. */
export type GroupPlan = {
  readonly groups: readonly Pick<Group, 'id' | 'nameZh' | 'members'>[];
  readonly datasets: readonly Pick<Dataset, 'id' | 'indicators'>[];
  readonly indicators: readonly Pick<Indicator, 'id' | 'nameZh' | 'pack' | 'unit'>[];
};

const unreported = ({ id, nameZh, pack, unit }: GroupPlan['indicators'][number]): ScorecardItem => ({
  indicator: id,
  name: nameZh,
  pack,
  unit,
  targetId: null,
  severity: null,
  verdict: 'no-data',
  value: null,
  target: null,
  comparator: null,
  gap: null,
  reason: '',
});

/** The same scorecards, those without groups filled up with the groups their dataset is about. */
export function withPlannedGroups(scorecards: readonly Scorecard[], plan: GroupPlan): Scorecard[] {
  return scorecards.map((card) => {
    const reportedOf = new Set(plan.datasets.find(({ id }) => id === card.dataset)?.indicators);
    const groups = plan.groups.filter(({ members }) => members.some((member) => reportedOf.has(member)));
    if (card.groups.length > 0) return card;
    const members = new Set(groups.flatMap((group) => group.members));
    return {
      ...card,
      items: plan.indicators.filter(({ id }) => members.has(id)).map(unreported),
      groups: groups.map((group) => ({
        group: group.id,
        name: group.nameZh,
        verdict: 'no-data',
        members: group.members,
        met: 0,
        judged: 0,
      })),
    };
  });
}
