import type { ScorecardItem, UnitScorecard } from '@xiaomai/gateway-api/scorecard';
import type { Verdict } from '@xiaomai/gateway-api/scalar';
import { failingIn, groupViews, owingOf, type GroupView, type Owing } from '../groups/group-view.ts';

/** A unit right below the scope, as the ranking shows it. */
export type ChildRow = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** 1 = best; equal shares have equal ranks; undefined = nothing judged. */
  readonly rank: number | undefined;
  readonly reported: number;
  readonly expected: number | undefined;
  readonly met: number;
  readonly judged: number;
  readonly failing: number;
  /** Schools that were due and have not come, and schools that came late. */
  readonly missing: number;
  readonly late: number;
  readonly verdict: Verdict;
  readonly members: ReadonlyMap<string, ScorecardItem>;
};

type Share = Pick<ChildRow, 'met' | 'judged'>;

// Compared crosswise as integers: two shares are equal only if they are.
const compareShares = (a: Share, b: Share): number =>
  a.judged === 0 || b.judged === 0 ? b.judged - a.judged : b.met * a.judged - a.met * b.judged;

function viewIn(child: UnitScorecard, group: string): GroupView | undefined {
  if (child.scorecard === null) return undefined;
  return groupViews({ scorecards: [child.scorecard] }).find(({ id }) => id === group);
}

const figuresOf = (view: GroupView): Omit<ChildRow, 'rank' | 'id' | 'name' | 'type' | keyof Owing> => ({
  reported: view.coverage.reported,
  expected: view.coverage.expected,
  met: view.met,
  judged: view.judged,
  failing: failingIn(view),
  verdict: view.verdict,
  members: new Map(view.members.map((item) => [item.indicator, item])),
});

const nothing: ReturnType<typeof figuresOf> = {
  reported: 0,
  expected: undefined,
  met: 0,
  judged: 0,
  failing: 0,
  verdict: 'no-data',
  members: new Map(),
};

function rowOf(child: UnitScorecard, group: string): Omit<ChildRow, 'rank'> {
  const view = viewIn(child, group);
  const { orgUnit: id, name, type } = child;
  const owing = owingOf(child.scorecard ?? {});
  return { id, name, type, ...owing, ...(view === undefined ? nothing : figuresOf(view)) };
}

/** The units below, best share first, those without data last. */
export function childRows(
  children: readonly UnitScorecard[],
  group: string,
  nameOf: (id: string, name: string) => string = (_, name) => name,
): ChildRow[] {
  const rows = children.map((child) => rowOf({ ...child, name: nameOf(child.orgUnit, child.name) }, group));
  const sorted = rows.toSorted((a, b) => compareShares(a, b) || b.judged - a.judged || a.id.localeCompare(b.id));
  return sorted.map((row) => ({
    ...row,
    rank:
      row.judged === 0
        ? undefined
        : rows.filter((other) => other.judged > 0 && compareShares(other, row) < 0).length + 1,
  }));
}
