import { createHash } from 'node:crypto';

import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { RequestHandler } from 'express';

import { refuse } from './route.ts';

const minuteMs = 60_000;

/** Tokens share 256 places for each address, so that made-up ones fill no memory. */
export const tokenPlace = (authorization: string | undefined): number =>
  createHash('sha256')
    .update(authorization ?? '')
    .digest()[0] ?? 0;

/** At most so many requests a minute of one token at one address. */
export const rateLimits = (perMinute: number): RequestHandler =>
  rateLimit({
    windowMs: minuteMs,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => `${ipKeyGenerator(request.ip ?? '')} ${tokenPlace(request.headers.authorization)}`,
    handler: (request, response) => {
      refuse(request, response, { code: 'too-many-requests' });
    },
  });

/** At most so many requests at the same time; the next is told to come again. */
export function inFlightLimit(most: number): RequestHandler {
  let running = 0;
  return (request, response, next) => {
    if (running >= most) {
      refuse(request, response, { code: 'unavailable' });
      return;
    }
    running += 1;
    response.once('close', () => {
      running -= 1;
    });
    next();
  };
}
