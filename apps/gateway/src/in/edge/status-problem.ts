import { status, type ServiceError } from '@grpc/grpc-js';
import { faultText, isFaultCode } from '@xiaomai/gateway-api/fault-code';
import type { Language } from '@xiaomai/gateway-api/language';
import { faultOf } from '@xiaomai/gateway-api/problem';
import type { ProblemCode } from '@xiaomai/gateway-api/problem-code';

import type { Refusal } from './answer.ts';

type Rule = { readonly code: ProblemCode; /** Whether the details are words for the caller. */ readonly tell: boolean };

const rules: Record<status, Rule> = {
  [status.OK]: { code: 'internal', tell: false },
  [status.CANCELLED]: { code: 'unavailable', tell: false },
  [status.UNKNOWN]: { code: 'internal', tell: false },
  [status.INVALID_ARGUMENT]: { code: 'invalid-request', tell: true },
  [status.DEADLINE_EXCEEDED]: { code: 'timeout', tell: false },
  [status.NOT_FOUND]: { code: 'not-found', tell: false },
  [status.ALREADY_EXISTS]: { code: 'state-conflict', tell: true },
  [status.PERMISSION_DENIED]: { code: 'forbidden', tell: false },
  [status.RESOURCE_EXHAUSTED]: { code: 'too-many-requests', tell: false },
  [status.FAILED_PRECONDITION]: { code: 'state-conflict', tell: true },
  [status.ABORTED]: { code: 'precondition-failed', tell: false },
  [status.OUT_OF_RANGE]: { code: 'invalid-request', tell: true },
  [status.UNIMPLEMENTED]: { code: 'not-implemented', tell: true },
  [status.INTERNAL]: { code: 'internal', tell: false },
  [status.UNAVAILABLE]: { code: 'unavailable', tell: false },
  [status.DATA_LOSS]: { code: 'internal', tell: false },
  [status.UNAUTHENTICATED]: { code: 'unauthenticated', tell: false },
};

function isServiceError(error: unknown): error is ServiceError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'number' &&
    error.code in rules &&
    'details' in error
  );
}

// Services tell a reason in both languages: "code: 中文 / English" or "中文。English."
function wordsIn(details: string, language: Language): string {
  const words = details.replace(/^[a-z-]+: (?=.*[一-鿿])/, '');
  const [, zh, en] = /^(.*[一-鿿].*) \/ (.+)$/.exec(words) ?? /^(.*。)([A-Z].*)$/.exec(words) ?? [];
  return (language === 'en' ? en : zh) ?? words;
}

/** What a failed call means to the caller; undefined when it is no answer of a service but a bug. */
export function refusalOfError(error: unknown, language: Language): Refusal | undefined {
  if (!isServiceError(error)) return undefined;
  const { code, tell } = rules[error.code];
  const { details } = error;
  if (!tell || details === '') return { code };
  const [, fault = ''] = /^([a-z-]+)(?::|$)/.exec(details) ?? [];
  if (!isFaultCode(fault)) return { code, detail: wordsIn(details, language) };
  return { code, detail: faultText(fault, language), errors: [faultOf(fault, language, {})] };
}
