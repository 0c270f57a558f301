import { describe, expect, test } from '@jest/globals';
import { golden } from './golden.ts';

describe('worked cases', () => {
  test.each(['judging', 'conjunctions', 'groups', 'rollups', 'findings', 'outliers'] as const)(
    'of %s each have a rule of their own',
    (table) => {
      const rules = golden(table).map(({ rule }) => rule);
      expect(rules.length).toBeGreaterThan(5);
      expect(new Set(rules).size).toBe(rules.length);
    },
  );

  test('have every comparator and measure', () => {
    const targets = golden('judging').map(({ target }) => target);
    expect(new Set(targets.map(({ comparator }) => comparator)).size).toBe(13);
    expect(new Set(targets.map(({ measure }) => measure ?? 'figure')).size).toBe(6);
  });
});
