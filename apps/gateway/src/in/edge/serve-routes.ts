import { createApp, listen, type RunningServer } from '@xiaomai/http';
import type { Role } from '@xiaomai/identity';

import { failures, jsonBodies, onlyJson } from './bodies.ts';
import { routerOf, type Route } from './router.ts';

/** Serves routes for their tests: the bearer token is the role of the caller. */
export function serveRoutes(routes: readonly Route[]): Promise<RunningServer> {
  const onError = (error: unknown): void => {
    throw error;
  };
  const authenticate = (authorization: string | undefined) => {
    const role = authorization?.slice(7) as Role | undefined;
    if (role === undefined) return Promise.resolve(undefined);
    const identity = { subject: '演示', role, orgUnit: '330702', path: 'cn/33/3307/330702/', datasets: [] };
    return Promise.resolve({ identity, token: `signed ${role}` });
  };
  const app = createApp();
  app.use(onlyJson, jsonBodies('1kb'), routerOf(routes, { authenticate, onError, now: () => 0 }), failures(onError));
  return listen(app, 0);
}
