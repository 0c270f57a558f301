import { describe, expect, test } from '@jest/globals';
import type { AlertCommand } from './decide.ts';
import { aReading, december, given, hour, judge, met, minute, october, person, school, tuesday } from './examples.ts';
import type { Reading, Verdict } from './reading.ts';

const closed = [
  judge(),
  judge({ ...met, version: 2 }, tuesday + minute),
  person('close', { at: tuesday + hour, note: '已复盘' }),
] as const;

describe('the condition of an alert', () => {
  test('a breach opens the first episode', () => {
    const { episode } = given().when(judge()).then('reading-taken', 'opened');
    expect(episode).toMatchObject({
      number: 1,
      condition: 'firing',
      handling: 'new',
      severity: 'critical',
      openedAt: tuesday,
      version: 1,
    });
    expect(episode?.timeline).toEqual([
      {
        version: 1,
        at: tuesday,
        by: 'system',
        kind: 'opened',
        note: '3/4',
        links: [],
        condition: 'firing',
        handling: 'new',
      },
    ]);
  });

  test('tells why in both languages wherever it notes it, and in Chinese only what was told so', () => {
    const told = { reasonEn: '3/4 (75%)' };
    const before = [
      judge(told),
      judge({ version: 2, ...met, reasonEn: '4/4 (100%)' }, tuesday + hour),
      judge({ version: 3 }, tuesday + 2 * hour),
    ] as const;
    const { episode } = given(...before)
      .when(judge({ version: 4, verdict: 'no-data' }, tuesday + 3 * hour))
      .then('reading-taken', 'data-withdrawn');
    expect(episode?.timeline.map(({ kind, noteEn }) => [kind, noteEn])).toEqual([
      ['opened', '3/4 (75%)'],
      ['resolved', '4/4 (100%)'],
      ['reopened', undefined],
      ['updated', 'the data were withdrawn, none are valid now'],
    ]);
  });

  test.each<Verdict>(['met', 'at-risk', 'not-applicable', 'no-data'])(
    '%s opens nothing and is remembered',
    (verdict) => {
      expect(given().when(judge({ verdict })).then('reading-taken').episode).toBeNull();
    },
  );

  test('the same message again changes nothing', () => {
    given(judge())
      .when(judge({}, tuesday + hour))
      .then();
  });

  test('an older version that comes late changes nothing', () => {
    given(judge({ ...met, version: 2 }))
      .when(judge({ version: 1 }))
      .then();
  });

  test('a reading with a lower sequence decides nothing, whatever its period', () => {
    given(judge({ version: 2 }))
      .when(judge({ ...december, ...met, version: 1 }))
      .then();
  });

  test('of two datasets the one with the later period decides', () => {
    given(judge())
      .when(judge({ ...october, ...met, dataset: 'safety-yearly' }))
      .then('reading-taken');
    given(judge())
      .when(judge({ ...december, ...met, dataset: 'safety-yearly' }))
      .then('reading-taken', 'resolved');
  });

  test('an open alert is not raised twice: a new value updates it', () => {
    const { episode } = given(judge())
      .when(judge({ numerator: 2, version: 2 }))
      .then('reading-taken', 'updated');
    expect(episode).toMatchObject({ number: 1, version: 2, handlingVersion: 1, reading: { numerator: 2 } });
  });

  test('a later version with the same figures is nothing to tell', () => {
    given(judge())
      .when(judge({ version: 2 }))
      .then('reading-taken');
  });

  test('what says the same of a unit that stands elsewhere by now takes the alert along', () => {
    const moved = { ...school, path: 'cn/33/3307/330703/330703001/330702001-01/' };
    const command = { ...judge({ version: 2 }), subject: moved };
    expect(given(judge()).when(command).then('reading-taken', 'updated').episode?.subject).toEqual(moved);
  });

  test('what says the same later is the reading that decides from then on', () => {
    const { episode } = given(judge())
      .when(judge({ version: 2, receivedAt: tuesday + hour }))
      .then('reading-taken');
    expect(episode).toMatchObject({ version: 1, reading: { version: 2, receivedAt: tuesday + hour } });
  });

  test('the breach of a later period goes on in the same episode', () => {
    const { episode } = given(judge())
      .when(judge({ ...december, sequence: 2 }))
      .then('reading-taken', 'updated');
    expect(episode).toMatchObject({ number: 1, reading: { period: '2026-12' } });
  });

  test('a raised severity shortens the deadline, counted from the opening', () => {
    const { episode } = given(judge({ severity: 'notice' }))
      .when(judge({ version: 2 }, tuesday + hour))
      .then('reading-taken', 'updated');
    expect(episode).toMatchObject({ severity: 'critical', deadline: tuesday + 24 * hour });
  });

  test('a correction of the period itself resolves as corrected', () => {
    const { episode } = given(judge())
      .when(judge({ ...met, version: 2 }, tuesday + minute))
      .then('reading-taken', 'resolved');
    expect(episode).toMatchObject({
      condition: 'resolved',
      resolvedAt: tuesday + minute,
      endedBecause: 'corrected',
      handling: 'new',
    });
  });

  test.each(['guard-rate', 'missing@safety-monthly'])('%s ends with the unit, and says so', (indicator) => {
    const command = (change: Partial<Reading>): AlertCommand => {
      const judged = judge(change);
      return judged.kind === 'judge' ? { ...judged, subject: { ...school, indicator } } : judged;
    };
    const gone = { verdict: 'not-applicable', closedSince: '2026-11-16', sequence: 2 } as const;
    const { episode } = given(command({})).when(command(gone)).then('reading-taken', 'resolved');
    expect(episode).toMatchObject({ condition: 'resolved', endedBecause: 'unit-closed', handling: 'new' });
  });

  test.each<Verdict>(['met', 'at-risk', 'not-applicable'])(
    '%s in a later period resolves with that reason',
    (verdict) => {
      const { episode } = given(judge())
        .when(judge({ ...december, sequence: 2, verdict }))
        .then('reading-taken', 'resolved');
      expect(episode?.endedBecause).toBe(verdict);
    },
  );

  test('a withdrawn value leaves the alert without data, neither firing nor resolved', () => {
    const { episode } = given(judge())
      .when(judge({ verdict: 'no-data', version: 2 }))
      .then('reading-taken', 'data-withdrawn');
    expect(episode?.condition).toBe('no-data');
  });

  test('a withdrawn value lets the valid period before it speak', () => {
    given(judge())
      .when(judge({ ...october, ...met, sequence: 2 }))
      .then('reading-taken', 'resolved');
    given(judge(), judge({ ...met, version: 2 }))
      .when(judge({ ...october, sequence: 3 }))
      .then('reading-taken', 'returned-to-breach');
  });

  test('a withdrawn breach does not come back by a late redelivery', () => {
    given(judge(), judge({ verdict: 'no-data', version: 2 }))
      .when(judge())
      .then();
  });

  test('withdrawing and sending the value again does not buy time', () => {
    const { episode } = given(judge(), judge({ verdict: 'no-data', version: 2 }, tuesday + hour))
      .when(judge({ version: 3 }, tuesday + 10 * hour))
      .then('reading-taken', 'returned-to-breach');
    expect(episode).toMatchObject({ condition: 'firing', deadline: tuesday + 24 * hour });
  });
});

describe('a breach that returns', () => {
  test('reopens the episode that nobody has closed, and a short dip gives no more time', () => {
    const { episode } = given(judge(), judge({ ...met, version: 2 }, tuesday + minute), person('acknowledge'))
      .when(judge({ version: 3 }, tuesday + 20 * minute))
      .then('reading-taken', 'returned-to-breach');
    expect(episode).toMatchObject({
      number: 1,
      condition: 'firing',
      handling: 'acknowledged',
      resolvedAt: 0,
      deadline: tuesday + 24 * hour,
    });
  });

  test('reopens an unclosed episode even after a long time, with new clocks', () => {
    const at = tuesday + 100 * hour;
    const { episode } = given(judge(), judge({ ...met, version: 2 }, tuesday + minute))
      .when(judge({ version: 3 }, at))
      .then('reading-taken', 'returned-to-breach');
    expect(episode).toMatchObject({ number: 1, deadline: at + 24 * hour, acknowledgeBy: at + 4 * hour });
  });

  test('reopens a case closed within the hold time; it starts from the beginning', () => {
    const { episode } = given(...closed)
      .when(judge({ version: 3 }, tuesday + hour + 30 * minute))
      .then('reading-taken', 'returned-to-breach');
    expect(episode).toMatchObject({
      number: 1,
      condition: 'firing',
      handling: 'new',
      closedAt: 0,
      hasEvidence: false,
      handlingVersion: 3,
    });
  });

  test('opens the next episode when the case has been closed for longer', () => {
    const { episode } = given(...closed)
      .when(judge({ version: 3 }, tuesday + hour + 30 * minute + 1))
      .then('reading-taken', 'opened');
    expect(episode).toMatchObject({ number: 2, handling: 'new', version: 1, timeline: [{ kind: 'opened' }] });
  });
});

describe('the words of an alert', () => {
  test('follow the newest reading that changed it', () => {
    const renamed = { ...school, orgName: '演示一小（新）' };
    const command = {
      kind: 'judge',
      at: tuesday,
      subject: renamed,
      reading: aReading({ version: 2, numerator: 1 }),
    } as const;
    expect(given(judge()).when(command).then('reading-taken', 'updated').episode?.subject).toEqual(renamed);
  });
});

describe('a submission that did not come', () => {
  const about = (change: Partial<Reading> = {}, at?: number): AlertCommand => {
    const command = judge({ severity: 'warning', reason: '未按时报送', ...change }, at);
    if (command.kind !== 'judge') throw new Error('no judgement');
    return { ...command, subject: { ...school, indicator: 'missing@safety-monthly' } };
  };

  test('is one alert, which ends when it is reported late', () => {
    const state = given(about())
      .when(about({ verdict: 'met', version: 2 }, tuesday + hour))
      .then('reading-taken', 'resolved');
    expect(state.episode).toMatchObject({ number: 1, condition: 'resolved', endedBecause: 'reported-late' });
  });

  test('goes on as the same alert while another period has not come either', () => {
    const state = given(about({ period: '2026-12', periodEnd: '2026-12-31' }))
      .when(about({ version: 2 }, tuesday + hour))
      .then('reading-taken', 'updated');
    expect(state.episode).toMatchObject({ number: 1, condition: 'firing', reading: { period: '2026-11' } });
  });
});
