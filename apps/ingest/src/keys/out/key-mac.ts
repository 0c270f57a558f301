import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SchoolKey } from '../domain/school-key.ts';

/** Keeps and checks secrets as keyed hashes. */
export type KeyMac = {
  readonly of: (secret: string) => string;
  readonly matches: (secret: string, key: SchoolKey | undefined) => boolean;
};

const nobody = Buffer.alloc(32);

/** HMAC-SHA-256 with a pepper. The secrets are random, so no slow hash is needed. */
export function createKeyMac(pepper: string): KeyMac {
  const digest = (secret: string): Buffer => createHmac('sha256', pepper).update(secret).digest();
  return {
    of: (secret) => digest(secret).toString('hex'),
    matches: (secret, key) => {
      const expected = key === undefined ? nobody : Buffer.from(key.mac, 'hex');
      const same = expected.length === nobody.length && timingSafeEqual(digest(secret), expected);
      return same && key !== undefined;
    },
  };
}
