import { describe, expect, test } from '@jest/globals';
import { Scorecard } from './gen/xiaomai/indicator/v1/scorecard.ts';
import { textReader } from './text-reader.ts';

const texts = [
  '',
  'a',
  '2026-11',
  '金华市',
  'é',
  '\ufeffx',
  'x'.repeat(64),
  'x'.repeat(65),
  '校'.repeat(40),
  '\u007f\u0080',
];
const bytesOf = (orgUnit: string): Uint8Array =>
  Scorecard.encode(Scorecard.fromPartial({ orgUnit, period: '2026-11', path: `${orgUnit}/` })).finish();

describe('reading texts', () => {
  test('whatever is said, for the first time or again, is read as it was written', () => {
    for (const text of [...texts, ...texts]) {
      const bytes = bytesOf(text);
      expect(Scorecard.decode(textReader(bytes))).toEqual(Scorecard.decode(bytes));
    }
  });

  test('texts that end alike are not mistaken for each other', () => {
    const alike = Array.from({ length: 20_000 }, (_, n) => `${String(n)}|campus-safety`);
    for (const text of [...alike, ...alike]) expect(Scorecard.decode(textReader(bytesOf(text))).orgUnit).toBe(text);
  });

  test('bytes that are no text come out as with any other reader', () => {
    const bytes = Uint8Array.from([10, 3, 0x61, 0xff, 0x62]);
    expect(Scorecard.decode(textReader(bytes)).orgUnit).toBe(Scorecard.decode(bytes).orgUnit);
  });

  test('a text that is cut off is refused', () => {
    expect(() => Scorecard.decode(textReader(Uint8Array.from([10, 9, 0x61])))).toThrow('premature EOF');
  });
});
