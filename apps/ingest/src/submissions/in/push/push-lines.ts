import type { IncomingMessage } from 'node:http';
import type { Language } from '@xiaomai/gateway-api/language';
import { faultOf } from '@xiaomai/gateway-api/problem';
import type { ProblemCode } from '@xiaomai/gateway-api/problem-code';
import { appliedOf, type Asked, type Exchange } from './exchange.ts';
import { parseLine } from '../entries.parser.ts';
import { manyFaults, type Entry } from '../fault-place.ts';
import { problemAnswer } from '../http/answer.ts';
import { orderedWriter } from '../http/ordered-writer.ts';
import { splitLines, type Line } from '../lines.ts';
import type { HowPushed, PushSome } from './push-some.ts';

/** Takes in lines as they come and answers each in its order. */
export type PushLines = (exchange: Exchange, asked: Asked) => Promise<void>;

const linesAtOnce = 250;
const mostLines = 500;

type Turn = HowPushed & { readonly exchange: Exchange; readonly stillValid: () => Promise<boolean> };

// Rubbish takes long to be told: others get their turn in between.
async function readLines(lines: readonly Line[], language: Language): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const { bytes, line } of lines) {
    const entry = parseLine(bytes, line, language);
    entries.push(entry);
    if (entry.faults.length > manyFaults) await new Promise(setImmediate);
  }
  return entries;
}

// Who is silent for too long, or busy with one line, is cut off; while we hold the sender back no time passes.
async function* linesInTime(incoming: IncomingMessage, idleMs: number): AsyncGenerator<readonly Line[]> {
  const cut = (): void => void incoming.destroy();
  let silence = setTimeout(cut, idleMs);
  try {
    for await (const lines of splitLines(incoming, linesAtOnce)) {
      clearTimeout(silence);
      yield lines;
      silence = setTimeout(cut, idleMs);
    }
  } finally {
    clearTimeout(silence);
  }
}

// Of lines that are acceptable or not each is told for itself: as a whole a stream is only refused where it has none.
function toldOf(problem: ProblemCode, language: Language): string {
  const errors = problem === 'submission-refused' ? [faultOf('no-submissions', language, { line: 1 })] : undefined;
  return problemAnswer(problem, language, errors === undefined ? {} : { errors }).body;
}

/** Makes the taking in of lines; what cannot be taken in now is simply read later. A key that is revoked meanwhile ends it. */
export function pushLines(pushSome: PushSome, idleMs: number): PushLines {
  const takeIn = async (lines: readonly Line[], how: HowPushed): Promise<readonly string[] | undefined> => {
    const entries = await readLines(lines, how.options.language);
    const receipts = await pushSome(entries, lines[0]?.line ?? 0, how);
    return receipts && [receipts.map((receipt) => `${JSON.stringify(receipt)}\n`).join('')];
  };

  // Why not everything was taken in, if it was not.
  const takeInAll = async ({ exchange, stillValid, ...how }: Turn): Promise<ProblemCode | undefined> => {
    const writer = orderedWriter(exchange.response, mostLines - linesAtOnce);
    let some = false;
    for await (const lines of linesInTime(exchange.incoming, idleMs)) {
      some = true;
      if (!(await stillValid())) return (await writer.finished()) ? 'unauthenticated' : 'unavailable';
      if (!(await writer.add(lines.length, takeIn(lines, how)))) return 'unavailable';
    }
    if (!some) return 'submission-refused';
    return (await writer.finished()) ? undefined : 'unavailable';
  };

  return async (exchange, { options, request, stillValid = () => Promise.resolve(true) }) => {
    const { response } = exchange;
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    response.writeHead(200, ['Content-Type', 'application/x-ndjson; charset=utf-8', ...appliedOf(options)]);
    response.flushHeaders();
    const problem = await takeInAll({ exchange, options, request, gone: gone.signal, stillValid });
    if (response.destroyed) return;
    if (problem !== undefined) response.shouldKeepAlive = false; // the rest of the request is not read
    response.end(problem === undefined ? '' : `${toldOf(problem, options.language)}\n`);
  };
}
