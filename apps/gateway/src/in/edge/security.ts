import helmet from 'helmet';
import type { RequestHandler } from 'express';

const self = "'self'";

/** Headers of every answer. Styles are set by script in the console (inline); everything else comes from here alone. */
export const securityHeaders = (): RequestHandler =>
  helmet({
    strictTransportSecurity: false, // for whoever ends TLS in front to say
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [self],
        scriptSrc: [self],
        styleSrc: [self, "'unsafe-inline'"],
        imgSrc: [self, 'data:', 'blob:'],
        fontSrc: [self, 'data:'],
        connectSrc: [self],
        workerSrc: [self, 'blob:'],
        frameSrc: [self, 'blob:'],
        objectSrc: ["'none'"],
        baseUri: [self],
        formAction: [self],
        frameAncestors: [self],
      },
    },
  });
