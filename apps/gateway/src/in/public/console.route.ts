import { join } from 'node:path';

import { Router, static as serveFiles, type Response } from 'express';

const aYear = 31_536_000;

// The build names files below assets/ by their content; everything else may change under its name.
function cacheRules(response: Response, path: string): void {
  const isHashed = /[\\/]assets[\\/]/.test(path);
  response.setHeader('Cache-Control', isHashed ? `public, max-age=${aYear}, immutable` : 'no-cache');
}

const isFile = (path: string): boolean => /\.(js|css|map|json|svg|png|ico|txt|xml|woff2?)$/.test(path);

/** The console: its files, and its one page for every path that is no file. */
export function consoleRoutes(webDir: string): Router {
  const router = Router();
  router.use(serveFiles(webDir, { index: 'index.html', redirect: false, setHeaders: cacheRules }));
  router.get('/{*path}', (request, response, next) => {
    if (isFile(request.path) || request.accepts('html') === false) {
      next();
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(webDir, 'index.html'), { cacheControl: false }, (error: unknown) => {
      if (error !== undefined) next();
    });
  });
  return router;
}
