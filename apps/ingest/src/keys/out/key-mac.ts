import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { validSecrets, type SchoolKey } from '../domain/school-key.ts';
import type { AuthenticateKeyPorts } from '../flow/authenticate-key.ts';
import type { IsSigned } from '../domain/signature.ts';
import type { KeySecrets } from '../flow/manage-keys.ts';

/** Makes, keeps and checks secrets as keyed hashes. */
export type KeyMac = KeySecrets & Pick<AuthenticateKeyPorts, 'matching'> & { readonly isSigned: IsSigned };

const nobody = Buffer.alloc(32);
const secretBytes = 32;

/** HMAC-SHA-256 with a pepper. The secrets are random, so no slow hash is needed. What requests are signed with follows
 *  from the pepper and the hash, so that it is neither kept nor known to who reads the database. */
export function createKeyMac(pepper: string, now: () => number): KeyMac {
  const digest = (text: string): Buffer => createHmac('sha256', pepper).update(text).digest();

  const equals = (shown: Buffer, mac: string): boolean => {
    const kept = Buffer.from(mac, 'hex');
    return timingSafeEqual(shown, kept.length === shown.length ? kept : nobody) && kept.length === shown.length;
  };

  const signingOf = (mac: string): string => digest(`signing|${mac}`).toString('base64url');

  return {
    fresh: () => randomBytes(secretBytes).toString('base64url'),
    macOf: (secret) => digest(secret).toString('hex'),
    signingOf,
    isSigned: (mac, text, signature) => equals(createHmac('sha256', signingOf(mac)).update(text).digest(), signature),
    matching: (secret, key: SchoolKey | undefined) => {
      const shown = digest(secret);
      const kept = key === undefined ? [] : validSecrets(key, now());
      timingSafeEqual(shown, nobody); // as much work for a key that is not there
      return kept.find(({ mac }) => equals(shown, mac))?.mac;
    },
  };
}
