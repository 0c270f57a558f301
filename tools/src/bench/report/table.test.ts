import { describe, expect, test } from '@jest/globals';
import { emptyReport, type Row } from './row.ts';
import { figure, layOut, tableOf } from './table.ts';

const rate: Row = {
  ...{ id: 'singles', label: '单条 singles', unit: '/s', product: 2_500, floor: 4_000 },
  aim: { sense: 'at-least', promise: 2_200, better: 3_000 },
  ratioAim: { sense: 'at-least', promise: 0.65 },
};

describe('the table', () => {
  test('sets product, floor and their ratio side by side, with aims met and missed', () => {
    const line =
      tableOf({ ...emptyReport(), rows: [rate] })
        .split('\n')
        .find((text) => text.includes('singles')) ?? '';
    expect(line.replaceAll(/ +/g, ' ')).toBe('单条 singles /s 2,500 4,000 0.625 ≥ 0.650 ✘ ≥ 2,200 (3,000) ✔');
  });

  test('claims nothing about what was not measured', () => {
    const line = tableOf({ ...emptyReport(), rows: [{ ...rate, product: undefined }] });
    expect(line).not.toContain('✘');
    expect(line).toContain('—');
  });

  test('aligns columns though a Chinese character is two wide', () => {
    expect(
      layOut([
        ['单条', '1'],
        ['abcd', '22'],
      ]),
    ).toBe('单条   1\nabcd  22');
  });

  test('shows the digits that matter', () => {
    expect([3_456.7, 12.34, 1.234, 0.1234, 0].map(figure)).toEqual(['3,457', '12.3', '1.23', '0.123', '0']);
  });
});
