/** Things put aside in parts, because all of them together are too many to hold. */
export type Shelf<T> = {
  /** Puts a thing with the others of the same org unit; wait where there is something to wait for. */
  readonly put: (orgUnit: string, thing: T) => Promise<void> | undefined;
  /** Everything of one part, in the order in which it was put there. */
  readonly part: (part: number) => AsyncIterable<T>;
};

/** A place for things put aside. */
export type Shelves = {
  /** Parts of each shelf; an org unit is in the same part of all of them. */
  readonly parts: number;
  readonly partOf: (orgUnit: string) => number;
  /** A new shelf, under a name of its own. */
  readonly shelf: <T>(name: string) => Shelf<T>;
  /** Throws everything away. */
  readonly clear: () => Promise<void>;
};

/** The part an org unit belongs to. */
export function partOf(orgUnit: string, parts: number): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < orgUnit.length; i += 1) hash = Math.imul(hash ^ orgUnit.charCodeAt(i), 16_777_619);
  return (hash >>> 0) % parts;
}
