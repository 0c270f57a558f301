import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { demoMembers, rollUp, usualPlan } from './demo-city.ts';
import type { Member } from './facts.ts';
import { compareShares } from './figure.ts';
import { rankMembers } from './ranking.ts';

const members = demoMembers({ ...usualPlan, schools: 180, failing: 17, missing: 11 });

function silent(member: Member): Member {
  const units = member.units.map((unit) => ({ ...unit, card: undefined }));
  return { ...member, units, card: undefined };
}

const smallCity = fc.record({
  schools: fc.integer({ min: 9, max: 90 }),
  failing: fc.integer({ min: 0, max: 9 }),
  missing: fc.integer({ min: 0, max: 9 }),
  period: fc.constant('2026-11'),
});

describe('ranking', () => {
  test('the order in which members come does not matter', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...members], { minLength: members.length }), (shuffled) => {
        expect(rankMembers(shuffled)).toEqual(rankMembers(members));
      }),
    );
  });

  test('a better rank is a greater share, and equal shares have equal ranks', () => {
    fc.assert(
      fc.property(smallCity, (plan) => {
        const rows = rankMembers(demoMembers(plan)).filter((row) => row.rank !== null);
        for (const a of rows) {
          for (const b of rows) {
            const order = compareShares({ part: a.met, whole: a.whole }, { part: b.met, whole: b.whole });
            expect(Math.sign((b.rank ?? 0) - (a.rank ?? 0))).toBe(order);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test('after a shared rank as many ranks are left out as share it', () => {
    const same = members
      .slice(0, 3)
      .map((member, index) => ({ ...member, orgUnit: `x${index}`, units: member.units.slice(0, 1) }));
    const rows = rankMembers(same.map((m) => ({ ...m, card: rollUp(m.units, '2026-11') })));
    const ranks = rows.map((row) => row.rank);
    expect(ranks).toEqual(
      rows.map((row) => 1 + rows.filter((other) => other.met * row.whole > row.met * other.whole).length),
    );
  });

  test('what is not reported counts as not met', () => {
    const [first] = members;
    if (first === undefined) throw new Error('no member');
    const complete = rankMembers([first])[0];
    const halved = {
      ...first,
      units: first.units.map((unit, n) => (n % 2 === 0 ? unit : { ...unit, card: undefined })),
    };
    const half = rankMembers([{ ...halved, card: rollUp(halved.units, '2026-11') }])[0];
    expect(half?.whole).toBe(complete?.whole);
    expect(half?.met).toBeLessThan(complete?.met ?? 0);
  });

  test('a member from which nothing has come is last, not missing', () => {
    const rows = rankMembers(members.map((member, index) => (index === 4 ? silent(member) : member)));
    expect(rows.at(-1)).toMatchObject({
      orgUnit: '330705',
      rank: 9,
      met: 0,
      judged: 0,
      whole: 20,
      reported: 0,
      expected: 20,
    });
  });

  test('where nothing at all has come nobody is ranked', () => {
    expect(rankMembers(members.map(silent)).map((row) => row.rank)).toEqual(members.map(() => null));
  });

  test('without groups the verdicts of the indicators decide', () => {
    const plain = members.map((member) => ({ ...member, card: member.card && { ...member.card, groups: [] } }));
    const [best] = rankMembers(plain);
    expect(best?.judged).toBe((best?.reported ?? 0) * 6);
  });
});
