import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Identity, VerifyIdentity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import { isTimely, parseSignature, signedText, type IsSigned, type Signature } from '../domain/signature.ts';
import type { AuthenticateKey, KeyHolder } from '../flow/authenticate-key.ts';

/** Who sends a request, and whether it is signed: then its body must be what the digest says. */
export type Caller = Identity & { readonly signed: boolean };

/** Why nobody is behind a request. */
export type Unidentified = 'unauthenticated' | 'signature-required' | 'signature-invalid';

type Incoming = Pick<IncomingMessage, 'headers' | 'method' | 'url'>;

/** Who sends a request: a person whom the gateway vouches for by a signed identity, or a school by its key. */
export type IdentifyCaller = (request: Incoming) => Promise<Result<Caller, Unidentified>>;

/** What identifying needs. */
export type IdentifyPorts = {
  readonly verify: VerifyIdentity;
  readonly authenticateKey: AuthenticateKey;
  readonly isSigned: IsSigned;
  readonly now: () => number;
};

const identityHeader = 'x-xiaomai-identity';
const signatureHeader = 'x-xiaomai-signature';
const scheme = /^bearer +/i;

const textOf = (header: string | string[] | undefined): string => String(header ?? '');
const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function textSigned({ headers, method = '', url = '' }: Incoming, at: number): string | undefined {
  const contentDigest = textOf(headers['content-digest']);
  if (hasBody(headers) && contentDigest === '') return undefined;
  const contentType = textOf(headers['content-type']);
  const idempotencyKey = textOf(headers['idempotency-key']);
  return signedText(at, { method, target: url, contentDigest, contentType, idempotencyKey });
}

/** Makes the identification. A signed identity that does not verify is nobody, whatever else the request carries; a
 *  signature that does not hold is refused even where none is required. */
export function identifyCaller({ verify, authenticateKey, isSigned, now }: IdentifyPorts): IdentifyCaller {
  const holds = (request: Incoming, { at, mac }: Signature, holder: KeyHolder): boolean => {
    const text = textSigned(request, at);
    return text !== undefined && isSigned(holder.mac, text, mac);
  };

  const asHolder = (request: Incoming, holder: KeyHolder): Result<Caller, Unidentified> => {
    const header = request.headers[signatureHeader];
    if (header === undefined)
      return holder.signatureRequired ? err('signature-required') : ok({ ...holder.identity, signed: false });
    const signature = parseSignature(textOf(header));
    if (signature === undefined || !isTimely(signature, now())) return err('signature-invalid');
    return holds(request, signature, holder) ? ok({ ...holder.identity, signed: true }) : err('signature-invalid');
  };

  return async (request) => {
    const { [identityHeader]: vouched, authorization } = request.headers;
    if (vouched !== undefined) {
      const person = await verify(textOf(vouched));
      return person === undefined ? err('unauthenticated') : ok({ ...person, signed: false });
    }
    const given = scheme.exec(authorization ?? '');
    if (authorization === undefined || given === null) return err('unauthenticated');
    const holder = await authenticateKey(authorization.slice(given[0].length));
    return holder === undefined ? err('unauthenticated') : asHolder(request, holder);
  };
}
