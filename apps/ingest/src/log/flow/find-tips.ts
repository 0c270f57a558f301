import type { Revision, Value } from '../../submissions/domain/submission.ts';
import type { Entry } from '../domain/entry.ts';
import type { RevisionRange, RevisionStore } from './stores.ts';

/** Which submission, from which revision on at least, and the mark of the request that asks. */
export type TipQuery = { readonly id: string; readonly from: number; readonly mark: string };

/** A stored revision with the values that stood before it. */
export type Stored = { readonly entry: Entry; readonly revision: Revision; readonly before: readonly Value[] };

/** What is stored of a submission: its newest revision, and the one this very request has written, if it has. */
export type Found = { readonly newest: Stored; readonly own: Stored | undefined };

/** Reads the newest revisions of many submissions at once; one that is absent has none. */
export type FindTips = (queries: readonly TipQuery[]) => Promise<ReadonlyMap<string, Found>>;

const firstWindow = 4; // most submissions have fewer revisions than that
const widestWindow = 256;

type Ports = { readonly revisions: Pick<RevisionStore, 'read'>; readonly decode: (payload: Buffer) => Revision };

const firstRange = ({ id, from, mark }: TipQuery): RevisionRange => {
  const first = mark === '' ? from : 1;
  return { id, from: first, to: first + firstWindow - 1 };
};

async function readEntries(
  queries: readonly TipQuery[],
  { revisions }: Ports,
): Promise<ReadonlyMap<string, readonly Entry[]>> {
  const entries = new Map<string, Entry[]>();
  const isFull = ({ id, to }: RevisionRange): boolean =>
    entries.get(id)?.some(({ revision }) => revision === to) === true;
  let ranges = queries.map(firstRange);
  for (let window = firstWindow * 4; ranges.length > 0; window = Math.min(window * 4, widestWindow)) {
    for (const entry of await revisions.read(ranges)) {
      const known = entries.get(entry.id);
      if (known === undefined) entries.set(entry.id, [entry]);
      else known.push(entry);
    }
    ranges = ranges.filter(isFull).map(({ id, to }) => ({ id, from: to + 1, to: to + window }));
  }
  return entries;
}

// What stood before is asked only for a request that may find its own revision.
function foundIn(entries: readonly Entry[], mark: string, { decode }: Ports): Found | undefined {
  const inOrder = entries.toSorted((a, b) => a.revision - b.revision);
  const stored = (at: number): Stored | undefined => {
    const entry = inOrder[at];
    const previous = mark === '' ? undefined : inOrder[at - 1];
    if (entry === undefined) return undefined;
    return {
      entry,
      revision: decode(entry.payload),
      before: previous === undefined ? [] : decode(previous.payload).values,
    };
  };
  const newest = stored(inOrder.length - 1);
  if (newest === undefined) return undefined;
  return { newest, own: mark === '' ? undefined : stored(inOrder.findIndex((entry) => entry.mark === mark)) };
}

/** Makes the reading: a window of revisions at a time, wider where there are more. */
export function findTips(ports: Ports): FindTips {
  return async (queries) => {
    const entries = await readEntries(queries, ports);
    const found = queries.map(({ id, mark }) => [id, foundIn(entries.get(id) ?? [], mark, ports)] as const);
    return new Map(found.flatMap(([id, one]) => (one === undefined ? [] : [[id, one] as const])));
  };
}
