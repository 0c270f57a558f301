import { status, type ServiceError } from '@grpc/grpc-js';
import { isFaultCode } from '@xiaomai/gateway-api/fault-code';
import type { Language } from '@xiaomai/gateway-api/language';
import { faultOf, type Fault, type FaultPlace } from '@xiaomai/gateway-api/problem';
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

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function valueAt(said: unknown, path: readonly string[]): Pick<Fault, 'value'> {
  const value = path.reduce<unknown>((holder, name) => (isRecord(holder) ? holder[name] : undefined), said);
  if (typeof value === 'string') return { value: value.slice(0, 120) };
  return typeof value === 'number' || typeof value === 'boolean' ? { value } : {};
}

function placeOf(place: string | undefined, { body, query }: Said): FaultPlace {
  if (place === undefined) return {};
  if (place.startsWith('?')) return { parameter: place.slice(1), ...valueAt(query, [place.slice(1)]) };
  return { pointer: place, ...valueAt(body, place.slice(1).split('/')) };
}

// Services name faults "code", or where they are as well: "code /pointer" or "code ?parameter", several after "; ".
function faultsIn(details: string, said: Said, language: Language): readonly Fault[] | undefined {
  const [words = ''] = details.split(': ');
  const found = words.split('; ').map((one): Fault | undefined => {
    const [, code = '', place] = /^([a-z-]+)(?: ([/?]\S+))?$/.exec(one) ?? [];
    return isFaultCode(code) ? faultOf(code, language, placeOf(place, said)) : undefined;
  });
  return found.every((fault) => fault !== undefined) ? found : undefined;
}

/** What a request said, to show what of it a fault is about. */
type Said = { readonly body?: unknown; readonly query?: unknown };

/** What a failed call means to the caller; undefined when it is no answer of a service but a bug. */
export function refusalOfError(error: unknown, language: Language, said: Said = {}): Refusal | undefined {
  if (!isServiceError(error)) return undefined;
  const { code, tell } = rules[error.code];
  const { details } = error;
  if (!tell || details === '') return { code };
  const errors = faultsIn(details, said, language);
  const [first] = errors ?? [];
  if (errors === undefined || first === undefined) return { code, detail: wordsIn(details, language) };
  return { code, detail: first.detail, errors: [...errors] };
}
