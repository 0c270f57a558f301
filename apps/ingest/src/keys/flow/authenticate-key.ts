import type { Identity } from '@xiaomai/identity';
import { parseKey, type KeyText, type SchoolKey } from '../domain/school-key.ts';

/** What checking a key needs. */
export type AuthenticateKeyPorts = {
  readonly find: (keyId: string) => Promise<SchoolKey | undefined>;
  /** Whether the secret is the key's, in a time that tells nothing; false for an absent key. */
  readonly matches: (secret: string, key: SchoolKey | undefined) => boolean;
  /** Path of an org unit; undefined while the tree does not have it. */
  readonly pathOf: (orgUnit: string) => string | undefined;
  /** Monotonic milliseconds. */
  readonly clock: () => number;
};

/** Who a school key is; undefined = nobody. */
export type AuthenticateKey = (key: string) => Promise<Identity | undefined>;

type Checked = { readonly key: SchoolKey | undefined; readonly until: number };

const trustedMs = 5_000; // a revoked key works no longer than this
const refusedMs = 1_000;
const mostRemembered = 10_000;
const nowhere = '?/'; // no unit has this path: such a key sees nothing

/** Makes the check. A key found right is trusted for a few seconds, so that a busy school costs nothing. */
export function authenticateKey(ports: AuthenticateKeyPorts): AuthenticateKey {
  const checked = new Map<string, Checked>();

  const check = async (text: string, { keyId, secret }: KeyText): Promise<SchoolKey | undefined> => {
    const found = await ports.find(keyId);
    const key = ports.matches(secret, found) ? found : undefined;
    if (checked.size >= mostRemembered) checked.clear();
    checked.set(text, { key, until: ports.clock() + (key === undefined ? refusedMs : trustedMs) });
    return key;
  };

  const identityOf = (key: SchoolKey | undefined): Identity | undefined => {
    if (key === undefined) return undefined;
    const { keyId, orgUnit, datasets } = key;
    return { subject: keyId, role: 'school', orgUnit, path: ports.pathOf(orgUnit) ?? nowhere, datasets };
  };

  return async (text) => {
    const known = checked.get(text);
    if (known !== undefined && known.until > ports.clock()) return identityOf(known.key);
    const parts = parseKey(text);
    return parts === undefined ? undefined : identityOf(await check(text, parts));
  };
}
