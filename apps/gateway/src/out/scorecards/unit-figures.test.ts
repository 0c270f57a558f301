import { expect, test } from '@jest/globals';
import { Scorecard, Verdict } from '@xiaomai/contracts/scorecard';
import { UnitFigures } from '@xiaomai/gateway-api/scorecard';
import { unitFiguresText } from './unit-figures.ts';

const school = { orgUnit: '330702001-01', name: '演示“第一”小学 "A"\n', type: 'primary' };
const shown = (scorecard: Uint8Array): unknown =>
  JSON.parse(unitFiguresText({ ...school, scorecard: Buffer.from(scorecard) }, '2026-11'));

test('figures are read out of the bytes of a scorecard, with nothing else of it', () => {
  const ratio = { indicator: 'i1', numerator: 9_999, denominator: 10_000, verdict: Verdict.BREACHED };
  const card = Scorecard.fromPartial({
    ...{
      orgUnit: school.orgUnit,
      dataset: 'd',
      period: '2026-11',
      parent: 't',
      path: 'cn/t/s/',
      version: 7,
      revision: 3,
    },
    ...{ cause: 'x#3', receivedAt: 1, judgedAt: 2, late: true, dueAt: 3, reason: '更正', formerParents: ['t0'] },
    cells: [
      { ...ratio, target: 'i1@1', against: '1/2' },
      { indicator: 'i2', value: '38.60', verdict: Verdict.MET },
      { indicator: 'i3', verdict: Verdict.NO_DATA },
    ],
    groups: [{ group: 'g', verdict: Verdict.BREACHED }],
    findings: [{ code: 'disagrees', indicator: 'i1' }],
  });
  const figures = {
    ...{ ...school, period: '2026-11', revision: 3, receivedAt: '1970-01-01T00:00:00.001Z' },
    ...{ missing: false, late: true, dueAt: '1970-01-01T00:00:00.003Z' },
    items: [
      { indicator: 'i1', verdict: 'breached', value: '99.99', numerator: 9_999, denominator: 10_000 },
      { indicator: 'i2', verdict: 'met', value: '38.60' },
      { indicator: 'i3', verdict: 'no-data', value: null },
    ],
    groups: [{ group: 'g', verdict: 'breached' }],
  };
  const found = shown(Scorecard.encode(card).finish());
  expect(found).toEqual(figures);
  expect(UnitFigures.strict().parse(found)).toEqual(figures);
});

test('a unit without a scorecard has sent nothing', () => {
  expect(UnitFigures.parse(shown(new Uint8Array()))).toEqual({
    ...{ ...school, period: '2026-11', revision: 0, receivedAt: null, missing: false, late: false, dueAt: null },
    ...{ items: [], groups: [] },
  });
});

test('one that was due and never came is missing', () => {
  const card = Scorecard.encode(Scorecard.fromPartial({ missing: true, dueAt: 3 })).finish();
  expect(shown(card)).toMatchObject({ revision: 0, missing: true, dueAt: '1970-01-01T00:00:00.003Z' });
});
