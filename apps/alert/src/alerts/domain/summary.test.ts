import { describe, expect, test } from '@jest/globals';
import type { Episode } from './alert.ts';
import { hour, judge, met, person, run, tuesday } from './examples.ts';
import { summarise } from './summary.ts';

function episodeOf(...commands: Parameters<typeof run>[0]): Episode {
  const { episode } = run(commands);
  if (episode === null) throw new Error('nothing opened');
  return episode;
}

const resolvedAfter = (hours: number): Parameters<typeof run>[0][number] =>
  judge({ ...met, version: 2 }, tuesday + hours * hour);
const span = (fromHours: number, toHours: number): { from: number; to: number } => ({
  from: tuesday + fromHours * hour,
  to: tuesday + toHours * hour,
});

const firing = episodeOf(judge());
const acknowledged = episodeOf(judge(), person('acknowledge'));
const resolved = episodeOf(judge(), resolvedAfter(2));
const closed = episodeOf(judge(), resolvedAfter(2), person('close', { at: tuesday + 3 * hour, note: '已复盘' }));
const all = [firing, acknowledged, resolved, closed];

describe('how alerts were handled', () => {
  test('what happened is counted in its span, what stands is counted at its end', () => {
    expect(summarise(all, span(0, 4))).toMatchObject({
      opened: 4,
      resolved: 2,
      closed: 1,
      stillFiring: 2,
      unacknowledged: 1,
      overdue: 0,
    });
    expect(summarise(all, span(2, 4))).toMatchObject({ opened: 0, resolved: 2, closed: 1 });
  });

  test('what was closed for a unit that is no more is not open, though it fires', () => {
    const given = episodeOf(judge(), person('close', { note: '学校已撤并', unitIsClosed: true }));
    expect(summarise([given], span(0, 4))).toMatchObject({ opened: 1, closed: 1, stillFiring: 0, open: [] });
  });

  test('a span of the past gives what stood then', () => {
    const summary = summarise(all, span(0, 1));
    expect(summary).toMatchObject({ opened: 4, resolved: 0, closed: 0, stillFiring: 4, unacknowledged: 4 });
    expect(summary.open.map(({ condition }) => condition)).toEqual(['firing', 'firing', 'firing', 'firing']);
  });

  test('an instant belongs to the span it begins, not to the one it ends', () => {
    expect(summarise(all, span(1, 2)).resolved).toBe(0);
    expect(summarise(all, span(2, 3)).resolved).toBe(2);
  });

  test('resolved and not closed is unfinished, but neither unacknowledged nor overdue', () => {
    expect(summarise([resolved], span(0, 99))).toMatchObject({
      stillFiring: 0,
      unacknowledged: 0,
      overdue: 0,
      open: [{ number: 1 }],
    });
    expect(summarise([closed], span(0, 99)).open).toEqual([]);
  });

  test('what fires after its deadline is overdue', () => {
    expect(summarise(all, span(0, 25)).overdue).toBe(2);
  });

  test('what opened later does not exist yet', () => {
    expect(summarise(all, span(-2, 0))).toMatchObject({ opened: 0, stillFiring: 0, open: [] });
  });
});
