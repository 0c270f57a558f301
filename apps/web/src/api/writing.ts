import { Alert, type AlertCommand, type AlertVerb } from '@xiaomai/gateway-api/alert';
import { Hazard, type HazardCommand, type HazardVerb } from '@xiaomai/gateway-api/hazard';
import { OrgUnitChanged, type OrgUnitCommand } from '@xiaomai/gateway-api/org-unit-command';
import { DecidedPeriod, type PeriodOrder } from '@xiaomai/gateway-api/period';
import { Report, type ReportFormat } from '@xiaomai/gateway-api/report';
import { ask, headersOf, urlOf, write, type Caller } from './client.ts';

export type Act = { readonly alert: Alert; readonly verb: AlertVerb; readonly command: AlertCommand };

export const actOnAlert = (caller: Caller, { alert, verb, command }: Act): Promise<Alert> =>
  write(caller, Alert, {
    url: urlOf(`/alerts/${encodeURIComponent(alert.id)}/${verb}`),
    body: command,
    ifMatch: alert.etag,
  });

export type HazardAct = { readonly verb: HazardVerb; readonly command: HazardCommand };

export const actOnHazard = (caller: Caller, { id, etag }: Hazard, { verb, command }: HazardAct): Promise<Hazard> =>
  write(caller, Hazard, { url: urlOf(`/hazards/${encodeURIComponent(id)}/${verb}`), body: command, ifMatch: etag });

export const orderMonthly = (caller: Caller, scope: string, period: string): Promise<Report> =>
  write(caller, Report, { url: urlOf('/reports'), body: { kind: 'monthly', scope, period } });

export type Rendering = { readonly id: string; readonly format: ReportFormat };

/** The bytes of one rendering: they need the token, so a plain link would not do. */
export async function fetchRendering(caller: Caller, { id, format }: Rendering): Promise<Blob> {
  const url = urlOf(`/reports/${encodeURIComponent(id)}/${format}`);
  const response = await ask(url, { headers: headersOf(caller) });
  return response.blob();
}

export type PeriodAct = PeriodOrder & {
  readonly verb: 'close' | 'reopen';
  readonly dataset: string;
  readonly period: string;
};

export const decideOnPeriod = (
  caller: Caller,
  { verb, dataset, period, orgUnit, reason }: PeriodAct,
): Promise<DecidedPeriod> =>
  write(caller, DecidedPeriod, {
    url: urlOf(`/datasets/${encodeURIComponent(dataset)}/periods/${encodeURIComponent(period)}/${verb}`),
    body: { orgUnit, reason },
  });

/** A unit's version is what a verb takes; what is opened for the first time has none. */
export const changeTree = (
  caller: Caller,
  { id, version }: { readonly id: string; readonly version: number | undefined },
  { verb, ...body }: OrgUnitCommand,
): Promise<OrgUnitChanged> =>
  write(caller, OrgUnitChanged, {
    url: urlOf(`/org-units/${encodeURIComponent(id)}/${verb}`),
    body,
    ...(version === undefined ? {} : { ifMatch: `"${version}"` }),
  });
