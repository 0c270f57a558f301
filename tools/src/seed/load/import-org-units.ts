import type { OrgUnitEntry } from '../org-unit.ts';
import { ask, refusal } from './call.ts';

/** What an import did. */
export type ImportTally = { readonly created: number; readonly updated: number; readonly unchanged: number };

type Target = { readonly url: string; readonly adminToken: string; readonly onProgress: (units: number) => void };

const chunkSize = 1_000;

async function importChunk(target: Target, orgUnits: readonly OrgUnitEntry[]): Promise<ImportTally> {
  const call = {
    path: '/api/v1/org-units',
    bearer: target.adminToken,
    contentType: 'application/json',
    body: JSON.stringify({ orgUnits }),
  };
  const response = await ask(target.url, call);
  if (!response.ok) throw await refusal(response, call);
  return (await response.json()) as ImportTally;
}

/** Imports the units in their order, parents before children. */
export async function importOrgUnits(target: Target, orgUnits: readonly OrgUnitEntry[]): Promise<ImportTally> {
  let tally: ImportTally = { created: 0, updated: 0, unchanged: 0 };
  for (let at = 0; at < orgUnits.length; at += chunkSize) {
    const chunk = orgUnits.slice(at, at + chunkSize);
    const done = await importChunk(target, chunk);
    tally = {
      created: tally.created + done.created,
      updated: tally.updated + done.updated,
      unchanged: tally.unchanged + done.unchanged,
    };
    target.onProgress(chunk.length);
  }
  return tally;
}
