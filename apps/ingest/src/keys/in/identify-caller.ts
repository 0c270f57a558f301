import type { IncomingMessage } from 'node:http';
import type { Identity, VerifyIdentity } from '@xiaomai/identity';
import type { AuthenticateKey } from '../flow/authenticate-key.ts';

/** Who sends a request: a person whom the gateway vouches for by a signed identity, or a school by its key; undefined = nobody. */
export type IdentifyCaller = (request: Pick<IncomingMessage, 'headers'>) => Promise<Identity | undefined>;

const identityHeader = 'x-xiaomai-identity';
const scheme = 'Bearer ';

/** Makes the identification. A signed identity that does not verify is nobody, whatever else the request carries. */
export function identifyCaller(verify: VerifyIdentity, authenticateKey: AuthenticateKey): IdentifyCaller {
  return ({ headers }) => {
    const signed = headers[identityHeader];
    if (signed !== undefined) return verify(String(signed));
    const { authorization } = headers;
    if (authorization === undefined || !authorization.startsWith(scheme)) return Promise.resolve(undefined);
    return authenticateKey(authorization.slice(scheme.length));
  };
}
