import type { Problem } from '@xiaomai/gateway-api/problem';
import type { Result } from '@xiaomai/kernel';

/** What is asked of the system. */
export type Asking = {
  readonly method: 'GET' | 'POST';
  /** Path below /api/v1, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Not safe to do twice: not asked again where it may have been done already. */
  readonly once?: boolean;
};

/** The system could not be reached, answered with a fault of its own, or broke off. */
export class Unreachable extends Error {}

/** The public API: an answer, or the problem document with which it said no. Rejects with Unreachable. */
export type Api = {
  readonly ask: (asking: Asking) => Promise<Result<Response, Problem>>;
  readonly readJson: (path: string) => Promise<Result<unknown, Problem>>;
  readonly sendJson: (path: string, body: unknown, headers?: Asking['headers']) => Promise<Result<unknown, Problem>>;
  /** A JSON value a line, streamed; for those who know already that they may read it. */
  readonly readLines: (path: string) => AsyncIterable<unknown>;
};
