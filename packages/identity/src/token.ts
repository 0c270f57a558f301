import { jwtVerify, SignJWT } from 'jose';
import { parseIdentity, type Identity } from './identity.ts';

/** Signs an identity as a compact JWT that lives 60 s. */
export type IssueIdentity = (identity: Identity) => Promise<string>;

/** The identity of a token, or undefined when it is forged, expired or malformed. */
export type VerifyIdentity = (token: string) => Promise<Identity | undefined>;

const lifeSeconds = 60;
const rememberedTokens = 10_000;
const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

/** Makes a signer. Tokens of one identity are reused for half of their life, so a busy caller signs seldom. */
export function createIssuer(secret: string): IssueIdentity {
  const key = keyOf(secret);
  const issued = new Map<string, { readonly token: string; readonly untilMs: number }>();
  return async (identity) => {
    const claims = { role: identity.role, org: identity.orgUnit, path: identity.path, ds: identity.datasets };
    const cacheKey = JSON.stringify([identity.subject, claims]);
    const known = issued.get(cacheKey);
    if (known !== undefined && known.untilMs > Date.now()) return known.token;
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(identity.subject)
      .setIssuer('xiaomai')
      .setExpirationTime(`${lifeSeconds}s`)
      .sign(key);
    if (issued.size >= rememberedTokens) issued.clear();
    issued.set(cacheKey, { token, untilMs: Date.now() + (lifeSeconds * 1000) / 2 });
    return token;
  };
}

/** Makes a verifier; a token verified once is remembered until it expires. */
export function createVerifier(secret: string): VerifyIdentity {
  const key = keyOf(secret);
  const verified = new Map<string, { readonly identity: Identity; readonly untilMs: number }>();
  return async (token) => {
    const known = verified.get(token);
    if (known !== undefined && known.untilMs > Date.now()) return known.identity;
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], issuer: 'xiaomai' });
      const identity = parseIdentity(payload);
      if (identity === undefined || payload.exp === undefined) return undefined;
      if (verified.size >= rememberedTokens) verified.clear();
      verified.set(token, { identity, untilMs: payload.exp * 1000 });
      return identity;
    } catch {
      return undefined;
    }
  };
}
