/** What a school pushes with: bound to an org unit, and to some datasets or all. The secret itself is not kept. */
export type SchoolKey = {
  readonly keyId: string;
  /** HMAC-SHA-256 of the secret, hexadecimal. */
  readonly mac: string;
  readonly orgUnit: string;
  /** Empty = all. */
  readonly datasets: readonly string[];
};

/** A key as its owner holds it. */
export type KeyText = { readonly keyId: string; readonly secret: string };

const pattern = /^sk_([^_\s]{1,64})_(\S{1,256})$/;

/** Takes `sk_<keyId>_<secret>` apart; undefined when it is no key. */
export function parseKey(text: string): KeyText | undefined {
  const match = pattern.exec(text);
  const [, keyId, secret] = match ?? [];
  return keyId === undefined || secret === undefined ? undefined : { keyId, secret };
}
