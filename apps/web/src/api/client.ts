import { Problem } from '@xiaomai/gateway-api/problem';
import type { z } from 'zod';
import type { Lang } from '../words/words.ts';
import { localeOf } from '../words/words.ts';

type ProblemDocument = z.infer<typeof Problem>;

/** Why a call did not bring what was asked for. */
export class ApiError extends Error {
  readonly kind: 'network' | 'shape' | 'refused';
  readonly status: number;
  readonly problem: ProblemDocument | undefined;

  constructor(kind: ApiError['kind'], status = 0, problem?: ProblemDocument) {
    super(problem?.detail ?? problem?.title ?? kind);
    this.kind = kind;
    this.status = status;
    this.problem = problem;
  }
}

export type Query = Readonly<Record<string, string | number | undefined>>;
export type Caller = { readonly token: string; readonly lang: Lang };
export type Write = { readonly body: unknown; readonly ifMatch?: string };

export const api = '/api/v1';

export function urlOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const params = new URLSearchParams(given).toString();
  return `${api}${path}${params === '' ? '' : `?${params}`}`;
}

export const headersOf = (caller: Caller): Record<string, string> => ({
  authorization: `Bearer ${caller.token}`,
  'accept-language': localeOf[caller.lang],
});

const isCalled = (name: string, cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'name' in cause && cause.name === name;

const isAbort = (cause: unknown): boolean => isCalled('AbortError', cause);

/** The JSON of an answer, undefined if it is none; a reading that was called off stays called off. */
async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    if (isCalled('SyntaxError', cause)) return undefined;
    throw isAbort(cause) ? cause : new ApiError('network');
  }
}

async function problemIn(response: Response): Promise<ApiError> {
  const body = await bodyOf(response);
  const parsed = Problem.safeParse(body);
  return new ApiError('refused', response.status, parsed.success ? parsed.data : undefined);
}

/** The answer of the service, or an ApiError with its problem document. */
export async function ask(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    throw isAbort(cause) ? cause : new ApiError('network');
  });
  if (!response.ok) throw await problemIn(response);
  return response;
}

async function parsed<T extends z.ZodType>(schema: T, response: Response): Promise<z.infer<T>> {
  const body = await bodyOf(response);
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  console.error('unexpected answer', response.url, result.error.issues.slice(0, 5));
  throw new ApiError('shape', response.status);
}

export async function read<T extends z.ZodType>(
  caller: Caller,
  schema: T,
  at: { readonly url: string; readonly signal?: AbortSignal },
): Promise<z.infer<T>> {
  const init = { headers: { ...headersOf(caller), accept: 'application/json' }, signal: at.signal ?? null };
  return parsed(schema, await ask(at.url, init));
}

export async function write<T extends z.ZodType>(
  caller: Caller,
  schema: T,
  at: { readonly url: string } & Write,
): Promise<z.infer<T>> {
  const match = at.ifMatch === undefined ? {} : { 'if-match': at.ifMatch };
  const headers = { ...headersOf(caller), ...match, 'content-type': 'application/json' };
  return parsed(schema, await ask(at.url, { method: 'POST', headers, body: JSON.stringify(at.body) }));
}
