import { expect, test } from '@jest/globals';
import { canonicalDecimal } from './decimal.ts';

test.each([
  ['46', '46'],
  ['46.0', '46.0'],
  ['-23', '-23'],
  ['0.30', '0.30'],
  ['-0', '0'],
  ['-0.00', '0.00'],
  ['123456789012345', '123456789012345'],
  ['0.000000001', '0.000000001'],
  ['12345678.1234567', '12345678.1234567'],
])('%s is the decimal %s: its stated precision stays', (text, decimal) => {
  expect(canonicalDecimal(text)).toBe(decimal);
});

test.each([
  '',
  ' 1',
  '1e5',
  '+1',
  '01',
  '1.',
  '.5',
  'NaN',
  'Infinity',
  '0x10',
  '１２',
  '1,000',
  '96%',
  '1234567890123456',
  '123456789.1234567',
])('%p is none: not plain, or more than 15 significant digits', (text) => {
  expect(canonicalDecimal(text)).toBeUndefined();
});
