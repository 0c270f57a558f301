import { createHash } from 'node:crypto';
import type { ProblemCode } from '@xiaomai/gateway-api/problem-code';
import { err } from '@xiaomai/kernel';
import type { Once, OnceOutcome } from '../../../idempotency/flow/once.ts';
import { problemAnswer, send, type Answer, type MoreHeaders } from '../http/answer.ts';
import { digestHolds } from '../http/content-digest.ts';
import type { BodyFailure, ReadBody } from '../http/body.ts';
import type { PushOptions } from '../http/push-options.ts';
import type { BodyFormat, BodyFormats } from './body-format.ts';
import type { PushBody } from './push-body.ts';
import { appliedOf, type Asked, type Exchange } from './exchange.ts';

/** What taking in whole bodies needs. */
export type TakeWholePorts = {
  readonly readBody: ReadBody;
  readonly formats: BodyFormats;
  readonly pushBody: PushBody;
  readonly once: Once;
};

/** Reads a whole body, takes it in (once, where it has a key) and answers. */
export type TakeWhole = (exchange: Exchange, asked: Asked) => Promise<void>;

const problemOfBody = {
  'too-large': 'payload-too-large',
  'too-slow': 'request-timeout',
  'no-room': 'unavailable',
  'broken-off': 'invalid-request',
} as const satisfies Record<BodyFailure, ProblemCode>;

const problemOfOnce = {
  'in-flight': 'idempotency-in-flight',
  'key-reused': 'idempotency-key-reused',
} as const satisfies Record<Exclude<OnceOutcome['kind'], 'answered'>, ProblemCode>;

const firstNotFinal = 429; // what the sender is asked to try again later is not the last word

// Other types are refused before.
const nothing: BodyFormat = {
  mostBytes: 0,
  read: () => Promise.resolve(err({ problem: 'invalid-request', errors: [] })),
};

/** Makes the taking in of whole bodies. */
export function takeWhole(ports: TakeWholePorts): TakeWhole {
  const formatOf = ({ mediaType }: PushOptions): BodyFormat => ports.formats.get(mediaType) ?? nothing;

  const work = async (body: Buffer, { options, request }: Asked): Promise<Answer> => {
    const read = await formatOf(options).read(body, { options, request });
    if (read.ok) return ports.pushBody(read.value, options, request);
    return problemAnswer(read.reason.problem, options.language, { errors: [...read.reason.errors] });
  };

  const workOnce = async (body: Buffer, { options, request }: Asked): Promise<readonly [Answer, MoreHeaders]> => {
    if (request.mark === '') return [await work(body, { options, request }), []];
    const asked = `${options.mediaType} ${String(options.atomic)}\n`;
    const bodyHash = createHash('sha256').update(asked).update(body).digest('base64');
    const outcome = await ports.once({ scope: request.mark, bodyHash }, async (again) => {
      const answer = await work(body, { options, request: { ...request, again } });
      return { answer, final: answer.status < firstNotFinal };
    });
    if (outcome.kind !== 'answered') return [problemAnswer(problemOfOnce[outcome.kind], options.language), []];
    return [outcome.answer, outcome.replayed ? ['Idempotent-Replayed', 'true'] : []];
  };

  return async ({ incoming, response }, asked) => {
    const { options } = asked;
    const body = await ports.readBody(incoming, formatOf(options).mostBytes);
    if (!body.ok) {
      send(response, problemAnswer(problemOfBody[body.reason], options.language), ['Connection', 'close']);
      return;
    }
    const digest = incoming.headers['content-digest'];
    if (digest !== undefined && !digestHolds(String(digest), body.value)) {
      const code = asked.signed === true ? 'signature-invalid' : 'digest-mismatch';
      send(response, problemAnswer(code, options.language));
      return;
    }
    const [answer, more] = await workOnce(body.value, asked);
    const marked = options.wantsWorkbook ? await formatOf(options).markRefused?.(body.value, answer) : undefined;
    send(response, marked ?? answer, [...appliedOf(options), ...more]);
  };
}
