import { Problem } from '@xiaomai/gateway-api/problem';
import { err, ok, type Result } from '@xiaomai/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import type { Settings } from '../config.ts';
import { Unreachable, type Api, type Asking } from './api.ts';
import { parseLines } from './lines.ts';

export type HttpApiOptions = Settings & {
  readonly fetch?: typeof fetch;
  readonly wait?: (ms: number) => Promise<unknown>;
};

const tries = 6;
const longestWaitMs = 30_000;
// With 429 nothing has been done; behind the others it may have been.
const mayAskAgain = (status: number, { once = false }: Asking): boolean =>
  status === 429 || (!once && (status === 502 || status === 503 || status === 504));

/** How long to wait before the next try: what Retry-After says, else 0.5, 1, 2 … seconds. */
export function waitMs(retryAfter: string | null, attempt: number): number {
  const seconds = retryAfter === null || retryAfter === '' ? Number.NaN : Number(retryAfter);
  const said = seconds >= 0 ? seconds * 1000 : 500 * 2 ** attempt;
  return Math.min(said, longestWaitMs);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: string; message?: string } | undefined) : undefined;
  return cause?.code ?? cause?.message ?? String(error);
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    const parsed = Problem.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data as Problem;
  } catch {
    // not a problem document: shown below as it came
  }
  const title = `HTTP ${String(response.status)} ${text.slice(0, 200)}`.trim();
  return { type: 'about:blank', title, status: response.status, code: 'invalid-request' };
}

async function resultOf(response: Response): Promise<Result<Response, Problem>> {
  // 422 of a push, and 409 of a data value set, carry receipts, not a problem document: they are answers.
  const isProblem = response.headers.get('content-type')?.includes('problem+json') === true;
  if (response.ok || ((response.status === 422 || response.status === 409) && !isProblem)) return ok(response);
  const problem = await problemOf(response);
  if (response.status >= 500 && response.status !== 501) throw new Unreachable(problem.title);
  return err(problem);
}

/** The API over HTTP. A busy system is asked again as it wishes (Retry-After); what is not safe to do twice says so. */
export function httpApi({ url, key, language, fetch = globalThis.fetch, wait = delay }: HttpApiOptions): Api {
  const tryOnce = async ({ method, path, headers, body }: Asking): Promise<Response> => {
    const all = { authorization: `Bearer ${key ?? ''}`, 'accept-language': language, ...headers };
    const init: RequestInit = { method, headers: all, ...(body === undefined ? {} : { body }) };
    try {
      return await fetch(`${url}/api/v1${path}`, init);
    } catch (error) {
      throw new Unreachable(`${url}: ${reasonOf(error)}`, { cause: error });
    }
  };

  const ask = async (asking: Asking): Promise<Result<Response, Problem>> => {
    for (let attempt = 0; ; attempt += 1) {
      const response = await tryOnce(asking);
      if (!mayAskAgain(response.status, asking) || attempt === tries - 1) return await resultOf(response);
      await response.body?.cancel();
      await wait(waitMs(response.headers.get('retry-after'), attempt));
    }
  };

  const jsonOf = async (asking: Asking): Promise<Result<unknown, Problem>> => {
    const answer = await ask(asking);
    return answer.ok ? ok(await answer.value.json()) : answer;
  };

  return {
    ask,
    readJson: (path) => jsonOf({ method: 'GET', path }),
    sendJson: (path, body, headers) =>
      jsonOf({
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    readLines: async function* (path) {
      const answer = await ask({ method: 'GET', path, headers: { accept: 'application/x-ndjson' } });
      if (!answer.ok) throw new Unreachable(`${path}: ${answer.reason.title}`);
      yield* parseLines(answer.value);
    },
  };
}
