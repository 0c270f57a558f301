import type { IncomingHttpHeaders } from 'node:http';

import type { RequestHandler, Response } from 'express';

import type { Caller } from '../../flow/authenticate.ts';
import type { Broadcast } from '../../flow/live/broadcast.ts';
import { refuse, type Edge } from '../edge/route.ts';

type Live = {
  readonly broadcast: Broadcast;
  readonly edge: Edge;
  readonly mostWatchers: number;
  readonly beatMs: number;
  /** A watcher with so many unsent bytes gets no more until they are sent; one that has not sent them after a whole
   *  beat is dropped. It resumes where it was. */
  readonly mostUnsent: number;
};

/** The route, and its end: a stop sends every watcher away. */
export type StreamRoute = { readonly handle: RequestHandler; readonly stop: () => void };

const lastEventIdOf = ({ 'last-event-id': id }: IncomingHttpHeaders): string | undefined =>
  typeof id === 'string' && id !== '' ? id : undefined;

function open(response: Response): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 2000\n\n');
}

/** What is looked after at each beat: whether the caller may still watch, and how long nothing more went out. */
type Watched = { readonly check: () => Promise<void>; heldBeats: number };

const mostHeldBeats = 2;

// A token that is no longer valid, or now stands for something else, ends the stream.
async function stillThere({ authenticate }: Edge, response: Response, was: Caller): Promise<void> {
  const caller = await authenticate(response.req.headers.authorization);
  if (caller?.identity.path !== was.identity.path) response.end();
}

function lookAfter([response, one]: readonly [Response, Watched], mostUnsent: number): void {
  one.heldBeats = response.writableLength > mostUnsent ? one.heldBeats + 1 : 0;
  if (one.heldBeats >= mostHeldBeats) response.destroy();
  else void one.check().catch(() => undefined); // not known now: asked again at the next beat
}

/** Server-sent events of the caller's subtree. */
export function streamRoute({ broadcast, edge, mostWatchers, beatMs, mostUnsent }: Live): StreamRoute {
  const watched = new Map<Response, Watched>();

  const watch = (response: Response, caller: Caller, lastEventId: string | undefined): void => {
    open(response);
    const send = (frames: string): boolean => {
      response.write(frames);
      return response.writableLength <= mostUnsent;
    };
    const { goOn, leave } = broadcast.watch({ path: caller.identity.path, send }, lastEventId);
    const one: Watched = { check: () => stillThere(edge, response, caller), heldBeats: 0 };
    watched.set(response, one);
    response.on('drain', () => {
      one.heldBeats = 0;
      goOn();
    });
    response.once('close', () => {
      leave();
      watched.delete(response);
    });
  };

  const timer = setInterval(() => {
    broadcast.beat();
    for (const entry of watched) lookAfter(entry, mostUnsent);
  }, beatMs);
  timer.unref();

  const handle: RequestHandler = async (request, response) => {
    const caller = await edge.authenticate(request.headers.authorization);
    if (caller === undefined) return refuse(request, response, { code: 'unauthenticated' });
    if (broadcast.watchers() >= mostWatchers) return refuse(request, response, { code: 'unavailable' });
    watch(response, caller, lastEventIdOf(request.headers));
  };

  return {
    handle,
    stop: () => {
      clearInterval(timer);
      for (const response of watched.keys()) response.end();
    },
  };
}
