import type { KeyStore } from './key-store.ts';

/** Remembers when keys were used, and writes it down now and then instead of at every request. */
export type LastUse = {
  readonly used: (keyId: string) => void;
  /** Writes down what was used since the last time; called about twice a minute. */
  readonly write: () => Promise<void>;
};

/** Makes the memory. What cannot be written now is written the next time. */
export function rememberLastUse(store: Pick<KeyStore, 'noteUse'>, now: () => number): LastUse {
  let uses = new Map<string, number>();
  return {
    used: (keyId) => {
      uses.set(keyId, now());
    },
    write: async () => {
      if (uses.size === 0) return;
      const writing = uses;
      uses = new Map();
      try {
        await store.noteUse(writing);
      } catch (error) {
        uses = new Map([...writing, ...uses]);
        throw error;
      }
    },
  };
}
