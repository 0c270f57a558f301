import { maySee, type VerifyIdentity } from '@xiaomai/identity';
import type { Caller } from '../flow/ports.ts';

/** A caller with the unit in whose subtree reports are listed to it; empty = everywhere. */
export type Asking = Caller & { readonly seenFrom: string };

/** Turns a signed identity into a caller; undefined = nobody. */
export const callers =
  (verify: VerifyIdentity) =>
  async (token: string): Promise<Asking | undefined> => {
    const identity = await verify(token);
    if (identity === undefined) return undefined;
    const { subject, role, orgUnit } = identity;
    return { subject, token, seenFrom: role === 'service' ? '' : orgUnit, maySee: (path) => maySee(identity, path) };
  };
