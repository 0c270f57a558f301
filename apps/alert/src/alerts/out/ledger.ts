/** Which rows stand, and what each waits for before it may go. An item may be waited for by several rows. */
export type Ledger = {
  /** Begins to follow a row; where too much is followed already it is only known to stand. */
  readonly open: (row: string, items: readonly string[]) => void;
  readonly stands: (row: string) => boolean;
  /** What is left of these items: all of them when the row was not followed. */
  readonly left: (row: string, items: readonly string[]) => readonly string[];
  /** Takes items from one row; tells whether it waits for nothing more, and is forgotten. */
  readonly release: (row: string, items: readonly string[]) => boolean;
  /** Takes items from every row; tells which wait for nothing more, and are forgotten. */
  readonly settle: (items: readonly string[]) => readonly string[];
  readonly forget: (row: string) => void;
};

type Pages = {
  /** What each row waits for; undefined where that is not followed. */
  readonly rows: Map<string, Set<string> | undefined>;
  /** The rows that wait for an item. */
  readonly waiting: Map<string, Set<string>>;
};

function cross({ waiting }: Pages, row: string, item: string): void {
  const others = waiting.get(item);
  others?.delete(row);
  if (others?.size === 0) waiting.delete(item);
}

function enter({ waiting }: Pages, row: string, item: string): void {
  const others = waiting.get(item);
  if (others === undefined) waiting.set(item, new Set([row]));
  else others.add(row);
}

function forget(pages: Pages, row: string): void {
  for (const item of pages.rows.get(row) ?? []) cross(pages, row, item);
  pages.rows.delete(row);
}

function release(pages: Pages, row: string, items: readonly string[]): boolean {
  const open = pages.rows.get(row);
  if (open === undefined) return false;
  for (const item of items) if (open.delete(item)) cross(pages, row, item);
  return open.size === 0 && pages.rows.delete(row);
}

/** Makes an empty ledger that follows at most so many items. */
export function createLedger(most: number): Ledger {
  const pages: Pages = { rows: new Map(), waiting: new Map() };
  const { rows, waiting } = pages;
  return {
    open: (row, items) => {
      forget(pages, row);
      const isFollowed = waiting.size + items.length <= most;
      rows.set(row, isFollowed ? new Set(items) : undefined);
      if (isFollowed) for (const item of items) enter(pages, row, item);
    },
    stands: (row) => rows.has(row),
    left: (row, items) => {
      const open = rows.get(row);
      return open === undefined ? items : items.filter((item) => open.has(item));
    },
    release: (row, items) => release(pages, row, items),
    settle: (items) =>
      items.flatMap((item) => [...(waiting.get(item) ?? [])].filter((row) => release(pages, row, [item]))),
    forget: (row) => {
      forget(pages, row);
    },
  };
}
