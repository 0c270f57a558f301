import type { JudgedCell } from '../judging/judge.ts';

/** The newest valid figure of one indicator of one org unit. */
export type Standing = {
  readonly cell: JudgedCell;
  readonly dataset: string;
  readonly period: string;
  readonly day: string;
  readonly revision: number;
  readonly receivedAt: number;
  /** Of a dataset that is gone: judged by a catalogue that is not there any more. */
  readonly isLeft?: boolean;
};

function isNewer(a: Standing, b: Standing): boolean {
  if (a.day !== b.day) return a.day > b.day;
  return a.revision === b.revision ? a.receivedAt > b.receivedAt : a.revision > b.revision;
}

/** Keeps the figure when it has data and is newer than the one kept: the latest period first, then the highest revision.
 *  A figure without target is data too: it breaches nothing. */
export function keepNewest(standings: Map<string, Standing>, indicator: string, candidate: Standing): void {
  if (candidate.cell.verdict === 'no-data') return;
  const known = standings.get(indicator);
  if (known === undefined || isNewer(candidate, known)) standings.set(indicator, candidate);
}
