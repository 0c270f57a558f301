import { Agent, request, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';

import type { IngestPassage, Passage, PassageFailure } from '../flow/ingest-passage.ts';

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'trailer', 'te', 'proxy-authenticate']);
const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN', 'ETIMEDOUT']);

function answerHeaders(answer: IncomingMessage): string[] {
  const raw = answer.rawHeaders;
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? '';
    if (!hopByHop.has(name.toLowerCase())) kept.push(name, raw[at + 1] ?? '');
  }
  return kept;
}

function failureOf(error: NodeJS.ErrnoException): PassageFailure {
  if (error.message === 'silent') return 'timeout';
  return unreachable.has(error.code ?? '') ? 'unreachable' : 'broken';
}

function answerWith(answer: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(answer.statusCode ?? 502, answerHeaders(answer));
  // The head goes at once: the receipts of a stream may come long after it.
  outgoing.flushHeaders();
  answer.once('close', () => {
    if (!answer.complete) outgoing.destroy();
  });
  answer.on('error', () => undefined); // said by close
  answer.pipe(outgoing);
}

function connect(upstream: ClientRequest, { incoming, outgoing, onFailure }: Passage): void {
  let answer: IncomingMessage | undefined;
  upstream.once('response', (response) => {
    answer = response;
    answerWith(response, outgoing);
  });
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    incoming.unpipe(upstream);
    incoming.resume();
    if (answer === undefined && !outgoing.destroyed) onFailure(failureOf(error));
  });
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) upstream.destroy();
  });
  incoming.pipe(upstream);
}

/** Passes requests to ingest over kept connections; silence of `silentMs` in both directions ends a passage. */
export function httpIngestPassage(ingestUrl: string, silentMs = 120_000): IngestPassage {
  const { hostname, port } = new URL(ingestUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: 1_024, maxFreeSockets: 128, scheduling: 'lifo' });
  return {
    pass: (passage) => {
      const { method, url } = passage.incoming;
      const upstream = request({ agent, hostname, port, method, path: url, headers: passage.headers });
      upstream.setTimeout(silentMs, () => {
        upstream.destroy(new Error('silent'));
      });
      connect(upstream, passage);
    },
    stop: () => {
      agent.destroy();
    },
  };
}
