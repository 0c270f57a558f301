import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

import { languageOf } from '@xiaomai/gateway-api/language';
import { problemOf } from '@xiaomai/gateway-api/problem';
import type { ProblemCode } from '@xiaomai/gateway-api/problem-code';
import { sendProblem } from '@xiaomai/http';

import { bearerOf, isSchoolKey, type Authenticate } from '../../flow/authenticate.ts';
import type { IngestPassage, PassageFailure } from '../../flow/intake/ingest-passage.ts';

type Asking = {
  readonly authenticate: Authenticate;
  readonly passage: Pick<IngestPassage, 'pass'>;
  readonly onError: (error: unknown) => void;
  readonly mostAtOnce: number;
};

type Exchange = { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse };

const identityHeader = 'x-xiaomai-identity';

// `host` and what belongs to one connection is not passed on; an identity from outside never.
const dropped = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'host',
  identityHeader,
]);

// What became of it is not known where ingest died on the way; sent again, it is recognised, so the sender may.
const problemOfFailure = {
  unreachable: 'unavailable',
  broken: 'unavailable',
  timeout: 'timeout',
  'body-timeout': 'request-timeout',
} as const satisfies Record<PassageFailure, ProblemCode>;

function headersOf({ incoming }: Exchange): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (const name in incoming.headers) {
    if (!dropped.has(name)) headers[name] = incoming.headers[name];
  }
  headers['x-forwarded-for'] = incoming.socket.remoteAddress;
  return headers;
}

function refuse({ incoming, outgoing }: Exchange, code: ProblemCode): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  sendProblem(outgoing, problemOf(code, languageOf(incoming.headers['accept-language'])));
}

/** Passes `/api/v1/submissions*`, the DHIS2 way in and templates on: a school's key untouched, a person as signed identity. It is the hot path: nothing is parsed. */
export function passSubmissions({ authenticate, passage, onError, mostAtOnce }: Asking): (exchange: Exchange) => void {
  let running = 0;

  const go = (exchange: Exchange, headers: IncomingHttpHeaders): void => {
    const onFailure = (failure: PassageFailure): void => {
      refuse(exchange, problemOfFailure[failure]);
    };
    passage.pass({ ...exchange, headers, onFailure });
  };

  const goAsPerson = async (exchange: Exchange, headers: IncomingHttpHeaders): Promise<void> => {
    const caller = await authenticate(headers.authorization);
    if (caller === undefined) {
      refuse(exchange, 'unauthenticated');
      return;
    }
    if (exchange.outgoing.destroyed) return;
    delete headers.authorization;
    headers[identityHeader] = caller.token;
    go(exchange, headers);
  };

  return (exchange) => {
    if (running >= mostAtOnce) {
      refuse(exchange, 'unavailable');
      return;
    }
    running += 1;
    exchange.outgoing.once('close', () => {
      running -= 1;
    });
    const headers = headersOf(exchange);
    const token = bearerOf(exchange.incoming.headers.authorization);
    if (token !== undefined && isSchoolKey(token)) {
      go(exchange, headers);
      return;
    }
    goAsPerson(exchange, headers).catch((error: unknown) => {
      onError(error);
      refuse(exchange, 'unavailable');
    });
  };
}
