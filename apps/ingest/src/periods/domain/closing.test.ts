import { describe, expect, test } from '@jest/globals';
import { closingFor, decisionsOf, type DecidedPeriod } from './closing.ts';

const key = { dataset: 'safety', period: '2026-10' };
const school = 'cn/33/3307/330702/school-1/';
type Kind = 'closed' | 'reopened';

function decided(orgUnit: string, ...taken: readonly (readonly [Kind, number])[]): DecidedPeriod {
  const [first, ...more] = taken.map(([kind, at]) => ({ kind, at, by: '演示人员', reason: '已汇总' }));
  if (first === undefined) throw new Error('nothing decided');
  return { ...key, orgUnit, history: [first, ...more] };
}

describe('a period', () => {
  test.each([
    ['nobody has decided anything', [], undefined],
    ['the city has closed it', [decided('3307', ['closed', 1])], '3307'],
    ['the school itself is closed', [decided('school-1', ['closed', 1])], 'school-1'],
    ['another district has closed it', [decided('330703', ['closed', 1])], undefined],
    ['it was reopened where it was closed', [decided('3307', ['closed', 1], ['reopened', 2])], undefined],
    ['it was closed once more', [decided('3307', ['closed', 1], ['reopened', 2], ['closed', 3])], '3307'],
    [
      'the district was let through later',
      [decided('3307', ['closed', 1]), decided('330702', ['reopened', 2])],
      undefined,
    ],
    [
      'the city closed it after that',
      [decided('3307', ['closed', 1], ['reopened', 3], ['closed', 4]), decided('330702', ['reopened', 2])],
      '3307',
    ],
    ['the latest of two closings tells', [decided('3307', ['closed', 1]), decided('330702', ['closed', 2])], '330702'],
  ])('%s', (_name, all, expected) => {
    expect(closingFor(decisionsOf(all), key, school)?.orgUnit).toBe(expected);
  });

  test('of another month or dataset is another one', () => {
    const decisions = decisionsOf([decided('3307', ['closed', 1])]);
    expect(closingFor(decisions, { ...key, period: '2026-11' }, school)).toBeUndefined();
    expect(closingFor(decisions, { ...key, dataset: 'canteen' }, school)).toBeUndefined();
  });
});
