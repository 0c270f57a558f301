import { describe, expect, test } from '@jest/globals';
import { addDecimals, compareQuotient, decimalText, parseDecimal, roundQuotient, type Decimal } from './decimal.ts';

function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(text);
  return value;
}

describe('exact decimals', () => {
  test.each(['0', '46', '38.6', '-23', '0.05', '95.98', '100.00'])('%s keeps its digits', (text) => {
    expect(decimalText(decimal(text))).toBe(text);
  });

  test.each(['', '1e3', 'NaN', '1,000', '.5', '5.', '１２'])('%p is no decimal', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  test('0.1 and 0.2 are 0.3', () => {
    expect(decimalText(addDecimals(decimal('0.1'), decimal('0.2')))).toBe('0.3');
  });

  test('99.96 % is not 100 %', () => {
    expect(compareQuotient({ numerator: 249_900n, denominator: 2_500n }, decimal('100'))).toBe(-1);
  });

  test.each([
    [40n, 87n, 0, '46'],
    [22n, 57n, 1, '38.6'],
    [1n, 3n, 2, '33.33'],
    [2n, 3n, 2, '66.67'],
    [1n, 8n, 2, '12.5'],
    [-1n, 8n, 1, '-12.5'],
  ])('%d of %d rounds to so many decimals', (part, whole, decimals, text) => {
    expect(roundQuotient({ numerator: part * 100n, denominator: whole }, decimals)).toBe(text);
  });
});
