import { describe, expect, test } from '@jest/globals';
import { parsePeriod, type Period } from '@xiaomai/period';
import fc from 'fast-check';
import { summing } from './summary.ts';
import { periodsOf, tallyOf, type Ledger, type LedgerLine, type RoundLine } from './tally.ts';

function period(text: string): Period {
  const parsed = parsePeriod(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

const line = (change: Partial<LedgerLine> = {}): LedgerLine => ({
  ...{ number: 'x-2026-0001', foundOn: '2026-11-24', class: 'fire', severity: 'general', state: 'open' },
  ...{ overdue: false, reopened: 0, version: 1, isRechecked: false, changedAt: 5 },
  ...change,
});

const round = (change: Partial<RoundLine> = {}): RoundLine => ({
  ...{ end: '2026-11-20', isOver: true, isRegistered: true, visits: [] },
  ...change,
});

const many = (n: number, change: Partial<LedgerLine>): readonly LedgerLine[] =>
  Array.from({ length: n }, () => line(change));

describe('a tally', () => {
  test('counts what was found in its period as it stands now', () => {
    const hazards = [
      line(),
      line({ state: 'rectified', version: 2 }),
      line({ state: 'struck-off', version: 3, severity: 'major', isRechecked: true }),
      line({ foundOn: '2026-12-01' }),
    ];
    expect(tallyOf({ hazards, rounds: [] }, period('2026-11'))).toMatchObject({
      ...{ all: { found: 3, rectified: 2, struckOff: 1 }, major: { found: 1, rectified: 1, struckOff: 1 } },
      ...{ majorRechecked: 1, onLedger: 2, version: 6 },
    });
  });

  test('counts nothing of what was voided, and says that it changed', () => {
    const hazards = [
      line({ version: 2 }),
      line({ state: 'voided', version: 3, severity: 'major', reopened: 1, isRechecked: true, changedAt: 9 }),
    ];
    expect(tallyOf({ hazards, rounds: [] }, period('2026-11'))).toMatchObject({
      ...{ all: { found: 1, rectified: 0, struckOff: 0 }, major: { found: 0 }, majorRechecked: 0 },
      ...{ onLedger: 1, reopened: 0, version: 5, at: 9 },
    });
  });

  test('carries what was found before and is on the ledger still', () => {
    const hazards = [line({ foundOn: '2025-12-31', overdue: true, severity: 'major', reopened: 1 }), line()];
    expect(tallyOf({ hazards, rounds: [] }, period('2026'))).toMatchObject({
      ...{ all: { found: 1, rectified: 0, struckOff: 0 }, onLedger: 2, overdue: 1, majorOpen: 1, reopened: 1 },
    });
  });

  test('of a hundred days: 9,849 found and rectified, 63 of them major, 6,428 visits', () => {
    const hazards = [
      ...many(9_786, { state: 'struck-off', foundOn: '2023-05-08' }),
      ...many(63, { state: 'struck-off', foundOn: '2023-05-08', severity: 'major' }),
    ];
    const rounds = [round({ end: '2023-06-30', visits: Array.from({ length: 6_428 }, () => '2023-05-08') })];
    expect(tallyOf({ hazards, rounds }, period('2023'))).toMatchObject({
      ...{ all: { found: 9_849, rectified: 9_849 }, major: { found: 63, rectified: 63 } },
      ...{ onLedger: 0, visits: 6_428, roundsDue: 1, roundsVisited: 1 },
    });
  });

  test('owes a visit only when the round is over, and only where the register has the unit', () => {
    const rounds = [
      round(),
      round({ isOver: false }),
      round({ isRegistered: false, visits: ['2026-11-03'] }),
      round({ visits: ['2026-10-31', '2026-11-02'] }),
    ];
    expect(tallyOf({ hazards: [], rounds }, period('2026-11'))).toMatchObject({
      ...{ visits: 2, roundsDue: 2, roundsVisited: 1 },
    });
  });

  test('is made for each month and year that has something, from the day of the change on', () => {
    const ledger = {
      hazards: [line({ foundOn: '2026-10-05' }), line()],
      rounds: [round({ end: '2027-01-31', isOver: false, visits: ['2026-12-30'] })],
    };
    expect(periodsOf(ledger, '2026-11-24').map(({ text }) => text)).toEqual(['2026', '2026-11', '2026-12']);
    expect(periodsOf(ledger, '').map(({ text }) => text)).toEqual(['2026', '2026-10', '2026-11', '2026-12']);
  });
});

const days = ['2025-12-31', '2026-01-01', '2026-10-05', '2026-11-24', '2026-11-30', '2026-12-01'];
const lines: fc.Arbitrary<LedgerLine> = fc
  .record({
    foundOn: fc.constantFrom(...days),
    severity: fc.constantFrom('general' as const, 'major'),
    state: fc.constantFrom('open' as const, 'rectified', 'struck-off', 'voided'),
    reopened: fc.nat(2),
    version: fc.integer({ min: 1, max: 9 }),
    overdue: fc.boolean(),
    class: fc.constantFrom('fire' as const, 'food', 'drowning'),
  })
  .map(line);

describe('whatever the ledger holds', () => {
  test('counts reconcile: struck off ≤ rectified ≤ found, majors among all, months add up to their year', () => {
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 40 }), (hazards) => {
        const ledger: Ledger = { hazards, rounds: [] };
        const tallies = periodsOf(ledger, '').map((one) => tallyOf(ledger, one));
        for (const { all, major, onLedger, overdue, majorOpen } of tallies) {
          expect(all.struckOff <= all.rectified && all.rectified <= all.found).toBe(true);
          expect(major.found <= all.found && major.rectified <= all.rectified).toBe(true);
          expect(onLedger).toBeGreaterThanOrEqual(all.found - all.struckOff);
          expect(Math.max(overdue, majorOpen)).toBeLessThanOrEqual(onLedger);
        }
        for (const year of tallies.filter((one) => one.period.length === 4)) {
          const months = tallies.filter((one) => one.period.startsWith(`${year.period}-`));
          expect(months.reduce((sum, { all }) => sum + all.found, 0)).toBe(year.all.found);
        }
      }),
    );
  });

  test('a change of anything makes the version greater in each period that it touches', () => {
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 20 }), fc.nat(19), (hazards, place) => {
        const at = place % hazards.length;
        const changed = hazards.map((one, n) => (n === at ? { ...one, version: one.version + 1 } : one));
        for (const one of periodsOf({ hazards, rounds: [] }, hazards[at]?.foundOn ?? '')) {
          const [before, after] = [hazards, changed].map((all) => tallyOf({ hazards: all, rounds: [] }, one).version);
          expect(after).toBeGreaterThan(before ?? 0);
        }
      }),
    );
  });

  test('a summary of its lines in any pieces says what the tally of the same days says', () => {
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 40 }), fc.nat(40), (hazards, cut) => {
        const sum = summing({ from: '2026-01-01', to: '2026-12-31' });
        sum.take(hazards.slice(0, cut));
        sum.take(hazards.slice(cut));
        const { all, major, onLedger, overdue, majorOpen, reopened } = sum.summary();
        const tally = tallyOf({ hazards, rounds: [] }, period('2026'));
        expect({ all, major, onLedger, overdue, majorOpen, reopened }).toEqual({
          ...{ all: tally.all, major: tally.major, onLedger: tally.onLedger, overdue: tally.overdue },
          ...{ majorOpen: tally.majorOpen, reopened: tally.reopened },
        });
      }),
    );
  });
});
