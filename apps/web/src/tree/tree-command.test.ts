import { describe, expect, test } from '@jest/globals';
import { commandOf } from './tree-command.ts';

const said = { unit: '330702001-01', from: '2026-12-01', reason: '撤点并校' } as const;

describe('a change of the tree as it is entered', () => {
  test('carries what its verb takes and nothing else', () => {
    expect(commandOf({ ...said, verb: 'move', parent: ' 330703001 ', into: 'x' })).toEqual({
      ...{ verb: 'move', parent: '330703001', from: '2026-12-01', reason: '撤点并校' },
    });
    expect(commandOf({ ...said, verb: 'close' })).toEqual({ verb: 'close', from: '2026-12-01', reason: '撤点并校' });
  });

  test('names the parts of a split a line each', () => {
    expect(
      commandOf({ ...said, verb: 'split', parts: '330702001-91 东校区\n\n330702001-92  西 校区\n' }),
    ).toMatchObject({
      closes: true,
      parts: [
        { id: '330702001-91', nameZh: '东校区' },
        { id: '330702001-92', nameZh: '西 校区' },
      ],
    });
  });

  test('takes tags with commas of either kind', () => {
    expect(commandOf({ ...said, verb: 'reclassify', type: 'primary', tags: '寄宿，乡村,' })).toMatchObject({
      tags: ['寄宿', '乡村'],
    });
  });

  test('is none while something is missing or no day', () => {
    expect(commandOf({ ...said, verb: 'move' })).toBeUndefined();
    expect(commandOf({ ...said, verb: 'close', reason: ' ' })).toBeUndefined();
    expect(commandOf({ ...said, verb: 'close', from: '1.12.2026' })).toBeUndefined();
    expect(commandOf({ ...said, verb: 'split', parts: '330702001-91' })).toBeUndefined();
  });
});
