import express, { type Express } from 'express';

/** A bare Express 5 application: no fingerprint, no ETag on dynamic answers, the simple query parser. */
export function createApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  return app;
}
