import { describe, expect, test } from '@jest/globals';
import { createLedger } from './ledger.ts';

describe('a row', () => {
  test('stands until everything it waits for is settled', () => {
    const ledger = createLedger(10);
    ledger.open('r', ['a', 'b']);
    expect([ledger.settle(['a']), ledger.stands('r'), ledger.left('r', ['a', 'b'])]).toEqual([[], true, ['b']]);
    expect([ledger.settle(['b']), ledger.stands('r')]).toEqual([['r'], false]);
  });

  test('goes with others that wait for the same', () => {
    const ledger = createLedger(10);
    ledger.open('r', ['a']);
    ledger.open('s', ['a', 'b']);
    ledger.open('t', ['a']);
    expect(ledger.settle(['a'])).toEqual(['r', 't']);
  });

  test('is released without the others', () => {
    const ledger = createLedger(10);
    ledger.open('r', ['a', 'b']);
    ledger.open('s', ['a']);
    expect([ledger.release('r', ['a']), ledger.release('r', ['b'])]).toEqual([false, true]);
    expect(ledger.stands('s')).toBe(true);
  });

  test('is only known to stand where too much is followed, and waits for everything', () => {
    const ledger = createLedger(2);
    ledger.open('r', ['a', 'b']);
    ledger.open('s', ['c']);
    expect([ledger.settle(['c']), ledger.stands('s'), ledger.left('s', ['c'])]).toEqual([[], true, ['c']]);
    ledger.settle(['a', 'b']);
    ledger.open('s', ['c']);
    expect(ledger.settle(['c'])).toEqual(['s']);
  });

  test('that was forgotten is waited for no more', () => {
    const ledger = createLedger(2);
    ledger.open('r', ['a', 'b']);
    ledger.forget('r');
    expect([ledger.stands('r'), ledger.settle(['a', 'b'])]).toEqual([false, []]);
  });
});
