import { expect, test } from '@jest/globals';
import { GetScorecardResponse } from '@xiaomai/contracts/scorecard';
import { pageFromWire } from './scorecard.ts';

const school = { orgUnit: '330702001-01', name: '演示学校', type: 'primary' };

test('beside a scorecard stand those below who fail and who are missing, and where the list goes on', () => {
  const found = { orgUnit: '330702', orgName: '演示区', type: 'district' };
  const [failing, missing] = [{ units: [school], next: school.orgUnit }, { units: [] }];
  expect(pageFromWire(GetScorecardResponse.fromPartial({ ...found, failing, missing }), '2026-11')).toEqual({
    ...{ orgUnit: '330702', name: '演示区', type: 'district', period: '2026-11', scorecards: [] },
    failing: { items: [{ ...school, scorecard: null }], next: school.orgUnit },
    missing: { items: [], next: null },
  });
});

test('where nobody stands below, nothing is said of those below', () => {
  const found = { orgUnit: school.orgUnit, orgName: school.name, type: school.type };
  const page = pageFromWire(GetScorecardResponse.fromPartial(found), '2026-11');
  expect(Object.keys(page)).toEqual(['orgUnit', 'name', 'type', 'period', 'scorecards']);
});
