import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quotient } from '../../../catalogue/domain/quotient.ts';
import { fieldOf, fieldsOfOthers } from './outliers.ts';

const number = fc.tuple(fc.bigInt(-9n, 9n), fc.bigInt(1n, 3n)).map(([over, under]) => quotient(over, under));

test('the others of each are all but itself, also where many say the same', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 14 }), (numbers) => {
      const byName = new Map(numbers.map((one, at) => [`u${String(at)}`, one]));
      const ofOthers = fieldsOfOthers(byName);
      numbers.forEach((_, at) => {
        const others = fieldOf(numbers.toSpliced(at, 1), 'outlier-peers');
        const found = ofOthers(`u${String(at)}`);
        expect(found && [Number(found.middle.numerator) / Number(found.middle.denominator), found.among]).toEqual(
          others && [Number(others.middle.numerator) / Number(others.middle.denominator), others.among],
        );
        expect(found && Number(found.mad.numerator) / Number(found.mad.denominator)).toEqual(
          others && Number(others.mad.numerator) / Number(others.mad.denominator),
        );
      });
    }),
    { numRuns: 500, seed: 20_261_130 },
  );
});

test('who has no number is among nobody', () => {
  const same = new Map(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((id) => [id, quotient(1n, 1n)]));
  expect(fieldsOfOthers(same)('a')).toMatchObject({ among: 8 });
  expect(fieldsOfOthers(same)('z')).toBeUndefined();
});
