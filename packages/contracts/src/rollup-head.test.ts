import { expect, test } from '@jest/globals';
import { Rollup, RollupCell, RollupChanged } from './gen/xiaomai/indicator/v1/scorecard.ts';
import { rollupHead } from './rollup-head.ts';

const head = { orgUnit: '330702', dataset: 'safety-monthly', period: '2026-11', path: 'cn/33/3307/330702/' };
const nothing = Rollup.decode(new Uint8Array());
const cell = { ...RollupCell.decode(new Uint8Array()), indicator: 'guard-rate', numerator: 3, denominator: 4 };
const bytesOf = (rollup: Partial<Rollup> | undefined): Uint8Array =>
  RollupChanged.encode({ rollup: rollup && { ...nothing, ...rollup }, parent: 'x' }).finish();

test('whose rollup it is is read without its figures', () => {
  expect(rollupHead(bytesOf({ ...head, parent: '3307', version: 300, cells: [cell] }))).toEqual(head);
});

test('what is not said is empty', () => {
  expect(rollupHead(bytesOf({ path: 'cn/', version: 1 }))).toEqual({
    ...{ orgUnit: '', dataset: '', period: '' },
    path: 'cn/',
  });
  expect(rollupHead(bytesOf({}))).toMatchObject({ path: '' });
});

test('a message without a rollup has no head, and what is cut short is no message', () => {
  expect(rollupHead(bytesOf(undefined))).toBeUndefined();
  expect(() => rollupHead(bytesOf(head).subarray(0, 6))).toThrow();
});
