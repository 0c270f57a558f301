import { afterEach, describe, expect, test } from '@jest/globals';
import { status, type ClientDuplexStream, type ServiceError } from '@grpc/grpc-js';
import { PushStatus, type PushRequest, type PushResponse } from '@xiaomai/contracts/submission';
import { until } from '@xiaomai/testing';
import { servePushStream, wireSubmission, wireValue, type PushStream } from '../../../testing/push-stream.ts';
import { start, storedIds } from '../../../testing/use-service.ts';
import type { WiredService } from '../../../testing/wired-service.ts';

const serving: PushStream[] = [];

afterEach(async () => {
  for (const one of serving.splice(0)) await one.stop();
});

async function serve(...how: Parameters<typeof start>): Promise<{ service: WiredService; stream: PushStream }> {
  const service = await start(...how);
  const stream = await servePushStream(service);
  serving.push(stream);
  return { service, stream };
}

type Call = ClientDuplexStream<PushRequest, PushResponse>;

async function answersTo(call: Call, ...requests: readonly PushRequest[]): Promise<PushResponse[]> {
  for (const request of requests) call.write(request);
  call.end();
  return (await call.toArray()) as PushResponse[];
}

const guards = wireValue('guards', { numerator: '3', denominator: '4' });
const one = wireSubmission([guards, wireValue('alarm', { value: '98.60' })]);

describe('a stream of submissions', () => {
  test('is answered one by one, in order, each standing alone', async () => {
    const { service, stream } = await serve();
    const bad = wireSubmission([wireValue('guards', { numerator: '-3', denominator: '4' })]);
    const more = wireSubmission([wireValue('guards', { numerator: '4', denominator: '4' })]);
    const answers = await answersTo(stream.open(), one, bad, one, more);
    expect(answers.map((answer) => [answer.sequence, answer.status, answer.revision])).toEqual([
      [1, PushStatus.CREATED, 1],
      [2, PushStatus.REJECTED, 0],
      [3, PushStatus.UNCHANGED, 1],
      [4, PushStatus.UPDATED, 2],
    ]);
    expect(answers[1]?.errors).toEqual([
      {
        pointer: '/values/0/numerator',
        code: 'negative-numerator',
        detail: 'The numerator cannot be negative.',
        indicator: 'guards',
        value: '-3',
      },
    ]);
    expect(storedIds(service)).toEqual(['school-1|safety|2026-11#1', 'school-1|safety|2026-11#2']);
  });

  test('is answered while it goes on', async () => {
    const { stream } = await serve();
    const call = stream.open();
    const answers: PushResponse[] = [];
    call.on('data', (answer: PushResponse) => answers.push(answer));
    call.write(one);
    await until('the first answer', () => answers.length === 1);
    call.write(one);
    await until('the second answer', () => answers.length === 2);
    call.end();
    expect(answers.map((answer) => answer.status)).toEqual([PushStatus.CREATED, PushStatus.UNCHANGED]);
  });

  test('may ask for verdicts, or for a judgement alone', async () => {
    const { service, stream } = await serve();
    const [answer] = await answersTo(stream.open({ 'dry-run': 'true' }), one);
    expect(answer).toMatchObject({ dryRun: true, status: PushStatus.CREATED, receivedAt: 0 });
    expect(answer?.values[0]?.verdict?.verdict).toBe('met');
    expect(storedIds(service)).toEqual([]);
  });

  test('of hundreds comes back whole and in order', async () => {
    const { stream } = await serve();
    const many = Array.from({ length: 800 }, (_, n) =>
      wireSubmission([wireValue('guards', { numerator: String(n % 2), denominator: '4' })]),
    );
    const answers = await answersTo(stream.open(), ...many);
    expect(answers.map(({ sequence }) => sequence)).toEqual(many.map((_, n) => n + 1));
  });
});

describe('who streams', () => {
  const refused = async (stream: PushStream, metadata: Record<string, string>): Promise<number | undefined> => {
    const call = stream.open(metadata);
    call.write(one);
    return new Promise((resolve) => {
      call.on('data', () => resolve(0));
      call.on('error', (error: ServiceError) => resolve(error.code));
    });
  };

  test.each<[string, Record<string, string>, number]>([
    ['nobody', { authorization: '' }, status.UNAUTHENTICATED],
    ['a key with another secret', { authorization: 'Bearer sk_school_other' }, status.UNAUTHENTICATED],
    ['a forged identity', { authorization: 'Bearer a.b.c' }, status.UNAUTHENTICATED],
    ['the school itself', { authorization: 'Bearer sk_school_secret-of-the-school' }, 0],
  ])('%s', async (_who, metadata, code) => {
    const { stream } = await serve();
    expect(await refused(stream, metadata)).toBe(code);
  });

  test('before catalogue and tree are known is told to come again', async () => {
    const { stream } = await serve(() => ({}), { reference: false });
    expect(await refused(stream, {})).toBe(status.UNAVAILABLE);
  });
});
