import { partOf, type Shelf, type Shelves } from './shelves.ts';

/** Shelves in memory. */
export function memoryShelves(parts = 3): Shelves {
  return {
    parts,
    partOf: (orgUnit) => partOf(orgUnit, parts),
    shelf: <T>(): Shelf<T> => {
      const things: T[][] = Array.from({ length: parts }, () => []);
      return {
        put: (orgUnit, thing) => {
          things[partOf(orgUnit, parts)]?.push(thing);
          return undefined;
        },
        part: async function* (part) {
          await Promise.resolve();
          yield* things[part] ?? [];
        },
      };
    },
    clear: () => Promise.resolve(),
  };
}
