import type { ServerResponse } from 'node:http';

/** One fault of a request: where, which rule, what value. */
export type ProblemFault = {
  readonly pointer?: string;
  readonly line?: number;
  readonly cell?: string;
  readonly code: string;
  readonly detail: string;
  readonly indicator?: string;
  readonly value?: unknown;
};

/** An RFC 9457 problem document; `errors` names every fault at once. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly ProblemFault[];
};

/** Makes a problem document; `code` becomes the end of its type URI. */
export function problem(status: number, code: string, title: string): Problem {
  return { type: `urn:xiaomai:problem:${code}`, title, status };
}

/** Answers with a problem document; a 429 or 503 carries Retry-After (seconds, 1 by default). */
export function sendProblem(response: ServerResponse, body: Problem, retryAfterSeconds = 1): void {
  if (body.status === 429 || body.status === 503) response.setHeader('Retry-After', String(retryAfterSeconds));
  response.statusCode = body.status;
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.end(JSON.stringify(body));
}
