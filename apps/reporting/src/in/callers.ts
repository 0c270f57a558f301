import { maySee, type VerifyIdentity } from '@xiaomai/identity';
import type { Caller } from '../flow/ports.ts';

/** A caller with the subtree whose reports are listed to it. */
export type Asking = Caller & { readonly path: string };

/** Turns a signed identity into a caller; undefined = nobody. */
export const callers =
  (verify: VerifyIdentity) =>
  async (token: string): Promise<Asking | undefined> => {
    const identity = await verify(token);
    if (identity === undefined) return undefined;
    const { subject, role } = identity;
    return { subject, token, path: role === 'service' ? '' : identity.path, maySee: (path) => maySee(identity, path) };
  };
