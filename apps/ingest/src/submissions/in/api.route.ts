import type { IncomingMessage, ServerResponse } from 'node:http';
import { languageOf } from '@xiaomai/gateway-api/language';
import type { ProblemCode } from '@xiaomai/gateway-api/problem-code';
import { createApp } from '@xiaomai/http';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import { problemAnswer, send } from './http/answer.ts';
import type { HandleRequest } from './push/exchange.ts';

/** What is served. */
export type Api = {
  readonly submit: HandleRequest;
  /** Data value sets as DHIS2 sends them. */
  readonly submitDataValues: HandleRequest;
  readonly template: RequestHandler;
  readonly newest: RequestHandler;
  readonly revisions: RequestHandler;
  readonly withdraw: RequestHandler;
  readonly onFailure: (error: unknown) => void;
};

const path = '/api/v1/submissions';
const dataValuesPath = '/api/v1/dataValueSets';
const templatePath = '/api/v1/datasets/:dataset/template.xlsx';

const answerProblem =
  (code: ProblemCode, headers: readonly string[] = []) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    send(response, problemAnswer(code, languageOf(request.headers['accept-language'])), headers);
  };

const isBug = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
const isFaultOfPath = (error: unknown): boolean => error instanceof URIError;

/** The HTTP face: submissions are pushed, read and taken back. */
export function submissionsApi({ onFailure, ...serve }: Api): Express {
  const app = createApp();
  app.post(path, serve.submit);
  app.post(dataValuesPath, serve.submitDataValues);
  app.get(templatePath, serve.template);
  app.get(`${path}/:id`, serve.newest);
  app.delete(`${path}/:id`, serve.withdraw);
  app.get(`${path}/:id/revisions`, serve.revisions);
  app.all([path, dataValuesPath], answerProblem('method-not-allowed', ['Allow', 'POST']));
  app.all(templatePath, answerProblem('method-not-allowed', ['Allow', 'GET']));
  app.all(`${path}/:id`, answerProblem('method-not-allowed', ['Allow', 'GET, DELETE']));
  app.use(answerProblem('not-found'));

  // Broken infrastructure heals: the sender is asked to come again. A bug does not.
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters
  const failed: ErrorRequestHandler = (error: unknown, request, response, _next) => {
    if (isFaultOfPath(error)) return answerProblem('not-found')(request, response);
    if (response.destroyed) return undefined; // the sender has gone
    onFailure(error);
    if (response.headersSent) response.destroy();
    return answerProblem(isBug(error) ? 'internal' : 'unavailable')(request, response);
  };
  app.use(failed);
  return app;
}
