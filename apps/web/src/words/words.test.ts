import { describe, expect, test } from '@jest/globals';
import { enBureau } from './en-bureau.ts';
import { enHazards } from './en-hazards.ts';
import { en } from './en.ts';
import { enWork } from './en-work.ts';
import { fill, sayIn, wordKey } from './words.ts';
import { zhBureau } from './zh-bureau.ts';
import { zhHazards } from './zh-hazards.ts';
import { zh } from './zh.ts';
import { zhWork } from './zh-work.ts';

const placesOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

describe('the dictionary', () => {
  const chinese: Record<string, string> = { ...zh, ...zhWork, ...zhHazards, ...zhBureau };
  const english: Record<string, string> = { ...en, ...enWork, ...enHazards, ...enBureau };

  test('names the same places in both languages', () => {
    for (const [key, text] of Object.entries(chinese)) {
      expect([key, placesOf(english[key] ?? '')]).toEqual([key, placesOf(text)]);
    }
  });

  test('fills places and leaves unknown ones to be seen', () => {
    expect(fill('{a} of {b}', { a: 3 })).toBe('3 of {b}');
    expect(sayIn('zh')('group.judged', { met: 3, judged: 4 })).toBe('3/4 所');
    expect(sayIn('en')('group.judged', { met: 3, judged: 4 })).toBe('3/4 schools');
  });

  test('has another word for names it does not know', () => {
    expect(wordKey('kind', 'escalated', 'kind.other')).toBe('kind.escalated');
    expect(wordKey('kind', 'teleported', 'kind.other')).toBe('kind.other');
  });
});
