import { expect, test } from '@jest/globals';

import { hazardParagraph, hazardSummary, type Figures } from './paragraph.ts';

const none = { found: 0, rectified: 0, struckOff: 0 };
const nothing: Figures = {
  ...{ ...none, major: none, classes: [], onLedger: 0, overdue: 0, majorOpen: 0, reopened: 0 },
  ...{ visits: 0, rounds: 0, fullRounds: 0 },
};
const hundredDays: Figures = {
  ...nothing,
  ...{ found: 9_849, rectified: 9_849, struckOff: 9_849, major: { found: 63, rectified: 63, struckOff: 63 } },
  ...{ visits: 6_428, rounds: 3, fullRounds: 3 },
};

test('the half-year of a hundred days is told as it was published', () => {
  expect(hazardParagraph(hundredDays)).toBe(
    '开展3轮次全覆盖排查，累计检查学校6428家次，发现问题隐患并整改9849个，整改率为100%。' +
      '其中重大问题隐患63个，整改63个，重大问题隐患整改率100%。',
  );
});

test('what is not all put right says both numbers, and is not rounded onto all', () => {
  expect(hazardParagraph({ ...hundredDays, rectified: 9_848, major: none })).toBe(
    '开展3轮次全覆盖排查，累计检查学校6428家次，发现问题隐患9849个，整改9848个，整改率为99.9%。其中无重大问题隐患。',
  );
});

test('nothing inspected and nothing found is said as that', () => {
  expect(hazardParagraph(nothing)).toBe('未发现问题隐患。');
});

test.each([
  [40, 87, '46'],
  [22, 57, '38.6'],
  [1, 3_000, '0.1'],
  [2_999, 3_000, '99.9'],
  [0, 3, '0'],
  [3, 3, '100'],
  [0, 0, null],
])('%i of %i is %s %%', (rectified, found, value) => {
  const place = { orgUnit: '3307', from: '2023-01-01', to: '2023-06-30' };
  expect(hazardSummary({ ...nothing, found, rectified }, place).rate).toEqual({
    numerator: rectified,
    denominator: found,
    value,
  });
});
