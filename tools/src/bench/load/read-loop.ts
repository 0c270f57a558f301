import { createHistogram } from '../measure/histogram.ts';
import { safetyDataset } from '../../seed/demo-months.ts';
import type { Command, ReadResult } from './command.ts';
import { createConnection, type Answer } from './http/connection.ts';
import type { Ground } from './pushing.ts';
import { readRequest } from './http/request.ts';

type Read = Extract<Command, { kind: 'read' }>;
type What = Read['what'];
type Place = { readonly orgUnit: string; readonly period: string };

const district = '330702';
const province = '33';

const ofAll = (period: string): string => `dataset=${safetyDataset}&period=${period}&state=all`;

const paths: Readonly<Record<What, (place: Place, city: string) => string>> = {
  scorecard: ({ orgUnit, period }) => `/api/v1/scorecards/${orgUnit}?period=${period}`,
  district: ({ period }) => `/api/v1/scorecards/${district}/reporting?${ofAll(period)}&limit=500`,
  city: ({ period }, city) => `/api/v1/scorecards/${city}/figures?${ofAll(period)}&limit=5000`,
  province: ({ period }) => `/api/v1/scorecards/${province}?period=${period}&dataset=${safetyDataset}`,
};

const longestNext = 200;

/** The address of the page after this one; undefined = it was the last. */
function pageAfter(path: string, { status, body }: Answer): string | undefined {
  if (status !== 200 || !path.includes('limit=')) return undefined;
  const next = /"next":"([^"]+)"\}$/.exec(body().slice(-longestNext))?.[1];
  return next === undefined ? undefined : `${path.replace(/&cursor=.*$/, '')}&cursor=${encodeURIComponent(next)}`;
}

/** Reads what was sent before, as fast as it is answered. */
export async function runRead(
  { target, feed }: Ground,
  { what, connections, seconds, token = target.token }: Read,
): Promise<ReadResult> {
  const textOf = readRequest(target.origin, token);
  const statuses: Record<string, number> = {};
  const http = createHistogram();
  const startMs = performance.now();

  const worker = (): Promise<void> =>
    new Promise((done) => {
      const connection = createConnection(target.origin);
      const next = (): void => {
        const place = feed.complete();
        const sentMs = performance.now();
        if (place === undefined || sentMs >= startMs + seconds * 1_000) {
          connection.close();
          done();
          return;
        }
        const ask = (path: string): void =>
          connection.ask(textOf(path), (answer) => {
            statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
            const further = pageAfter(path, answer);
            if (further !== undefined) return ask(further);
            http.add(performance.now() - sentMs);
            next();
          });
        ask(paths[what](place, target.place.city));
      };
      next();
    });

  await Promise.all(Array.from({ length: connections }, worker));
  return { statuses, seconds: (performance.now() - startMs) / 1_000, http: http.summary() };
}
