import { describe, expect, test } from '@jest/globals';
import type { SubmissionEntry } from '../../seed/submission.ts';
import { demoPlace } from '../place/texts.ts';
import { createFeed, type Push } from './feed.ts';

const schools = 1_445;

/** So many pushes, each accepted or not before the next one is made. */
function run(count: number, breachEvery: number, isAccepted: (push: Push) => boolean = () => true): readonly Push[] {
  const feed = createFeed(demoPlace);
  return Array.from({ length: count }, () => {
    const push = feed.next(breachEvery);
    feed.settle(push, isAccepted(push));
    return push;
  });
}

describe('the submissions of the bench', () => {
  test('never name the same school and period twice, and a school goes from period to period', () => {
    const pushes = run(schools * 3, 25);
    expect(new Set(pushes.map(({ orgUnit, period }) => `${orgUnit}|${period}`)).size).toBe(pushes.length);
    expect([...new Set(pushes.map(({ period }) => period))]).toEqual(['1900-01', '1900-02', '1900-03']);
  });

  test('carry eight values of the school that sends them', () => {
    const [push] = run(1, 0);
    const entry = JSON.parse(push?.body ?? '') as SubmissionEntry;
    expect([entry.orgUnit, entry.period, entry.values.length]).toEqual([push?.orgUnit, push?.period, 8]);
  });

  test('breach one indicator in 4 %, and mend it with the next period', () => {
    const pushes = run(schools * 25, 25);
    const breaches = pushes.filter(({ alert }) => alert === 'firing');
    expect(breaches.length / pushes.length).toBeCloseTo(0.04, 3);
    const nextOf = ({ school, period }: Push): Push | undefined =>
      pushes.find((later) => later.school === school && later.period > period);
    for (const breach of breaches.slice(0, 100)) expect(nextOf(breach)?.alert).toBe('resolved');
  });

  test('do not mend a breach that was turned away', () => {
    const pushes = run(schools * 2, 1, () => false);
    expect(pushes.every(({ alert }) => alert === 'firing')).toBe(true);
  });

  test('come from a school only after the answer to its last one', () => {
    const feed = createFeed(demoPlace);
    const first = Array.from({ length: schools }, () => feed.next(0));
    const answered = first[7];
    if (answered === undefined) throw new Error('no push');
    feed.settle(answered, true);
    expect(feed.next(0).orgUnit).toBe(answered.orgUnit);
  });

  test('say how many schools are left failing', () => {
    const feed = createFeed(demoPlace);
    for (let at = 0; at < 10; at += 1) feed.settle(feed.next(1), at < 7);
    expect(feed.failing()).toBe(7);
  });

  test('name for reading only what every school has sent', () => {
    const feed = createFeed(demoPlace);
    for (let at = 0; at < schools - 1; at += 1) feed.next(0);
    expect(feed.complete()).toBeUndefined();
    feed.next(0);
    expect(feed.complete()?.period).toBe('1900-01');
  });
});
