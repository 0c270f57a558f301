import { AlertServiceClient, Condition, Handling, type Alert } from '@xiaomai/contracts/alert';
import { call, createClient } from '@xiaomai/grpc';
import type { AlertFact } from '../domain/facts.ts';
import type { AlertSource } from '../flow/ports.ts';
import { figureFromWire, severityFromWire } from './scorecard-views.grpc.ts';

const deadlineMs = 15_000;

const conditions: Record<Condition, AlertFact['condition']> = {
  [Condition.UNSPECIFIED]: 'no-data',
  [Condition.PENDING]: 'pending',
  [Condition.FIRING]: 'firing',
  [Condition.RESOLVED]: 'resolved',
  [Condition.NO_DATA]: 'no-data',
};

const handlings: Record<Handling, AlertFact['handling']> = {
  [Handling.UNSPECIFIED]: 'new',
  [Handling.NEW]: 'new',
  [Handling.ACKNOWLEDGED]: 'acknowledged',
  [Handling.ASSIGNED]: 'assigned',
  [Handling.RECTIFYING]: 'rectifying',
  [Handling.IN_REVIEW]: 'in-review',
  [Handling.CLOSED]: 'closed',
};

function alertFromWire(alert: Alert): AlertFact {
  const { id, orgUnit, orgName, pathNames, indicator, indicatorName, period, assignee, unit, version } = alert;
  return {
    id,
    orgUnit,
    orgName,
    pathNames,
    indicator,
    indicatorName,
    period,
    severity: severityFromWire(alert.severity),
    condition: conditions[alert.condition],
    handling: handlings[alert.handling],
    openedAtMs: alert.openedAt,
    deadlineMs: alert.deadline,
    assignee,
    figure: figureFromWire(alert),
    unit,
    version,
  };
}

/** The alert service's summary, asked with the caller's own identity. */
export function grpcAlertSource(address: string): AlertSource & { readonly close: () => void } {
  const client = createClient(AlertServiceClient, address);
  return {
    handling: async ({ orgUnit, fromMs, toMs }, { token }) => {
      const request = { orgUnit, dataset: '', from: fromMs, to: toMs };
      const { open, ...figures } = await call(client.summariseHandling.bind(client), request, { token, deadlineMs });
      return { ...figures, fromMs, open: open.map(alertFromWire) };
    },
    close: () => {
      client.close();
    },
  };
}
