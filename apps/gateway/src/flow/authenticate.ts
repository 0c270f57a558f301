import type { Identity, IssueIdentity, Role } from '@xiaomai/identity';

/** Who is asking, and the signed token that says so to the other services. */
export type Caller = { readonly identity: Identity; readonly token: string };

/** A person of the authority. */
export type Person = {
  readonly name: string;
  readonly role: Exclude<Role, 'school' | 'service'>;
  readonly orgUnit: string;
};

/** Where callers are looked up. */
export type CallerSources = {
  readonly personOf: (token: string) => Person | undefined;
  /** Path of an org unit; undefined when there is none. Rejects when that cannot be known now. */
  readonly pathOf: (orgUnit: string) => Promise<string | undefined>;
  readonly keyHolderOf: (key: string) => Promise<Caller | undefined>;
  readonly issue: IssueIdentity;
};

/** The caller of an Authorization header, or undefined. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller | undefined>;

const longestToken = 512;

/** The bearer token of an Authorization header, or undefined. */
export function bearerOf(authorization: string | undefined): string | undefined {
  const token = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  return token === undefined || token.length > longestToken ? undefined : token;
}

/** Whether a token is a school's key. */
export const isSchoolKey = (token: string): boolean => token.startsWith('sk_');

/** Makes the one way in which people and keys become callers. */
export function authenticating(sources: CallerSources): Authenticate {
  const asPerson = async (person: Person): Promise<Caller> => {
    // Before the tree is imported, its administrator stands at a root that does not exist yet.
    const path = (await sources.pathOf(person.orgUnit)) ?? `${person.orgUnit}/`;
    const identity = { subject: person.name, role: person.role, orgUnit: person.orgUnit, path, datasets: [] };
    return { identity, token: await sources.issue(identity) };
  };
  return async (authorization) => {
    const token = bearerOf(authorization);
    if (token === undefined) return undefined;
    if (isSchoolKey(token)) return sources.keyHolderOf(token);
    const person = sources.personOf(token);
    return person === undefined ? undefined : asPerson(person);
  };
}
