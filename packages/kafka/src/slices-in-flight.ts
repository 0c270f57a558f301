/** Where a slice of a partition ends: its last message. */
export type SliceEnd = { readonly topic: string; readonly partition: number; readonly offset: string };

/** Slices of partitions that are handled at the same time. */
export type SlicesInFlight = {
  /** Begins to handle the next slice of a partition; resolves when there is room for another. A slice whose work rejects stays
   *  unhandled, and with it those that follow. */
  readonly begin: (end: SliceEnd, work: () => Promise<void>) => Promise<void>;
  /** Whatever is in flight counts no more: another member may own the partitions now. */
  readonly forget: () => void;
  /** Resolves when nothing is in flight. */
  readonly settled: () => Promise<void>;
};

type Slice = { readonly end: SliceEnd; isDone: boolean; work: Promise<void> };

/** Keeps at most so many slices of each partition in flight; tells how far a partition is handled without a gap. */
export function slicesInFlight(mostOfOne: number, handled: (end: SliceEnd) => void): SlicesInFlight {
  const partitions = new Map<string, Slice[]>();
  const working = new Set<Promise<void>>();

  const moveOn = (key: string, slices: Slice[]): void => {
    if (partitions.get(key) !== slices) return;
    const open = slices.findIndex(({ isDone }) => !isDone);
    const last = slices.splice(0, open === -1 ? slices.length : open).at(-1);
    if (last !== undefined) handled(last.end);
  };

  return {
    begin: async (end, work) => {
      const key = `${end.topic}/${end.partition}`;
      const slices = partitions.get(key) ?? [];
      partitions.set(key, slices);
      const slice: Slice = { end, isDone: false, work: Promise.resolve() };
      slices.push(slice);
      slice.work = work()
        .then(
          () => {
            slice.isDone = true;
            moveOn(key, slices);
          },
          () => undefined, // it comes again
        )
        .finally(() => working.delete(slice.work));
      working.add(slice.work);
      if (slices.length >= mostOfOne) await slices[0]?.work;
    },
    forget: () => {
      partitions.clear();
    },
    settled: async () => {
      while (working.size > 0) await Promise.all(working);
    },
  };
}
