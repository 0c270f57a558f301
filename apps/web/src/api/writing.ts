import { Alert, type AlertCommand, type AlertVerb } from '@xiaomai/gateway-api/alert';
import { Hazard, type HazardCommand, type HazardVerb } from '@xiaomai/gateway-api/hazard';
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
