import { createHash } from 'node:crypto';
import type { ProblemCode } from '@xiaomai/gateway-api/problem-code';
import { ok, type Result } from '@xiaomai/kernel';
import type { Once, OnceOutcome } from '../../../idempotency/flow/once.ts';
import type { Rules } from '../../domain/rules.ts';
import { parseJsonBody, parseLine, parseTableBody, type Unreadable } from '../entries.parser.ts';
import { problemAnswer, send, type Answer, type MoreHeaders } from '../http/answer.ts';
import type { BodyFailure, ReadBody } from '../http/body.ts';
import { splitLines } from '../lines.ts';
import type { PushBody, WholeBody } from './push-body.ts';
import { appliedOf, type Asked, type Exchange } from './exchange.ts';

/** What taking in whole bodies needs. */
export type TakeWholePorts = {
  readonly readBody: ReadBody;
  readonly rules: () => Rules;
  readonly pushBody: PushBody;
  readonly once: Once;
};

/** Reads a whole body, takes it in (once, where it has a key) and answers. */
export type TakeWhole = (exchange: Exchange, asked: Asked) => Promise<void>;

const megabyte = 1024 * 1024;

/** Most bytes of a body, by its type; other types are not taken. */
export const mostBytes: ReadonlyMap<string, number> = new Map([
  ['application/json', 2 * megabyte],
  ['application/x-ndjson', 20 * megabyte],
  ['text/csv', 20 * megabyte],
]);

const problemOfBody = {
  'too-large': 'payload-too-large',
  'too-slow': 'timeout',
  'no-room': 'unavailable',
  'broken-off': 'invalid-request',
} as const satisfies Record<BodyFailure, ProblemCode>;

const problemOfOnce = {
  'in-flight': 'idempotency-in-flight',
  'key-reused': 'idempotency-key-reused',
} as const satisfies Record<Exclude<OnceOutcome['kind'], 'answered'>, ProblemCode>;

const firstNotFinal = 429; // what the sender is asked to try again later is not the last word

async function* inOne(body: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(body);
}

async function readLines(body: Buffer, { options }: Asked): Promise<WholeBody> {
  const entries = [];
  for await (const lines of splitLines(inOne(body), 500)) {
    for (const { bytes, line } of lines) entries.push(parseLine(bytes, line, options.language));
  }
  return { entries, as: 'lines' };
}

async function readEntries(body: Buffer, asked: Asked, rules: Rules): Promise<Result<WholeBody, Unreadable>> {
  const { mediaType, language, charset } = asked.options;
  if (mediaType === 'application/x-ndjson') return ok(await readLines(body, asked));
  const table = { rules, pusher: asked.request.pusher, language };
  const read = mediaType === 'text/csv' ? await parseTableBody(body, charset, table) : parseJsonBody(body, language);
  return read.ok ? ok({ entries: read.value.entries, as: read.value.single ? 'receipt' : 'receipts' }) : read;
}

/** Makes the taking in of whole bodies. */
export function takeWhole(ports: TakeWholePorts): TakeWhole {
  const work = async (body: Buffer, { options, request }: Asked): Promise<Answer> => {
    const read = await readEntries(body, { options, request }, ports.rules());
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
    const body = await ports.readBody(incoming, mostBytes.get(options.mediaType) ?? 0);
    if (!body.ok) {
      send(response, problemAnswer(problemOfBody[body.reason], options.language), ['Connection', 'close']);
      return;
    }
    const [answer, more] = await workOnce(body.value, asked);
    send(response, answer, [...appliedOf(options), ...more]);
  };
}
