import { pipeline } from 'node:stream/promises';

import { languageOf } from '@xiaomai/gateway-api/language';
import { problemOf } from '@xiaomai/gateway-api/problem';
import { sendProblem } from '@xiaomai/http';
import type { Request, RequestHandler, Response } from 'express';

import type { Authenticate } from '../../flow/authenticate.ts';
import { refused, type Answer, type Handle, type Refusal } from './answer.ts';
import { refusalOfError } from './status-problem.ts';

/** What every route needs. */
export type Edge = {
  readonly authenticate: Authenticate;
  readonly onError: (error: unknown) => void;
  readonly now: () => number;
};

const language = (request: Request) => languageOf(request.headers['accept-language']);

/** Answers with a problem document in the caller's language. */
export function refuse(request: Request, response: Response, { code, ...more }: Refusal): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  for (const name of ['Content-Disposition', 'ETag', 'Location']) response.removeHeader(name);
  if (code === 'unauthenticated') response.setHeader('WWW-Authenticate', 'Bearer');
  const body = problemOf(code, language(request), { ...more, instance: request.originalUrl.split('?')[0] ?? '' });
  sendProblem(response, body, Number(response.getHeader('Retry-After') ?? 1));
}

const hasLeft = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

type Pieces = AsyncIterator<string | Uint8Array>;

async function* rejoined(
  first: IteratorResult<string | Uint8Array>,
  rest: Pieces,
): AsyncGenerator<string | Uint8Array> {
  if (first.done === true) return;
  yield first.value;
  yield* { [Symbol.asyncIterator]: () => rest };
}

// What fails before the first piece is still a problem document; after it the stream can only be cut.
async function sendStream(response: Response, stream: AsyncIterable<string | Uint8Array>): Promise<void> {
  const pieces = stream[Symbol.asyncIterator]();
  const first = await pieces.next();
  await pipeline(rejoined(first, pieces), response);
}

async function send(response: Response, answer: Answer): Promise<void> {
  response.status(answer.status ?? 200).setHeader('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if ('stream' in answer) await sendStream(response, answer.stream);
  else if (answer.status === 304) response.end();
  else response.json(answer.body);
}

/** Makes Express handlers of ours: authenticates, answers, and turns refusals and failed calls into problem documents. */
export function routing({ authenticate, onError, now }: Edge): (handle: Handle) => RequestHandler {
  const failed = (error: unknown, request: Request): Refusal => {
    const refusal = refusalOfError(error, language(request), request);
    if (refusal === undefined || refusal.code === 'internal') onError(error);
    return refusal ?? { code: 'internal' };
  };

  return (handle) => async (request, response) => {
    try {
      const caller = await authenticate(request.headers.authorization);
      const asked = caller && { request, caller, language: language(request), nowMs: now() };
      const result = asked === undefined ? refused('unauthenticated') : await handle(asked);
      if (result.ok) await send(response, result.value);
      else refuse(request, response, result.reason);
    } catch (error) {
      if (!hasLeft(error)) refuse(request, response, failed(error, request));
    }
  };
}

/** What no route answers. */
export const nothingThere: RequestHandler = (request, response) => {
  refuse(request, response, { code: 'not-found' });
};
