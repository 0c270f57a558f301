import { createHash } from 'node:crypto';

const algorithms = { 'sha-256': 'sha256', 'sha-512': 'sha512' } as const;

type Algorithm = keyof typeof algorithms;

const member = /^\s*([a-z0-9-]+)=:([A-Za-z0-9+/=]*):\s*$/;
const isKnown = (name: string): name is Algorithm => Object.hasOwn(algorithms, name);

/** Whether a body is what its Content-Digest (RFC 9530) says; one of an algorithm we do not know, or none that can be read, does not hold. */
export function digestHolds(header: string, body: Buffer): boolean {
  const digests = header.split(',').map((text) => member.exec(text));
  const known = digests.flatMap((match) => {
    const [, name = '', digest = ''] = match ?? [];
    return isKnown(name) ? [{ name, digest }] : [];
  });
  if (known.length === 0 || digests.includes(null)) return false;
  return known.every(({ name, digest }) => createHash(algorithms[name]).update(body).digest('base64') === digest);
}
