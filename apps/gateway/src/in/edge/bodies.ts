import { languageOf } from '@xiaomai/gateway-api/language';
import { faultOf } from '@xiaomai/gateway-api/problem';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';

import type { Refusal } from './answer.ts';
import { refuse } from './route.ts';
import { refusalOfError } from './status-problem.ts';

const jsonTypes = ['application/json', 'application/*+json'];

/** Refuses bodies that are no JSON. */
export const onlyJson: RequestHandler = (request, response, next) => {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (hasBody && request.is(jsonTypes) === false) refuse(request, response, { code: 'unsupported-media-type' });
  else next();
};

/** Parses JSON bodies up to a size. */
export const jsonBodies = (limit: string): RequestHandler => express.json({ limit, type: jsonTypes });

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : 500;

function refusalOf(error: unknown, acceptLanguage: string | undefined): Refusal {
  const status = statusOf(error);
  if (status === 413) return { code: 'payload-too-large' };
  if (status === 415) return { code: 'unsupported-media-type' };
  if (status >= 500) return { code: 'internal' };
  const isBody = error instanceof SyntaxError;
  return {
    code: 'invalid-request',
    ...(isBody ? { errors: [faultOf('malformed-json', languageOf(acceptLanguage), { pointer: '' })] } : {}),
  };
}

/** Turns what a parser or Express itself throws into problem documents. */
export const failures =
  (onError: (error: unknown) => void): ErrorRequestHandler =>
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters
  (error: unknown, request, response, _next) => {
    const acceptLanguage = request.headers['accept-language'];
    const refusal = refusalOfError(error, languageOf(acceptLanguage)) ?? refusalOf(error, acceptLanguage);
    if (refusal.code === 'internal') onError(error);
    refuse(request, response, refusal);
  };
