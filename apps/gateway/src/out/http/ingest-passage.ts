import type { IncomingHttpHeaders } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';

import { Pool, type Dispatcher } from 'undici';

import type { IngestPassage, Passage, PassageFailure } from '../../flow/intake/ingest-passage.ts';

type Body = Buffer | Readable | null;

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'trailer',
  'te',
  'proxy-authenticate',
]);
const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const silent = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const gone = new Error('the client has left');
/** Bodies up to this size are taken whole: a third cheaper than a stream. */
const wholeBytes = 65_536;

function failureOf(error: NodeJS.ErrnoException): PassageFailure {
  const code = error.code ?? '';
  if (silent.has(code)) return 'timeout';
  return unreachable.has(code) ? 'unreachable' : 'broken';
}

function answerHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept: IncomingHttpHeaders = {};
  for (const name in headers) if (!hopByHop.has(name)) kept[name] = headers[name];
  return kept;
}

// What comes back is written as it comes; a client that reads slowly slows ingest down.
function answerTo({ outgoing, onFailure }: Passage): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller) => {
      const stop = (): void => {
        if (!outgoing.writableFinished) controller.abort(gone);
      };
      if (outgoing.destroyed) stop();
      else outgoing.once('close', stop);
    },
    onResponseStart: (_controller, status, headers) => {
      if (status < 200) return;
      outgoing.writeHead(status, answerHeaders(headers));
      // The head goes at once where receipts may come long after it.
      if (headers['content-length'] === undefined) outgoing.flushHeaders();
    },
    onResponseData: (controller, piece) => {
      if (outgoing.write(piece)) return;
      controller.pause();
      outgoing.once('drain', () => {
        controller.resume();
      });
    },
    onResponseEnd: () => {
      outgoing.end();
    },
    onResponseError: (_controller, error) => {
      if (outgoing.headersSent) outgoing.destroy();
      else if (!outgoing.destroyed) onFailure(failureOf(error));
    },
  };
}

// A stream of its own, because an answer before the end of the body ends this one, and must not end the client's connection.
function streamed({ incoming }: Passage): Readable {
  const body = new PassThrough();
  incoming.pipe(body);
  body.once('close', () => {
    incoming.unpipe(body);
    incoming.resume();
  });
  incoming.once('close', () => {
    if (!incoming.complete) body.destroy(gone);
  });
  return body;
}

function whole({ incoming, outgoing, onFailure }: Passage, patienceMs: number, go: (body: Buffer) => void): void {
  const pieces: Buffer[] = [];
  const late = setTimeout(() => {
    outgoing.shouldKeepAlive = false;
    onFailure('body-timeout');
  }, patienceMs);
  incoming.once('close', () => {
    clearTimeout(late);
  });
  incoming.on('data', (piece: Buffer) => pieces.push(piece));
  incoming.once('end', () => {
    clearTimeout(late);
    if (outgoing.headersSent) return; // answered: it came too late
    const [first = Buffer.alloc(0), ...more] = pieces;
    go(more.length === 0 ? first : Buffer.concat(pieces));
  });
}

/** Passes requests to ingest over kept connections; silence of `silentMs` ends a passage. */
export function httpIngestPassage(ingestUrl: string, silentMs = 120_000, patienceMs = 20_000): IngestPassage {
  const pool = new Pool(new URL(ingestUrl).origin, {
    headersTimeout: silentMs,
    bodyTimeout: silentMs,
    connectTimeout: 3_000,
    keepAliveTimeout: 30_000,
  });
  const send = (passage: Passage, body: Body): void => {
    const { method = 'GET', url = '/' } = passage.incoming;
    pool.dispatch(
      { method: method as Dispatcher.HttpMethod, path: url, headers: passage.headers, body },
      answerTo(passage),
    );
  };
  return {
    pass: (passage) => {
      const { 'content-length': length, 'transfer-encoding': encoding } = passage.incoming.headers;
      if (encoding === undefined && length === undefined) send(passage, null);
      else if (encoding !== undefined || Number(length) > wholeBytes) send(passage, streamed(passage));
      else {
        whole(passage, patienceMs, (body) => {
          send(passage, body);
        });
      }
    },
    stop: () => pool.destroy(),
  };
}
