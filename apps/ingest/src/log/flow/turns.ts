/** Lets what concerns one id happen one after the other, in the order of asking; different ids do not wait for each other. */
export type Turns<T> = (id: string, run: (before: T | undefined) => Promise<T>) => Promise<T>;

/** Makes turns; each run is told the result of the one before it, if it had to wait for one and that did not fail. */
export function takeTurns<T>(): Turns<T> {
  const last = new Map<string, Promise<T>>();
  return (id, run) => {
    const before = last.get(id);
    const mine = before === undefined ? run(undefined) : before.then(run, () => run(undefined));
    last.set(id, mine);
    const forget = (): void => {
      if (last.get(id) === mine) last.delete(id);
    };
    mine.then(forget, forget);
    return mine;
  };
}
