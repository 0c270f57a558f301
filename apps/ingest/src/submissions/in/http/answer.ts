import type { ServerResponse } from 'node:http';
import type { Language } from '@xiaomai/gateway-api/language';
import { problemOf, problemType, type Problem } from '@xiaomai/gateway-api/problem';
import type { ProblemCode } from '@xiaomai/gateway-api/problem-code';

/** A whole answer, as it is sent and as it is kept to be sent again. */
export type Answer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly location?: string;
};

/** An answer of text or of bytes. */
export type Sendable = Omit<Answer, 'body'> & { readonly body: string | Buffer };

/** Content type of a spreadsheet. */
export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Headers that are added to an answer; names and values alternate. */
export type MoreHeaders = readonly string[];

const jsonType = 'application/json; charset=utf-8';
const retryAfterSeconds = '1';

/** An answer of JSON. */
export const jsonAnswer = (status: number, body: unknown): Answer => ({
  status,
  contentType: jsonType,
  body: JSON.stringify(body),
});

/** The tag of a submission's state, for If-Match. */
export const etagOf = ({ revision }: { readonly revision: number }): string => `"${String(revision)}"`;

/** A problem document; `more` are its further members. */
export function problemAnswer(
  code: ProblemCode,
  language: Language,
  more: Partial<Problem> & Record<string, unknown> = {},
): Answer {
  const problem = { ...problemOf(code, language), ...more };
  return { status: problem.status, contentType: `${problemType}; charset=utf-8`, body: JSON.stringify(problem) };
}

function extraHeaders({ status, location }: Omit<Sendable, 'body'>, more: MoreHeaders): MoreHeaders {
  const again = (status === 429 || status === 503) && !more.includes('Retry-After');
  return [
    ...(location === undefined ? [] : ['Location', location]),
    ...(status === 401 ? ['WWW-Authenticate', 'Bearer'] : []),
    ...(again ? ['Retry-After', retryAfterSeconds] : []),
  ];
}

/** Sends an answer; a 429 or 503 says when to come again. */
export function send(response: ServerResponse, answer: Sendable, more: MoreHeaders = []): void {
  if (response.destroyed || response.headersSent) return;
  const length = String(Buffer.byteLength(answer.body));
  const own = ['Content-Type', answer.contentType, 'Content-Length', length];
  response.writeHead(answer.status, [...own, ...more, ...extraHeaders(answer, more)]);
  response.end(answer.body);
}
