/** What a request says of its signature: when it was made (Unix seconds), and HMAC-SHA-256 in hexadecimal. */
export type Signature = { readonly at: number; readonly mac: string };

/** What of a request is signed. Absent headers are empty. */
export type SignedParts = {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly contentDigest: string;
  readonly contentType: string;
  readonly idempotencyKey: string;
};

/** Whether that is the HMAC of a text by whoever holds the secret of that hash. */
export type IsSigned = (mac: string, text: string, signature: string) => boolean;

/** How far the clocks may be apart, and how long a request may be on its way. */
export const signatureWindowMs: number = 5 * 60_000;

const pattern = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/** Reads `t=<Unix seconds>,v1=<hexadecimal>`; undefined when it is something else. */
export function parseSignature(text: string): Signature | undefined {
  const [, at, mac] = pattern.exec(text) ?? [];
  return at === undefined || mac === undefined ? undefined : { at: Number(at), mac };
}

/** Whether a signature is neither too old nor from a future too far away. */
export const isTimely = ({ at }: Signature, now: number): boolean => Math.abs(now - at * 1_000) <= signatureWindowMs;

/** The text whose HMAC is the signature: a part a line. */
export const signedText = (at: number, parts: SignedParts): string =>
  ['v1', String(at), parts.method, parts.target, parts.contentDigest, parts.contentType, parts.idempotencyKey].join(
    '\n',
  );
