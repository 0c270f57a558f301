import type { Revision } from '../../submissions/domain/submission.ts';
import type { Entry } from '../domain/entry.ts';
import { nextRevision, type Attempt, type Outcome, type Placing } from './attempt.ts';
import type { HeldEpoch } from './epochs/held-epoch.ts';
import type { Publication } from './epochs/publication.ts';
import type { Clock, RevisionStore } from './stores.ts';

/** An attempt that wants a revision inserted. */
export type Insert = { readonly attempt: Attempt; readonly placing: Placing & { kind: 'insert' } };

/** Inserts a batch; one outcome each, in order. */
export type StoreInserts = (inserts: readonly Insert[]) => Promise<readonly Outcome[]>;

/** What storing needs. */
export type StoreInsertsPorts = {
  readonly revisions: Pick<RevisionStore, 'insert'>;
  readonly encode: (revision: Revision) => Buffer;
  /** The epoch to write in; undefined when there is none now. */
  readonly epoch: () => HeldEpoch | undefined;
  readonly publication: Pick<Publication, 'stored'>;
  readonly clock: Clock;
  readonly crashPoint: (name: string) => void;
  readonly onFailure: (error: unknown) => void;
};

const unavailable: Outcome = { kind: 'unavailable' };
const again: Outcome = { kind: 'again' };

const storedOutcome = (revision: Revision, { tip }: Insert['placing']): Outcome => ({
  kind: 'done',
  appended: { status: tip === undefined ? 'created' : 'updated', revision, before: tip?.values ?? [] },
  tip: revision,
});

/** Makes the storing: one insert, then its publication is under way, and only then is anything answered. */
export function storeInserts(ports: StoreInsertsPorts): StoreInserts {
  const { clock, publication } = ports;

  // A rejected insert may have happened or may still happen: the epoch ends, whoever adopts it looks at what is there.
  const tryInsert = async (epoch: HeldEpoch, entries: readonly Entry[]): Promise<ReadonlySet<number> | undefined> => {
    try {
      return await ports.revisions.insert(entries);
    } catch (error) {
      epoch.end();
      ports.onFailure(error);
      return undefined;
    }
  };

  return async (inserts) => {
    const epoch = ports.epoch();
    if (epoch?.valid(clock.monotonic()) !== true) return inserts.map(() => unavailable);
    const first = epoch.reserve(inserts.length);
    const now = clock.now();
    const revisions = inserts.map(({ attempt, placing }) =>
      nextRevision(attempt, placing, epoch.stamp(Math.max(now, placing.tip?.receivedAt ?? 0))),
    );
    const entries = revisions.map((revision, n): Entry => ({
      id: revision.id,
      revision: revision.revision,
      epoch: epoch.id,
      seq: first + n,
      at: revision.receivedAt,
      mark: inserts[n]?.attempt.mark ?? '',
      payload: ports.encode(revision),
    }));
    const taken = await tryInsert(epoch, entries);
    if (taken === undefined) return inserts.map(() => unavailable);
    ports.crashPoint('ingest.after-store');
    publication.stored(epoch, taken.size === 0 ? entries : entries.filter((_, n) => !taken.has(n)), epoch.last());
    const valid = epoch.valid(clock.monotonic());
    return inserts.map(({ placing }, n) => {
      if (taken.has(n)) return again;
      const revision = revisions[n];
      return valid && revision !== undefined ? storedOutcome(revision, placing) : unavailable;
    });
  };
}
