import { Router } from 'express';

/** `/healthz` of this process and `/readyz` of the whole stack. */
export function healthRoutes(notReady: () => Promise<readonly string[]>): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.setHeader('Cache-Control', 'no-store').json({ healthy: true });
  });
  router.get('/readyz', async (_request, response) => {
    const waiting = await notReady();
    response.status(waiting.length === 0 ? 200 : 503).setHeader('Cache-Control', 'no-store');
    if (waiting.length > 0) response.setHeader('Retry-After', '1');
    response.json({ ready: waiting.length === 0, notReady: waiting });
  });
  return router;
}
