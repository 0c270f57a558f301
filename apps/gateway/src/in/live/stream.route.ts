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
  /** A watcher with so many unsent bytes is too slow and is dropped; it resumes where it was. */
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

/** Server-sent events of the caller's subtree. */
export function streamRoute({ broadcast, edge, mostWatchers, beatMs, mostUnsent }: Live): StreamRoute {
  const recheck = new Map<Response, () => Promise<void>>();

  const watch = (response: Response, caller: Caller, lastEventId: string | undefined): void => {
    open(response);
    const send = (frames: string): void => {
      response.write(frames);
      if (response.writableLength > mostUnsent) response.destroy();
    };
    const leave = broadcast.watch({ path: caller.identity.path, send }, lastEventId);
    response.once('close', leave);
  };

  // A token that is no longer valid, or now stands for something else, ends the stream.
  const stillThere = async (response: Response, was: Caller): Promise<void> => {
    const caller = await edge.authenticate(response.req.headers.authorization);
    if (caller?.identity.path !== was.identity.path) response.end();
  };

  const timer = setInterval(() => {
    broadcast.beat();
    for (const check of recheck.values()) void check().catch(() => undefined); // not known now: asked again at the next beat
  }, beatMs);
  timer.unref();

  const handle: RequestHandler = async (request, response) => {
    const caller = await edge.authenticate(request.headers.authorization);
    if (caller === undefined) return refuse(request, response, { code: 'unauthenticated' });
    if (broadcast.watchers() >= mostWatchers) return refuse(request, response, { code: 'unavailable' });
    watch(response, caller, lastEventIdOf(request.headers));
    recheck.set(response, () => stillThere(response, caller));
    response.once('close', () => recheck.delete(response));
  };

  return {
    handle,
    stop: () => {
      clearInterval(timer);
      for (const response of recheck.keys()) response.end();
    },
  };
}
