import { describe, expect, test } from '@jest/globals';
import { anItem, aScorecard } from '../../test-server/examples.ts';
import {
  doubtsIn,
  failingIn,
  failingOf,
  groupViews,
  missingIn,
  withOutliers,
  withPlannedGroups,
} from './group-view.ts';

const ofPack = (pack: string, group: string): ReturnType<typeof aScorecard> =>
  aScorecard(
    { met: 1, judged: 1 },
    {
      items: [anItem({ pack })],
      groups: [{ group, name: group, verdict: 'met', members: ['safety-guardian-post-rate'] }],
    },
  );

describe('the groups of a scope', () => {
  test('begin with campus safety, then the canteens, then the others', () => {
    const scorecards = [ofPack('reading', 'c'), ofPack('canteen', 'b'), ofPack('campus-safety', 'a')];
    expect(groupViews({ scorecards }).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('carry their members in the order of the group', () => {
    const card = aScorecard({ met: 1, judged: 2 });
    const items = [anItem({ indicator: 'x' }), anItem({ indicator: 'y' }), anItem({ indicator: 'z' })];
    const groups = [{ group: 'g', name: 'g', verdict: 'met' as const, members: ['z', 'x', 'absent'] }];
    const [view] = groupViews({ scorecards: [{ ...card, items, groups }] });
    expect(view?.members.map(({ indicator }) => indicator)).toEqual(['z', 'x']);
  });

  test('count a school as one of one, or as nothing while it cannot be judged', () => {
    const school = (verdict: 'met' | 'breached' | 'no-data'): unknown => {
      const groups = [{ group: 'g', name: 'g', verdict, members: [] }];
      return groupViews({ scorecards: [aScorecard({ met: 0, judged: 0 }, { groups })] })[0];
    };
    expect(school('met')).toMatchObject({ met: 1, judged: 1 });
    expect(school('breached')).toMatchObject({ met: 0, judged: 1 });
    expect(school('no-data')).toMatchObject({ met: 0, judged: 0 });
  });

  test('know how many fail and how many are missing', () => {
    const [view] = groupViews({ scorecards: [aScorecard({ met: 5, judged: 8 })] });
    expect(view === undefined ? [] : [failingIn(view), missingIn(view)]).toEqual([3, 1]);
  });

  test('count figures far from those of peers among the doubts, where those are looked for', () => {
    const card = aScorecard({ met: 5, judged: 8 }, { findingCounts: { 'outlier-own': 2 }, watchesOutliers: true });
    const [view] = groupViews({ scorecards: [card] });
    if (view === undefined) throw new Error('no group');
    expect([view.watchesOutliers, doubtsIn(view), doubtsIn(withOutliers(view, 3))]).toEqual([true, 2, 5]);
    expect(groupViews({ scorecards: [aScorecard({ met: 5, judged: 8 })] })[0]?.watchesOutliers).toBe(false);
  });

  test('take their name from the catalogue of the reader', () => {
    const [view] = groupViews({ scorecards: [aScorecard({ met: 1, judged: 1 })] }, (id) => `English of ${id}`);
    expect(view?.name).toBe('English of four-100');
  });
});

describe('a member', () => {
  test('knows its failing schools only where it counts them', () => {
    expect(failingOf(anItem())).toBeUndefined();
    const units = { met: 5, atRisk: 1, breached: 2, noData: 3, notApplicable: 4 };
    expect(failingOf(anItem({ units }))).toBe(3);
  });
});

describe('a scope of which nobody has reported', () => {
  const plan = {
    groups: [
      { id: 'four-100', nameZh: '4个100%', members: ['a', 'derived'] },
      { id: 'elsewhere', nameZh: '别的', members: ['z'] },
    ],
    datasets: [{ id: 'campus-safety', indicators: ['a', 'b'] }],
    indicators: ['a', 'b', 'derived', 'z'].map((id) => ({ id, nameZh: id, pack: 'campus-safety', unit: 'percent' })),
  };
  const bare = aScorecard({ met: 0, judged: 0 }, { items: [], groups: [] });

  test('shows the groups of its dataset without figures', () => {
    const views = groupViews({ scorecards: withPlannedGroups([bare], plan) });
    expect(views.map(({ id, verdict, members }) => [id, verdict, members.map(({ indicator }) => indicator)])).toEqual([
      ['four-100', 'no-data', ['a', 'derived']],
    ]);
  });

  test('does not touch scorecards that have groups', () => {
    const full = aScorecard({ met: 1, judged: 2 });
    expect(withPlannedGroups([full], plan)).toEqual([full]);
  });
});
