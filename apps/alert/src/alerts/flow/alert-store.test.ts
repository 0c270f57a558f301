import { describe, expect, test } from '@jest/globals';
import { tuesday } from '../domain/examples.ts';
import { describeAlertPorts } from './alert-store.contract.ts';
import { memoryAlerts } from './memory-alerts.ts';
import { parseAlertId } from './alert-store.ts';

describe('alerts in memory', () => {
  describeAlertPorts(() => Promise.resolve(memoryAlerts(() => tuesday)), tuesday);
});

describe('the id of an alert', () => {
  test('names its key and its episode', () => {
    expect(parseAlertId('330702001-01:guard-rate:12')).toEqual({ key: '330702001-01|guard-rate', number: 12 });
  });

  test.each(['', 'a:b', 'a:b:0', 'a:b:01', 'a:b:c', 'a:b:1:2', ':b:1', 'a|b', 'a:b:-1', 'a:b:99999999999'])(
    '%p is none',
    (id) => {
      expect(parseAlertId(id)).toBeUndefined();
    },
  );
});
