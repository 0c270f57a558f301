import type { Language } from '@xiaomai/gateway-api/language';
import { faultsOf } from '@xiaomai/gateway-api/faults';
import { ok, type Result } from '@xiaomai/kernel';
import type { z } from 'zod';

import { refused, type Asked, type Refusal } from './answer.ts';

type What = { readonly input: unknown; readonly language: Language; readonly query?: boolean };

function parsed<T>(schema: z.ZodType<T>, what: What): Result<T, Refusal> {
  const result = schema.safeParse(what.input);
  return result.success ? ok(result.data) : refused('invalid-request', { errors: faultsOf(result.error.issues, what) });
}

/** The query, or every fault in it. */
export const queryOf = <T>(schema: z.ZodType<T>, { request, language }: Asked): Result<T, Refusal> =>
  parsed(schema, { input: { ...request.query }, language, query: true });

/** The JSON body (none counts as `{}`), or every fault in it. */
export const bodyOf = <T>(schema: z.ZodType<T>, { request, language }: Asked): Result<T, Refusal> =>
  parsed(schema, { input: request.body ?? {}, language });

/** A path parameter. */
export function pathParam({ request }: Asked, name: string): string {
  const value = request.params[name];
  return typeof value === 'string' ? value : '';
}
