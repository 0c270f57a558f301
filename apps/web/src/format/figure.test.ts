import { describe, expect, test } from '@jest/globals';
import { figureText, fractionText, mainText, shareOf, shareText } from './figure.ts';

describe('a share', () => {
  test('is rounded to two decimals and says 100% only when nothing is missing', () => {
    expect(shareText(2, 3)).toBe('66.67%');
    expect(shareText(120, 120)).toBe('100%');
    expect(shareText(99_999, 100_000)).toBe('99.99%');
    expect(shareText(0, 9)).toBe('0%');
  });

  test('of nothing is no figure', () => {
    expect(shareText(0, 0)).toBe('—');
    expect(fractionText({ numerator: 0, denominator: 0 })).toBe('—');
    expect(mainText({ numerator: 0, denominator: 0, value: '0' }, '%')).toBe('—');
  });

  test('never draws a bar past its ends', () => {
    expect(shareOf(3, 2)).toBe(100);
    expect(shareOf(-1, 2)).toBe(0);
    expect(shareOf(1, 0)).toBe(0);
  });
});

describe('a figure', () => {
  test('of a ratio always carries its numerator and denominator', () => {
    expect(figureText({ numerator: 113, denominator: 120, value: '94.17' }, '%')).toBe('94.17% (113/120)');
  });

  test('that is a decimal keeps its stated digits and unit', () => {
    expect(figureText({ value: '38.60' }, '元')).toBe('38.60元');
    expect(mainText({ value: '96.5' }, '%')).toBe('96.5%');
    expect(mainText({ value: '46' })).toBe('46');
  });

  test('that is absent is a dash', () => {
    expect(figureText({})).toBe('—');
    expect(mainText({ value: null })).toBe('—');
  });
});
