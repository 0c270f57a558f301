import { describe, expect, test } from '@jest/globals';
import type { Episode } from './alert.ts';
import { isOverdue } from './deadline.ts';
import { given, hour, judge, met, person, run, tuesday } from './examples.ts';

function episodeOf(...commands: Parameters<typeof run>[0]): Episode {
  const { episode } = run(commands);
  if (episode === null) throw new Error('nothing opened');
  return episode;
}

describe('overdue', () => {
  test('is what still fires after its deadline', () => {
    const episode = episodeOf(judge());
    expect(isOverdue(episode, tuesday + 24 * hour)).toBe(false);
    expect(isOverdue(episode, tuesday + 24 * hour + 1)).toBe(true);
  });

  test('is nothing that was resolved', () => {
    expect(isOverdue(episodeOf(judge(), judge({ ...met, version: 2 })), tuesday + 99 * hour)).toBe(false);
  });
});

describe('escalation', () => {
  const escalate = (at: number): { kind: 'escalate'; at: number } => ({ kind: 'escalate', at });

  test('nothing is escalated in time', () => {
    given(judge())
      .when(escalate(tuesday + 4 * hour))
      .then();
  });

  test('a missed acknowledgement goes to the level above, once', () => {
    const state = given(judge())
      .when(escalate(tuesday + 4 * hour + 1))
      .then('escalated');
    expect(state.episode?.timeline.at(-1)?.note).toBe('逾期未确认，已上报演示街道');
    expect(run([escalate(tuesday + 5 * hour)], state)).toEqual(state);
  });

  test('a missed deadline goes one level further up', () => {
    const { episode } = given(judge(), escalate(tuesday + 5 * hour))
      .when(escalate(tuesday + 25 * hour))
      .then('escalated');
    expect(episode?.timeline.at(-1)).toMatchObject({
      note: '逾期未整改，已上报婺城区',
      noteEn: 'not rectified in time, told to 婺城区',
    });
  });

  test('both, missed while nobody was looking, are escalated together', () => {
    given(judge())
      .when(escalate(tuesday + 25 * hour))
      .then('escalated', 'escalated');
  });

  test('whoever acknowledged in time is held to the deadline alone', () => {
    const { episode } = given(judge(), person('acknowledge'))
      .when(escalate(tuesday + 25 * hour))
      .then('escalated');
    expect(episode?.timeline.at(-1)?.note).toBe('逾期未整改，已上报演示街道');
  });

  test('what is resolved or closed is not escalated', () => {
    given(judge(), judge({ ...met, version: 2 }))
      .when(escalate(tuesday + 99 * hour))
      .then();
    given().when(escalate(tuesday)).then();
  });
});
