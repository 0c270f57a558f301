import type { Say } from '../words/words.ts';
import { ApiError } from './client.ts';

function refusalText(error: ApiError, say: Say): string {
  const { problem, status } = error;
  const known = status === 404 ? say('error.not-found') : say('error.refused');
  const head = problem?.detail ?? problem?.title ?? known;
  const faults = (problem?.errors ?? []).map((fault) => fault.detail);
  return `${[head, ...faults].join(' ')}${say('error.status', { status })}`;
}

/** Why something failed, in words for the reader. */
export function errorText(error: unknown, say: Say): string {
  if (!(error instanceof ApiError)) return say('error.broken');
  if (error.kind === 'network') return say('error.network');
  return error.kind === 'shape' ? say('error.shape') : refusalText(error, say);
}

export const isRefusal = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof ApiError && statuses.includes(error.status);
