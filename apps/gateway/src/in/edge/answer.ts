import type { Fault } from '@xiaomai/gateway-api/problem';
import type { Language } from '@xiaomai/gateway-api/language';
import type { ProblemCode } from '@xiaomai/gateway-api/problem-code';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { Request } from 'express';

import type { Caller } from '../../flow/authenticate.ts';

/** A request of a known caller. */
export type Asked = {
  readonly request: Request;
  readonly caller: Caller;
  readonly language: Language;
  readonly nowMs: number;
};

/** What is answered; a stream is sent as it comes. */
export type Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
} & ({ readonly body: unknown } | { readonly stream: AsyncIterable<string | Uint8Array> });

/** Why it is refused. */
export type Refusal = { readonly code: ProblemCode; readonly detail?: string; readonly errors?: Fault[] };

/** What a handler says. */
export type Answered = Result<Answer, Refusal>;

/** A handler: a question in, an answer or a refusal out. It touches no response. */
export type Handle = (asked: Asked) => Promise<Answered>;

/** 200 with a JSON body. */
export const answered = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answered =>
  ok({ body, headers });

/** No, with the reason. */
export const refused = (
  code: ProblemCode,
  more: Omit<Refusal, 'code'> = {},
): { readonly ok: false; readonly reason: Refusal } => err({ code, ...more });

/** Only the administrator may. */
export const forAdmin =
  (handle: Handle): Handle =>
  (asked) =>
    asked.caller.identity.role === 'admin' ? handle(asked) : Promise.resolve(refused('forbidden'));
