import type { Gate } from '../../../log/flow/gate.ts';
import type { Push, PushOutcome, PushRequest } from '../../flow/pushing.ts';
import { appliedOf, type Asked, type Exchange } from './exchange.ts';
import { parseLine } from '../entries.parser.ts';
import { toRead, type Entry } from '../fault-place.ts';
import { problemAnswer } from '../http/answer.ts';
import { orderedWriter } from '../http/ordered-writer.ts';
import type { PushOptions } from '../http/push-options.ts';
import { splitLines, type Line } from '../lines.ts';
import { receiptsOf } from './told.ts';

/** What taking in lines needs. */
export type PushLinesPorts = { readonly push: (options: PushOptions) => Push; readonly gate: Gate };

/** Takes in lines as they come and answers each in its order. */
export type PushLines = (exchange: Exchange, asked: Asked) => Promise<void>;

const linesAtOnce = 250;
const mostLines = 500;
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

type Turn = {
  readonly exchange: Exchange;
  readonly options: PushOptions;
  readonly request: PushRequest;
  readonly gone: AbortSignal;
};

/** Makes the taking in of lines; what cannot be taken in now is simply read later. */
export function pushLines({ push, gate }: PushLinesPorts): PushLines {
  const takeIn = async (
    lines: readonly Line[],
    how: Pick<Turn, 'options' | 'request' | 'gone'>,
  ): Promise<string | undefined> => {
    const { options, request } = how;
    const entries: readonly Entry[] = lines.map(({ bytes, line }) => parseLine(bytes, line, options.language));
    if (!(await gate.opened(patienceMs, how.gone))) return undefined;
    const reads = entries.map(toRead);
    const first = lines[0]?.line ?? 0;
    const pushSome = push(options);
    const outcomes = await untilKnown(await pushSome(reads, request, first), async (n) => {
      const [outcome = unavailable] = await pushSome(reads.slice(n, n + 1), request, first + n);
      return outcome;
    });
    return receiptsOf(entries, outcomes, options.language)
      ?.map((receipt) => `${JSON.stringify(receipt)}\n`)
      .join('');
  };

  // False: some lines could not be taken in for a long time.
  const takeInAll = async ({ exchange, ...how }: Turn): Promise<boolean> => {
    const writer = orderedWriter(exchange.response, mostLines - linesAtOnce);
    for await (const lines of splitLines(exchange.incoming, linesAtOnce)) {
      if (!(await writer.add(lines.length, takeIn(lines, how)))) return false;
    }
    return writer.finished();
  };

  return async (exchange, { options, request }) => {
    const { response } = exchange;
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    response.writeHead(200, ['Content-Type', 'application/x-ndjson; charset=utf-8', ...appliedOf(options)]);
    response.flushHeaders();
    const complete = await takeInAll({ exchange, options, request, gone: gone.signal });
    if (response.destroyed) return;
    if (!complete) response.shouldKeepAlive = false; // the rest of the request is not read
    response.end(complete ? '' : `${problemAnswer('unavailable', options.language).body}\n`);
  };
}
