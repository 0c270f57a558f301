import { describe, expect, test } from '@jest/globals';
import { manualClock } from '../../testing/memory-log.ts';
import { memoryRequestStore } from '../../testing/memory-ports.ts';
import { once, type Once, type OnceOutcome, type Worked } from './once.ts';

const request = { scope: 'school|key|abc', bodyHash: 'hash' };
const done = (body: string): Worked => ({
  answer: { status: 201, contentType: 'application/json', body },
  final: true,
});
const tryLater: Worked = { answer: { status: 503, contentType: 'application/json', body: '' }, final: false };
const kindOf = (outcome: OnceOutcome): string =>
  outcome.kind === 'answered' && outcome.replayed ? 'replayed' : outcome.kind;

function setUp(): { doOnce: Once; clock: ReturnType<typeof manualClock> } {
  const clock = manualClock();
  let made = 0;
  const newId = (): string => `owner-${String((made += 1))}`;
  return { clock, doOnce: once({ requests: memoryRequestStore(), clock, newId }) };
}

const neverEnds = (): Promise<Worked> => new Promise(() => undefined);

describe('a request with an Idempotency-Key', () => {
  test('is worked on once; asked again, it gives the first answer', async () => {
    const { doOnce } = setUp();
    await doOnce(request, () => Promise.resolve(done('first')));
    const again = await doOnce(request, () => Promise.resolve(done('second')));
    expect(again).toEqual({ kind: 'answered', answer: done('first').answer, replayed: true });
  });

  test('with another body is refused, whether the first is done or not', async () => {
    const { doOnce } = setUp();
    void doOnce(request, neverEnds);
    expect(kindOf(await doOnce({ ...request, bodyHash: 'other' }, neverEnds))).toBe('key-reused');
  });

  test('is in flight while it is worked on', async () => {
    const { doOnce, clock } = setUp();
    void doOnce(request, neverEnds);
    clock.advance(29_999);
    expect(kindOf(await doOnce(request, neverEnds))).toBe('in-flight');
  });

  test('whose process crashed is begun again after half a minute, and knows that it was', async () => {
    const { doOnce, clock } = setUp();
    void doOnce(request, neverEnds);
    clock.advance(30_000);
    const begunAgain: boolean[] = [];
    const outcome = await doOnce(request, (again) => {
      begunAgain.push(again);
      return Promise.resolve(done('second'));
    });
    expect(kindOf(outcome)).toBe('answered');
    expect(begunAgain).toEqual([true]);
  });

  test('that could not be taken in is begun again at once', async () => {
    const { doOnce } = setUp();
    await doOnce(request, () => Promise.resolve(tryLater));
    const outcome = await doOnce(request, (again) => Promise.resolve(done(String(again))));
    expect(outcome).toMatchObject({ replayed: false, answer: { body: 'true' } });
  });

  test('whose work broke is begun again at once', async () => {
    const { doOnce } = setUp();
    await expect(doOnce(request, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(kindOf(await doOnce(request, () => Promise.resolve(done(''))))).toBe('answered');
  });

  test('meets no request of another', async () => {
    const { doOnce } = setUp();
    await doOnce(request, () => Promise.resolve(done('first')));
    const other = await doOnce({ ...request, scope: 'school|other|abc' }, () => Promise.resolve(done('own')));
    expect(other).toMatchObject({ replayed: false, answer: { body: 'own' } });
  });
});
