import { describe, expect, test } from '@jest/globals';
import { targetText } from './target-text.ts';

describe('a target', () => {
  test.each([
    ['equals', '100', 'percent', '100%'],
    ['at-least', '95', 'percent', '≥ 95%'],
    ['at-most', '2', 'count', '≤ 2'],
    ['zero', null, 'count', '0'],
  ] as const)('%s %s in %s reads %s', (comparator, target, unit, text) => {
    expect(targetText({ comparator, target, unit })).toBe(text);
  });

  test('that is not set has no text', () => {
    expect(targetText({ comparator: null, target: null, unit: 'percent' })).toBeUndefined();
    expect(targetText({ comparator: 'at-least', target: null, unit: 'percent' })).toBeUndefined();
  });
});
