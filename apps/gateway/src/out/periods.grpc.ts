import { DueServiceClient } from '@xiaomai/contracts/due';
import { PeriodServiceClient, type DecidedPeriod as DecidedPeriodMessage } from '@xiaomai/contracts/period';
import type { DecidedPeriod } from '@xiaomai/gateway-api/period';
import { call, createClient } from '@xiaomai/grpc';

import type { DueTimes, Periods } from '../flow/intake/periods.ts';
import { textOrNull } from './wire/figure.ts';

const instant = (at: number): string => new Date(at).toISOString();

const periodFromWire = ({ closed, history, ...key }: DecidedPeriodMessage): DecidedPeriod => ({
  ...key,
  state: closed ? 'closed' : 'open',
  history: history.map(({ at, by, kind, reason }) => ({
    ...{ at: instant(at), by, kind: kind === 'closed' ? 'closed' : 'reopened', reason },
  })),
});

export function grpcPeriods(address: string): Periods {
  const client = createClient(PeriodServiceClient, address);
  return {
    close: async (token, order) => {
      const { period } = await call(client.closePeriod.bind(client), order, { token });
      return period && periodFromWire(period);
    },
    reopen: async (token, order) => {
      const { period } = await call(client.reopenPeriod.bind(client), order, { token });
      return period && periodFromWire(period);
    },
    list: async (token, { orgUnit = '', cursor = '', ...asked }) => {
      const page = await call(client.listPeriods.bind(client), { ...asked, orgUnit, cursor }, { token });
      return { items: page.periods.map(periodFromWire), next: textOrNull(page.next) };
    },
    stop: () => {
      client.close();
    },
  };
}

export function grpcDueTimes(address: string): DueTimes {
  const client = createClient(DueServiceClient, address);
  return {
    get: async (token, { dataset, orgUnit = '', period = '' }) => {
      const due = await call(client.getDue.bind(client), { dataset, orgUnit, period }, { token });
      return {
        dataset,
        period: textOrNull(due.period),
        dueAt: due.dueAt === 0 ? null : instant(due.dueAt),
        provisional: due.provisional,
        reminders: due.reminders.map(instant),
        expected: due.expected,
      };
    },
    stop: () => {
      client.close();
    },
  };
}
