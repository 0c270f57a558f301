import type { Receipt } from '@xiaomai/gateway-api/receipt';
import type { Gate } from '../../../log/flow/gate.ts';
import type { Push, PushOutcome, PushRequest } from '../../flow/pushing.ts';
import { toRead, type Entry } from '../fault-place.ts';
import type { PushOptions } from '../http/push-options.ts';
import { receiptsOf } from './told.ts';

/** What is asked, by whom, and until when it matters. */
export type HowPushed = { readonly options: PushOptions; readonly request: PushRequest; readonly gone: AbortSignal };

/** Pushes some submissions of a stream, the first of them at that place in it; undefined when they could not be taken in for a long time. */
export type PushSome = (
  entries: readonly Entry[],
  firstPlace: number,
  how: HowPushed,
) => Promise<readonly Receipt[] | undefined>;

/** What that needs. */
export type PushSomePorts = { readonly push: (options: PushOptions) => Push; readonly gate: Gate };

const patienceMs = 60_000;
const againMs = 200;

const unavailable: PushOutcome = { kind: 'unavailable' };

const isUnknown = ({ kind }: PushOutcome): boolean => kind === 'unavailable';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

// A submission whose fate is not known is pushed again: if it was stored, it is recognised.
async function untilKnown(
  outcomes: readonly PushOutcome[],
  push: (place: number) => Promise<PushOutcome>,
): Promise<readonly PushOutcome[]> {
  const deadline = performance.now() + patienceMs;
  let known = outcomes;
  while (known.some(isUnknown) && performance.now() < deadline) {
    await pause(againMs);
    known = await Promise.all(known.map((outcome, n) => (isUnknown(outcome) ? push(n) : outcome)));
  }
  return known;
}

/** Makes the pushing of parts of a stream. */
export function pushSomeOf({ push, gate }: PushSomePorts): PushSome {
  return async (entries, firstPlace, { options, request, gone }) => {
    if (!(await gate.opened(patienceMs, gone))) return undefined;
    const reads = entries.map(toRead);
    const way = push(options);
    const outcomes = await untilKnown(await way(reads, request, firstPlace), async (n) => {
      const [outcome = unavailable] = await way(reads.slice(n, n + 1), request, firstPlace + n);
      return outcome;
    });
    return receiptsOf(entries, outcomes, options.language);
  };
}
