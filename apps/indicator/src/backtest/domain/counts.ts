import type { Both } from './looked-at.ts';

/** How many were this and would be that. */
export type Transition<Value> = Both<Value> & { readonly count: number };

/** What was and what would be, equal ones too. */
export type Counts<Value> = {
  readonly judged: number;
  readonly changed: number;
  readonly transitions: readonly Transition<Value>[];
};

/** Counts by "<before> <after>". */
export type Counted = Map<string, number>;

export const count = (counted: Counted, { before, after }: Both<string>): unknown =>
  counted.set(`${before} ${after}`, (counted.get(`${before} ${after}`) ?? 0) + 1);

export function countsOf<Value extends string>(counted: ReadonlyMap<string, number>): Counts<Value> {
  const transitions = [...counted].sort().map(([key, n]): Transition<Value> => {
    const [before, after] = key.split(' ') as [Value, Value];
    return { before, after, count: n };
  });
  const sum = (some: readonly Transition<Value>[]): number => some.reduce((total, one) => total + one.count, 0);
  return {
    judged: sum(transitions),
    changed: sum(transitions.filter(({ before, after }) => before !== after)),
    transitions,
  };
}
