import { describe, expect, test } from '@jest/globals';
import { formatPlace, movePlace, parsePlace } from './place.ts';

describe('a place', () => {
  test('survives the address bar', () => {
    const place = { scope: '3307', period: '2026-11', alert: '330702001-01:safety-guard-staffing-rate:1' };
    expect(parsePlace(new URL(formatPlace(place), 'http://localhost'))).toEqual(place);
  });

  test('ignores what it does not know', () => {
    expect(parsePlace({ pathname: '/', search: '?utm=1&panel=other&scope=' })).toEqual({});
  });

  test('opens a panel by name', () => {
    expect(parsePlace({ pathname: '/', search: '?panel=reports' })).toEqual({ panel: 'reports' });
    expect(parsePlace({ pathname: '/', search: '?panel=periods' })).toEqual({ panel: 'periods' });
  });

  test('knows one other tree than that of the time', () => {
    expect(parsePlace({ pathname: '/', search: '?tree=as-is' })).toEqual({ tree: 'as-is' });
    expect(parsePlace({ pathname: '/', search: '?tree=as-was' })).toEqual({});
  });

  test('moves without losing the rest, and null takes away', () => {
    const place = { scope: '3307', school: '330702001-01' };
    expect(movePlace(place, { scope: '330702', school: null })).toEqual({ scope: '330702' });
  });

  test('that is empty needs no question mark', () => {
    expect(formatPlace({})).toBe('/');
  });

  test('of a notification opens its alert', () => {
    const pathname = '/alerts/330702001-01%3Asafety-guard-staffing-rate%3A1';
    expect(parsePlace({ pathname, search: '' })).toEqual({ alert: '330702001-01:safety-guard-staffing-rate:1' });
    expect(parsePlace({ pathname: '/elsewhere', search: '' })).toEqual({});
  });
});
