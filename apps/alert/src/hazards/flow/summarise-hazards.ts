import type { Asker } from '../../alerts/flow/query-alerts.ts';
import { summing, type DaySpan, type HazardSummary } from '../domain/summary.ts';
import type { HazardReader } from './hazard-store.ts';

/** What rounds of inspection make of a subtree and a span: visits (家次), rounds begun in it, and those that left nobody out. */
export type RoundSummary = { readonly visits: number; readonly rounds: number; readonly fullRounds: number };

export type ReadRoundSummary = (
  scope: { readonly within: string; readonly path: string },
  span: DaySpan,
) => Promise<RoundSummary>;

export type SummariseHazards = (asker: Asker, orgUnit: string, span: DaySpan) => Promise<HazardSummary & RoundSummary>;

/** Sums up the ledger of a subtree, as far as the asker may see it. */
export const summariseHazards =
  (reader: Pick<HazardReader, 'linesIn'>, rounds: ReadRoundSummary): SummariseHazards =>
  async (asker, orgUnit, span) => {
    const scope = { within: orgUnit === '' ? asker.orgUnit : orgUnit, path: asker.path };
    const sum = summing(span);
    for await (const lines of reader.linesIn({ ...scope, ...span })) sum.take(lines);
    return { ...sum.summary(), ...(await rounds(scope, span)) };
  };
