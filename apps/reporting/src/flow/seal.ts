import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** JSON by RFC 8785: equal values give equal bytes. */
export function canonicalJson(value: object): string {
  const json = canonicalize(value);
  if (json === undefined) throw new Error('not a JSON value');
  return json;
}

export const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
