import { expect, test } from '@jest/globals';

import { openApiDocument } from './openapi.ts';

const document = openApiDocument('0.1.0');

test('the document is OpenAPI 3.1 and names every route once', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths ?? {})).toEqual(
    expect.arrayContaining([
      '/api/v1/submissions',
      '/api/v1/dataValueSets',
      '/api/v1/datasets/{dataset}/template.xlsx',
      '/api/v1/scorecards/{orgUnit}/reporting',
      '/api/v1/scorecards/{orgUnit}/figures',
      '/api/v1/alerts/{id}/acknowledge',
      '/api/v1/reports/{id}/pdf',
      '/api/v1/stream',
      '/api/v1/admin/republish',
    ]),
  );
});

test('every reference in the document leads somewhere', () => {
  const schemas = document.components?.schemas ?? {};
  const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter((name) => name === undefined || !(name in schemas))).toEqual([]);
});

test('every operation answers faults with problem documents', () => {
  const operations = Object.values(document.paths ?? {}).flatMap((path) =>
    [path.get, path.post].filter((o) => o !== undefined),
  );
  expect(operations.length).toBeGreaterThan(30);
  for (const operation of operations) {
    expect(JSON.stringify(operation.responses?.['400'])).toContain('application/problem+json');
  }
});
