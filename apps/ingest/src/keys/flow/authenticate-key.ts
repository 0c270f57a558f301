import type { Identity } from '@xiaomai/identity';
import { parseKey, type KeyText, type SchoolKey } from '../domain/school-key.ts';

/** What checking a key needs. */
export type AuthenticateKeyPorts = {
  readonly find: (keyId: string) => Promise<SchoolKey | undefined>;
  /** Hash of the secret of the key that it is, in a time that tells nothing; undefined when it is none that is valid now. */
  readonly matching: (secret: string, key: SchoolKey | undefined) => string | undefined;
  /** Path of an org unit; undefined while the tree does not have it. */
  readonly pathOf: (orgUnit: string) => string | undefined;
  /** Told of each use of a valid key. */
  readonly used: (keyId: string) => void;
  /** Monotonic milliseconds. */
  readonly clock: () => number;
};

/** A school that has shown its key. */
export type KeyHolder = {
  readonly identity: Identity;
  readonly signatureRequired: boolean;
  /** Hash of the secret that was shown. */
  readonly mac: string;
};

/** Who a school key is; undefined = nobody. */
export type AuthenticateKey = (key: string) => Promise<KeyHolder | undefined>;

type Shown = { readonly key: SchoolKey; readonly mac: string };
type Checked = { readonly shown: Shown | undefined; readonly until: number };

// The gateway trusts an answer for 2 s more: together a revoked key works no longer than 5 s.
const trustedMs = 2_500;
const refusedMs = 1_000;
const mostRemembered = 10_000;
const nowhere = '?/'; // no unit has this path: such a key sees nothing

/** Makes the check. A key found right is trusted for a moment, so that a busy school costs nothing. */
export function authenticateKey(ports: AuthenticateKeyPorts): AuthenticateKey {
  const checked = new Map<string, Checked>();

  const check = async (text: string, { keyId, secret }: KeyText): Promise<Shown | undefined> => {
    const asked = ports.clock();
    const key = await ports.find(keyId);
    const mac = ports.matching(secret, key);
    const shown = key === undefined || mac === undefined ? undefined : { key, mac };
    if (checked.size >= mostRemembered) checked.clear();
    checked.set(text, { shown, until: asked + (shown === undefined ? refusedMs : trustedMs) });
    return shown;
  };

  const holderOf = (shown: Shown | undefined): KeyHolder | undefined => {
    if (shown === undefined) return undefined;
    const { keyId, orgUnit, datasets, signatureRequired } = shown.key;
    ports.used(keyId);
    const path = ports.pathOf(orgUnit) ?? nowhere;
    return { identity: { subject: keyId, role: 'school', orgUnit, path, datasets }, signatureRequired, mac: shown.mac };
  };

  return async (text) => {
    const known = checked.get(text);
    if (known !== undefined && known.until > ports.clock()) return holderOf(known.shown);
    const parts = parseKey(text);
    return parts === undefined ? undefined : holderOf(await check(text, parts));
  };
}
