import { setTimeout as pause } from 'node:timers/promises';

/** A request to the public origin. */
export type Call = {
  readonly path: string;
  readonly bearer: string;
  readonly method?: 'GET' | 'POST';
  readonly contentType?: string;
  readonly body?: string;
};

/** The system refused or cannot be reached: there is no use in going on. */
export class LoadError extends Error {
  readonly exitCode: 1 | 3;

  constructor(message: string, exitCode: 1 | 3) {
    super(message);
    this.exitCode = exitCode;
  }
}

const attempts = 60;
const unreachableAttempts = 5;
const defaultWaitMs = 1_000;
const longestWaitMs = 30_000;
const timeoutMs = 120_000;

const isBusy = (status: number): boolean => [429, 502, 503, 504].includes(status);

/** Milliseconds a `Retry-After` asks for, as seconds or as a date. */
export function retryAfterMs(header: string | null, nowMs: number): number {
  if (header === null || header.trim() === '') return defaultWaitMs;
  const seconds = Number(header);
  const waitMs = Number.isNaN(seconds) ? Date.parse(header) - nowMs : seconds * 1_000;
  return Number.isNaN(waitMs) ? defaultWaitMs : Math.min(Math.max(waitMs, 0), longestWaitMs);
}

async function once(origin: string, call: Call): Promise<Response | undefined> {
  const { path, bearer, method = 'POST', contentType, body } = call;
  const headers = {
    authorization: `Bearer ${bearer}`,
    'accept-language': 'zh-CN, en;q=0.5',
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
  };
  const init = { method, headers, signal: AbortSignal.timeout(timeoutMs), ...(body === undefined ? {} : { body }) };
  try {
    return await fetch(new URL(path, origin), init);
  } catch (error) {
    if (error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError')) return undefined;
    throw error;
  }
}

async function waitAskedFor(response: Response | undefined): Promise<number> {
  if (response === undefined) return defaultWaitMs;
  await response.body?.cancel();
  return retryAfterMs(response.headers.get('retry-after'), Date.now());
}

/** Asks until the system has time: waits as long as 429 and 503 ask for, and a little when it cannot be reached. */
export async function ask(origin: string, call: Call): Promise<Response> {
  let unreachable = 0;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const response = await once(origin, call);
    if (response !== undefined && !isBusy(response.status)) return response;
    if (response === undefined) unreachable += 1;
    if (unreachable >= unreachableAttempts) throw new LoadError(`无法连接 ${origin}（cannot be reached）`, 3);
    await pause(await waitAskedFor(response));
  }
  throw new LoadError(`系统持续繁忙：${call.path}（still busy after ${attempts} attempts）`, 3);
}

/** The words of a refusal: title, detail and the first faults of a problem document. */
export async function refusal(response: Response, call: Call): Promise<LoadError> {
  const text = await response.text();
  return new LoadError(`${call.path} ${response.status}: ${text.slice(0, 1_000)}`, 1);
}
