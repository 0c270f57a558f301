/** What a caller is: a school's key, a person of the authority, or one of our own services. */
export type Role = 'school' | 'staff' | 'leader' | 'admin' | 'service';

/** Who is asking, and the subtree of the organisation the asker may see. */
export type Identity = {
  /** Key id, person's name, or service name. */
  readonly subject: string;
  readonly role: Role;
  /** Org unit the caller belongs to. */
  readonly orgUnit: string;
  /** Path of that org unit ("cn/33/3307/"): everything with this prefix is visible. */
  readonly path: string;
  /** Datasets a key may push; empty = all. */
  readonly datasets: readonly string[];
};

const roles: readonly string[] = ['school', 'staff', 'leader', 'admin', 'service'];

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Reads an identity from the claims of a verified token; undefined when a claim is missing or of the wrong shape. */
export function parseIdentity(claims: Readonly<Record<string, unknown>>): Identity | undefined {
  const { sub, role, org, path, ds } = claims;
  if (!isText(sub) || !isText(role) || !roles.includes(role)) return undefined;
  if (!isText(org) || !isText(path) || !isTexts(ds)) return undefined;
  return { subject: sub, role: role as Role, orgUnit: org, path, datasets: ds };
}

/** Whether a path lies in the caller's subtree, now or when the path was made: it leads through the caller's org unit. */
export function maySee(identity: Identity, path: string): boolean {
  if (identity.role === 'service' || path.startsWith(identity.path)) return true;
  return `/${path}`.includes(`/${identity.orgUnit}/`);
}
