import type { KeySecret, SchoolKey } from '../domain/school-key.ts';

/** A key as an operator's file gives it. */
export type ProvidedKey = Pick<SchoolKey, 'keyId' | 'orgUnit' | 'datasets'> & Pick<KeySecret, 'mac'>;

/** Which keys. */
export type KeyFilter = {
  /** Undefined = of any org unit. */
  readonly orgUnits: readonly string[] | undefined;
  /** Id after which the page begins; empty = the first. */
  readonly after: string;
  readonly limit: number;
};

/** Where school keys are kept. */
export type KeyStore = {
  readonly find: (keyId: string) => Promise<SchoolKey | undefined>;
  /** In the order of their ids. */
  readonly list: (filter: KeyFilter) => Promise<readonly SchoolKey[]>;
  /** False = there is one of that id. */
  readonly insert: (key: SchoolKey) => Promise<boolean>;
  /** Writes a key over its version before; false = it has changed since. */
  readonly replace: (key: SchoolKey) => Promise<boolean>;
  /** Notes when keys were last used (Unix milliseconds by id); never earlier than known. */
  readonly noteUse: (uses: ReadonlyMap<string, number>) => Promise<void>;
  /** Adds the keys that are missing and brings those up to date that nobody has changed here. */
  readonly provide: (keys: readonly ProvidedKey[], at: number) => Promise<void>;
};
