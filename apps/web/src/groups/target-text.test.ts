import { describe, expect, test } from '@jest/globals';
import { sayIn } from '../words/words.ts';
import { targetText } from './target-text.ts';

const say = sayIn('zh');

describe('a target', () => {
  test.each([
    ['equals', '100', 'percent', '100%'],
    ['at-least', '95', 'percent', '≥ 95%'],
    ['at-most', '2', 'count', '≤ 2'],
    ['zero', null, 'count', '0'],
  ] as const)('%s %s in %s reads %s', (comparator, target, unit, text) => {
    expect(targetText({ comparator, target, unit }, say)).toBe(text);
  });

  test('is told with its unit in the language of the reader', () => {
    const target = { comparator: 'at-most', target: '2', unit: 'percentage-point' } as const;
    expect(targetText(target, say)).toBe('≤ 2个百分点');
    expect(targetText(target, sayIn('en'))).toBe('≤ 2 points');
  });

  test('that is not set has no text', () => {
    expect(targetText({ comparator: null, target: null, unit: 'percent' }, say)).toBeUndefined();
    expect(targetText({ comparator: 'at-least', target: null, unit: 'percent' }, say)).toBeUndefined();
  });
});
