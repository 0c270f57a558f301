import { languageOf } from '@xiaomai/gateway-api/language';
import { Router, type RequestHandler } from 'express';

import type { Handle } from './answer.ts';
import { refuse, routing, type Edge } from './route.ts';

/** One operation below /api/v1. */
export type Route = { readonly method: 'get' | 'post'; readonly path: string; readonly handle: Handle };

/** Mounts routes; a known path with another method is 405. */
export function routerOf(routes: readonly Route[], edge: Edge): Router {
  const router = Router();
  const handler = routing(edge);
  for (const { method, path, handle } of routes) router[method](path, handler(handle));
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    router.all(path, refuseMethod(methods.join(', ')));
  }
  return router;
}

const refuseMethod =
  (allowed: string): RequestHandler =>
  (request, response) => {
    response.setHeader('Allow', allowed);
    refuse(request, response, {
      code: 'method-not-allowed',
      detail: languageOf(request.headers['accept-language']) === 'en' ? `Allowed: ${allowed}` : `可用：${allowed}`,
    });
  };
