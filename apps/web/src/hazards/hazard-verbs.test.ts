import { expect, test } from '@jest/globals';
import { hazardVerbsFor, needsHazardNote } from './hazard-verbs.ts';

test('a school puts right and speaks, but never strikes off, returns or reopens', () => {
  expect(hazardVerbsFor({ state: 'open' }, 'school')).toEqual(['rectify', 'comment']);
  expect(hazardVerbsFor({ state: 'rectified' }, 'school')).toEqual(['comment']);
  expect(hazardVerbsFor({ state: 'struck-off' }, 'school')).toEqual(['comment']);
});

test('staff strike off or return only what has been put right', () => {
  expect(hazardVerbsFor({ state: 'open' }, 'staff')).toEqual(['rectify', 'void', 'comment']);
  expect(hazardVerbsFor({ state: 'rectified' }, 'staff')).toEqual(['strike-off', 'return', 'void', 'comment']);
  expect(hazardVerbsFor({ state: 'struck-off' }, 'staff')).toEqual(['reopen', 'void', 'comment']);
  expect(hazardVerbsFor({ state: 'voided' }, 'staff')).toEqual(['comment']);
});

test('everything but striking off needs a note', () => {
  expect(needsHazardNote('strike-off')).toBe(false);
  expect(needsHazardNote('return')).toBe(true);
});
