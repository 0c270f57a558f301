import { describe, expect, test } from '@jest/globals';
import { formatPlace, movePlace, parsePlace } from './place.ts';

describe('a place', () => {
  test('survives the address bar', () => {
    const place = { scope: '3307', period: '2026-11', alert: '330702001-01:safety-guard-staffing-rate:1' };
    expect(parsePlace(formatPlace(place))).toEqual(place);
  });

  test('ignores what it does not know', () => {
    expect(parsePlace('?utm=1&panel=other&scope=')).toEqual({});
  });

  test('opens a panel by name', () => {
    expect(parsePlace('?panel=reports')).toEqual({ panel: 'reports' });
  });

  test('moves without losing the rest, and null takes away', () => {
    const place = { scope: '3307', school: '330702001-01' };
    expect(movePlace(place, { scope: '330702', school: null })).toEqual({ scope: '330702' });
  });

  test('that is empty needs no question mark', () => {
    expect(formatPlace({})).toBe('');
  });
});
