import { describe, expect, test } from '@jest/globals';
import type { Alert } from '@xiaomai/gateway-api/alert';
import { anAlert } from '../../test-server/examples.ts';
import type { HeardAlert } from '../stream/stream-state.ts';
import { countsOf, feedRows, fits, isOverdue, isWithin, placeBelow } from './alert-feed.ts';

const city = { id: '3307', names: ['全国', '演示省', '演示市'] };
const now = Date.parse('2026-11-24T00:00:00.000Z');

const heardOf = (...alerts: readonly Alert[]): ReadonlyMap<string, HeardAlert> =>
  new Map(alerts.map((alert) => [alert.id, { alert: { ...alert, kind: 'updated' }, heardAt: 5 }]));

const versions = (listed: readonly Alert[], ...heard: readonly Alert[]): [string, number][] =>
  feedRows({ listed, heard: heardOf(...heard), scope: city }).map(({ alert }) => [alert.id, alert.version]);

describe('the alert list', () => {
  test('shows what is heard over what was listed when it is newer', () => {
    expect(versions([anAlert({ id: 'a', version: 1 })], anAlert({ id: 'a', version: 2 }))).toEqual([['a', 2]]);
  });

  test('keeps what was listed when the news is older', () => {
    expect(versions([anAlert({ id: 'a', version: 3 })], anAlert({ id: 'a', version: 2 }))).toEqual([['a', 3]]);
  });

  test('takes in a new alert of its scope and no other', () => {
    const inside = anAlert({ id: 'in', version: 1 });
    const outside = anAlert({ id: 'out', version: 1, orgUnit: 'x', pathNames: ['全国', '演示省', '别市', '演示甲区'] });
    expect(versions([], inside, outside)).toEqual([['in', 1]]);
  });

  test('is in order of opening, newest first', () => {
    const older = anAlert({ id: 'older', openedAt: '2026-11-01T00:00:00.000Z' });
    const newer = anAlert({ id: 'newer', openedAt: '2026-11-02T00:00:00.000Z' });
    expect(versions([older, newer]).map(([id]) => id)).toEqual(['newer', 'older']);
  });

  test('counts what is open, new and overdue', () => {
    const rows = [
      anAlert({ id: 'a', deadline: '2026-11-23T00:00:00.000Z' }),
      anAlert({ id: 'b', handling: 'assigned' }),
      anAlert({ id: 'c', handling: 'closed', deadline: '2026-11-23T00:00:00.000Z' }),
    ].map((alert) => ({ alert, heardAt: undefined }));
    expect(countsOf(rows, now)).toEqual({ open: 2, new: 1, overdue: 1 });
  });
});

describe('an alert', () => {
  test('is overdue from its deadline on, as long as the breach lasts and nobody closed it', () => {
    const late = anAlert({ deadline: '2026-11-23T23:59:59.999Z' });
    expect(isOverdue(late, now)).toBe(true);
    expect(isOverdue({ ...late, deadline: '2026-11-24T00:00:00.000Z' }, now)).toBe(false);
    expect(isOverdue({ ...late, condition: 'resolved' }, now)).toBe(false);
    expect(isOverdue({ ...late, handling: 'closed' }, now)).toBe(false);
    expect(isOverdue({ ...late, deadline: null }, now)).toBe(false);
  });

  test('leaves the open list when it is closed', () => {
    expect(fits(anAlert({ handling: 'closed' }), 'open', now)).toBe(false);
    expect(fits(anAlert({ handling: 'closed' }), 'closed', now)).toBe(true);
    expect(fits(anAlert({ handling: 'assigned' }), 'new', now)).toBe(false);
  });

  test('lies within a scope whose line of names it carries, wherever that line begins to be visible', () => {
    const alert = anAlert();
    expect(isWithin(alert, { id: '330701', names: ['演示市', '演示甲区'] })).toBe(true);
    expect(isWithin(alert, { id: '330702', names: ['演示市', '演示乙区'] })).toBe(false);
    expect(isWithin(alert, { id: alert.orgUnit, names: [] })).toBe(true);
    expect(isWithin(alert, { id: 'x', names: [] })).toBe(false);
  });

  test('says where below the scope it lies, unless that is the school itself', () => {
    const alert = anAlert();
    expect(placeBelow(alert, '演示市')).toBe('演示甲区');
    expect(placeBelow(alert, '演示甲区')).toBe('甲一镇');
    expect(placeBelow(alert, '甲一镇')).toBeUndefined();
    expect(placeBelow(alert, '别处')).toBeUndefined();
  });
});
