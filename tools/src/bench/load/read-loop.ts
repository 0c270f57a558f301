import { createHistogram } from '../measure/histogram.ts';
import { safetyDataset } from '../../seed/demo-months.ts';
import type { Command, ReadResult } from './command.ts';
import { createConnection } from './connection.ts';
import type { Ground } from './pushing.ts';
import { readRequest } from './request.ts';

type Read = Extract<Command, { kind: 'read' }>;
type What = Read['what'];
type Place = { readonly orgUnit: string; readonly period: string };

const district = '330702';

const paths: Readonly<Record<What, (place: Place) => string>> = {
  scorecard: ({ orgUnit, period }) => `/api/v1/scorecards/${orgUnit}?period=${period}`,
  district: ({ period }) =>
    `/api/v1/scorecards/${district}/reporting?dataset=${safetyDataset}&period=${period}&state=all&limit=500`,
};

/** Reads what was sent before, as fast as it is answered. */
export async function runRead({ target, feed }: Ground, { what, connections, seconds }: Read): Promise<ReadResult> {
  const textOf = readRequest(target.origin, target.token);
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
        connection.ask(textOf(paths[what](place)), ({ status }) => {
          http.add(performance.now() - sentMs);
          statuses[status] = (statuses[status] ?? 0) + 1;
          next();
        });
      };
      next();
    });

  await Promise.all(Array.from({ length: connections }, worker));
  return { statuses, seconds: (performance.now() - startMs) / 1_000, http: http.summary() };
}
