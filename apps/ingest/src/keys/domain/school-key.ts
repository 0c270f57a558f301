/** One secret of a key, as it is kept. */
export type KeySecret = {
  /** HMAC-SHA-256 of the secret, hexadecimal. */
  readonly mac: string;
  /** Unix milliseconds; 0 = without end. */
  readonly until: number;
};

/** Something that was done to a key. */
export type KeyEvent = {
  readonly at: number;
  readonly by: string;
  readonly kind: 'created' | 'rotated' | 'revoked';
  readonly note: string;
};

/** What a school pushes with: bound to an org unit, and to some datasets or all. The secrets themselves are not kept. */
export type SchoolKey = {
  readonly keyId: string;
  readonly orgUnit: string;
  /** Empty = all. */
  readonly datasets: readonly string[];
  readonly label: string;
  /** Whether every request must be signed. */
  readonly signatureRequired: boolean;
  /** The newest first; of two the second has an end. */
  readonly secrets: readonly KeySecret[];
  readonly revoked: boolean;
  /** From 1; grows with every change. */
  readonly version: number;
  readonly createdAt: number;
  /** Unix milliseconds, known to about half a minute; 0 = never. */
  readonly lastUsedAt: number;
  /** Oldest first. */
  readonly history: readonly KeyEvent[];
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

/** The text that goes behind `Bearer`. */
export const keyText = ({ keyId, secret }: KeyText): string => `sk_${keyId}_${secret}`;

/** The secrets that are valid at that time. */
export const validSecrets = ({ secrets, revoked }: SchoolKey, now: number): readonly KeySecret[] =>
  revoked ? [] : secrets.filter(({ until }) => until === 0 || until > now);

/** Who does something to a key, and when. */
export type KeyAct = { readonly by: string; readonly at: number };

/** What a new key is for. */
export type NewKey = Pick<SchoolKey, 'keyId' | 'orgUnit' | 'datasets' | 'label' | 'signatureRequired'> & {
  readonly mac: string;
};

/** A key that has just been made. */
export const makeKey = ({ mac, ...key }: NewKey, { by, at }: KeyAct): SchoolKey => ({
  ...key,
  secrets: [{ mac, until: 0 }],
  revoked: false,
  version: 1,
  createdAt: at,
  lastUsedAt: 0,
  history: [{ at, by, kind: 'created', note: '' }],
});

const changed = (key: SchoolKey, change: Partial<SchoolKey>, event: KeyEvent): SchoolKey => ({
  ...key,
  ...change,
  version: key.version + 1,
  history: [...key.history, event],
});

/** The key with a new secret; the present one goes on until that time, and one that was on its way out ends now. */
export function rotateKey(
  key: SchoolKey,
  next: { readonly mac: string; readonly oldUntil: number },
  act: KeyAct,
): SchoolKey {
  const [present] = key.secrets;
  const old = present === undefined || next.oldUntil <= act.at ? [] : [{ mac: present.mac, until: next.oldUntil }];
  const note = old.length === 0 ? '' : new Date(next.oldUntil).toISOString();
  return changed(key, { secrets: [{ mac: next.mac, until: 0 }, ...old] }, { ...act, kind: 'rotated', note });
}

/** The key, dead for good. */
export const revokeKey = (key: SchoolKey, reason: string, act: KeyAct): SchoolKey =>
  changed(key, { secrets: [], revoked: true }, { ...act, kind: 'revoked', note: reason });
