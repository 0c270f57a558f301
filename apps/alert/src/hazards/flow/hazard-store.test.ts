import { describe, expect, test } from '@jest/globals';
import { tuesday } from '../domain/examples.ts';
import { describeHazardPorts } from './hazard-store.contract.ts';
import { isHazardNumber } from './hazard-store.ts';
import { memoryHazards } from './memory-hazards.ts';

describe('hazards in memory', () => {
  describeHazardPorts(() => Promise.resolve(memoryHazards(() => tuesday)), tuesday);
});

test('a number names its org unit, its year and its place in it', () => {
  expect(isHazardNumber('330702001-01-2026-0007')).toBe(true);
  for (const text of ['', '2026-0007', 's-26-0007', 's-2026-7', 's-2026-000x'])
    expect(isHazardNumber(text)).toBe(false);
});
