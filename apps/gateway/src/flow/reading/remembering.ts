/** How long and how much is remembered. */
export type Memory = {
  readonly freshMs: number;
  /** When asking fails, what was known so recently still serves; 0 = never. */
  readonly staleMs: number;
  readonly most: number;
  readonly now: () => number;
};

type Known<T> = { readonly value: T; readonly atMs: number };

/** Asks for each key once per `freshMs`, callers at the same time sharing one question; absence is not remembered. */
export function remembering<T>(
  ask: (key: string) => Promise<T | undefined>,
  memory: Memory,
): (key: string) => Promise<T | undefined> {
  const known = new Map<string, Known<T>>();
  const asked = new Map<string, Promise<T | undefined>>();

  const keep = (key: string, value: T | undefined): T | undefined => {
    known.delete(key);
    if (value === undefined) return undefined;
    const [oldest] = known.keys();
    if (known.size >= memory.most && oldest !== undefined) known.delete(oldest);
    known.set(key, { value, atMs: memory.now() });
    return value;
  };

  const askNow = async (key: string): Promise<T | undefined> => {
    try {
      return keep(key, await ask(key));
    } catch (error) {
      const old = known.get(key);
      if (old === undefined || memory.now() - old.atMs > memory.staleMs) throw error;
      return old.value;
    }
  };

  const askOnce = (key: string): Promise<T | undefined> => {
    const running = askNow(key);
    const done = (): void => void asked.delete(key);
    asked.set(key, running);
    running.then(done, done);
    return running;
  };

  return (key) => {
    const found = known.get(key);
    if (found !== undefined && memory.now() - found.atMs <= memory.freshMs) return Promise.resolve(found.value);
    return asked.get(key) ?? askOnce(key);
  };
}
