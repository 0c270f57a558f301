import { expect, test } from '@jest/globals';

import { isIngestUrl } from './ingest-url.ts';

test.each([
  ['/api/v1/submissions', true],
  ['/api/v1/submissions?x', true],
  ['/api/v1/submissions/a%7Cb%7Cc/revisions', true],
  ['/api/v1/submissionsx', false],
  ['/api/v1/alerts', false],
  [undefined, false],
  ['/api/v1/dataValueSets?dryRun=true', true],
  ['/api/v1/dataValueSetsX', false],
  ['/api/v1/datasets', false],
  ['/api/v1/datasets/canteen/template.xlsx?orgUnit=a&period=2026-11', true],
  ['/api/v1/datasets/a/b/template.xlsx', false],
  ['/api/v1/datasets/canteen/template.xlsx.json', false],
])('%p is for ingest: %p', (url, expected) => {
  expect(isIngestUrl(url)).toBe(expected);
});
