import { expect, test } from '@jest/globals';

import { languageOf } from './language.ts';

test.each([
  [undefined, 'zh-CN'],
  ['*', 'zh-CN'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['en', 'en'],
  ['en-GB,en;q=0.9', 'en'],
  ['en;q=0.5,zh;q=0.9', 'zh-CN'],
  ['de-DE', 'zh-CN'],
  ['en;q=nonsense', 'en'],
])('Accept-Language %p is answered in %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
