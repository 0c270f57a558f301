import { describe, expect, test } from '@jest/globals';
import { leadsThrough, unitAt } from './seen-from.ts';

describe('what is seen from a unit', () => {
  test('is what lies below it, and what lay below it where it stood before', () => {
    expect(leadsThrough('cn/33/3307/330702/330702001/', 'cn/33/3307/330702/')).toBe(true);
    expect(leadsThrough('cn/33/3307/330702/330702001/', 'cn/33/3399/330702/')).toBe(true);
    expect(leadsThrough('cn/33/3307/330702/', 'cn/33/3307/330702/330702001/')).toBe(false);
    expect(leadsThrough('cn/33/3307/3307021/', 'cn/33/3307/330702/')).toBe(false);
  });

  test('is everything from nowhere', () => {
    expect([leadsThrough('cn/', ''), unitAt('')]).toEqual([true, '']);
  });
});
