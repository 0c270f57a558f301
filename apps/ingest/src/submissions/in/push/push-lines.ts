import { appliedOf, type Asked, type Exchange } from './exchange.ts';
import { parseLine } from '../entries.parser.ts';
import { problemAnswer } from '../http/answer.ts';
import { orderedWriter } from '../http/ordered-writer.ts';
import { splitLines, type Line } from '../lines.ts';
import type { HowPushed, PushSome } from './push-some.ts';

/** Takes in lines as they come and answers each in its order. */
export type PushLines = (exchange: Exchange, asked: Asked) => Promise<void>;

const linesAtOnce = 250;
const mostLines = 500;

type Turn = HowPushed & { readonly exchange: Exchange };

/** Makes the taking in of lines; what cannot be taken in now is simply read later. */
export function pushLines(pushSome: PushSome): PushLines {
  const takeIn = async (lines: readonly Line[], how: HowPushed): Promise<readonly string[] | undefined> => {
    const entries = lines.map(({ bytes, line }) => parseLine(bytes, line, how.options.language));
    const receipts = await pushSome(entries, lines[0]?.line ?? 0, how);
    return receipts && [receipts.map((receipt) => `${JSON.stringify(receipt)}\n`).join('')];
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
