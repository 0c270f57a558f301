import { describe, expect, test } from '@jest/globals';
import { aScorecard } from '../../test-server/examples.ts';
import { groupViews } from '../groups/group-view.ts';
import { sayIn } from '../words/words.ts';
import { headlineText } from './headline-text.ts';

const sentence = (met: number, judged: number, lang: 'zh' | 'en' = 'zh'): string =>
  groupViews({ scorecards: [aScorecard({ met, judged })] })
    .map((view) => headlineText(view, sayIn(lang)))
    .join('');

describe('the headline', () => {
  test('says coverage, share, failing and missing with their numbers', () => {
    expect(sentence(7, 9)).toBe('已报 9/10 所（90%），4个100%全部达标 7/9 所（77.78%），2 所未达标，1 所未报送。');
  });

  test('does not speak of failures where there are none', () => {
    expect(sentence(9, 9)).toBe('已报 9/10 所（90%），4个100%全部达标 9/9 所（100%），1 所未报送。');
  });

  test('claims no share before anything is judged', () => {
    expect(sentence(0, 0, 'en')).toBe('0 of 1 schools reported (0%), 1 have not reported.');
  });
});
