import { makeKey, type SchoolKey } from '../keys/domain/school-key.ts';
import type { KeyStore } from '../keys/flow/key-store.ts';

/** School keys in memory. */
export function memoryKeyStore(): KeyStore {
  const keys = new Map<string, SchoolKey>();
  const isWanted = (orgUnits: readonly string[] | undefined, { orgUnit }: SchoolKey): boolean =>
    orgUnits === undefined || orgUnits.includes(orgUnit);

  return {
    find: (keyId) => Promise.resolve(keys.get(keyId)),
    list: ({ orgUnits, after, limit }) => {
      const wanted = [...keys.values()].filter((key) => key.keyId > after && isWanted(orgUnits, key));
      return Promise.resolve(wanted.sort((a, b) => (a.keyId < b.keyId ? -1 : 1)).slice(0, limit));
    },
    insert: (key) => {
      const fresh = !keys.has(key.keyId);
      if (fresh) keys.set(key.keyId, key);
      return Promise.resolve(fresh);
    },
    replace: (key) => {
      const stored = keys.get(key.keyId);
      const same = stored?.version === key.version - 1;
      if (same) keys.set(key.keyId, { ...key, lastUsedAt: stored.lastUsedAt });
      return Promise.resolve(same);
    },
    noteUse: (uses) => {
      for (const [keyId, at] of uses) {
        const key = keys.get(keyId);
        if (key !== undefined) keys.set(keyId, { ...key, lastUsedAt: Math.max(at, key.lastUsedAt) });
      }
      return Promise.resolve();
    },
    provide: (provided, at) => {
      for (const { keyId, orgUnit, datasets, mac } of provided) {
        const wanted = { keyId, orgUnit, datasets, mac, label: '', signatureRequired: false };
        if ((keys.get(keyId)?.version ?? 1) === 1) keys.set(keyId, makeKey(wanted, { by: 'operator', at }));
      }
      return Promise.resolve();
    },
  };
}
