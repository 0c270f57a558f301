import { describe, expect, test } from '@jest/globals';
import { isWorkingDay } from '@xiaomai/calendar';
import { acknowledgeBy, rectifyBy } from './deadline.ts';

const text = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
const shanghai = (local: string): number => Date.parse(`${local}:00+08:00`);

describe('deadlines on the working-day calendar of 2026', () => {
  test.each([
    ['critical', '2026-11-24T10:00', '2026-11-24T14:00', '2026-11-25T10:00'],
    ['major', '2026-11-24T10:00', '2026-11-25T17:30', '2026-11-27T17:30'],
    ['warning', '2026-11-24T10:00', '2026-11-25T17:30', '2026-12-01T17:30'],
    ['notice', '2026-11-24T23:59', '2026-11-25T17:30', '2026-12-08T17:30'],
    ['major', '2026-11-28T09:00', '2026-11-30T17:30', '2026-12-02T17:30'], // a Saturday
    ['major', '2026-09-30T09:00', '2026-10-08T17:30', '2026-10-10T17:30'], // national holiday; Saturday the 10th is worked
    ['critical', '2026-10-01T09:00', '2026-10-01T13:00', '2026-10-02T09:00'],
  ] as const)('%s at %s: acknowledge by %s, rectify by %s', (severity, from, acknowledge, rectify) => {
    expect(text(acknowledgeBy(severity, shanghai(from), isWorkingDay))).toBe(acknowledge);
    expect(text(rectifyBy(severity, shanghai(from), isWorkingDay))).toBe(rectify);
  });
});
