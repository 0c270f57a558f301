import type { About } from '@xiaomai/gateway-api/me';
import { openApiDocument } from '@xiaomai/gateway-api/openapi';
import { Router } from 'express';

import { jsonBodies, onlyJson } from '../edge/bodies.ts';
import { inFlightLimit, rateLimits } from '../edge/limits.ts';
import { nothingThere, type Edge } from '../edge/route.ts';
import { routerOf, type Route } from '../edge/router.ts';
import type { StreamRoute } from '../live/stream.route.ts';

type Api = {
  readonly edge: Edge;
  readonly routes: readonly Route[];
  readonly stream: Pick<StreamRoute, 'handle'>;
  readonly about: About;
  readonly version: string;
  readonly limits: { readonly perMinute: number; readonly atOnce: number };
};

const smallBody = '256kb';
const importBody = '32mb';
const packsBody = '8mb';

/** Everything below /api/v1 but the submissions. */
export function apiRoutes({ edge, routes, stream, about, version, limits }: Api): Router {
  const document = JSON.stringify(openApiDocument(version));
  const router = Router();
  router.use(rateLimits(limits.perMinute));
  router.get('/stream', stream.handle);
  router.use(inFlightLimit(limits.atOnce));
  router.get('/about', (_request, response) => {
    response.setHeader('Cache-Control', 'no-store').json(about);
  });
  router.get('/openapi.json', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache').type('json').send(document);
  });
  router.use(onlyJson);
  router.use('/org-units', jsonBodies(importBody));
  router.use('/packs/backtest', jsonBodies(packsBody));
  router.use(jsonBodies(smallBody));
  router.use(routerOf(routes, edge));
  router.use(nothingThere);
  return router;
}
