import type { Entry } from '../../domain/entry.ts';
import { isOrphan, type Epoch } from '../../domain/epoch.ts';
import type { EpochStore, Publish } from '../stores.ts';

/** Makes certain that entries somebody is about to rely on are or will be published. */
export type PublishOrphans = (entries: readonly Entry[]) => Promise<void>;

const mostRemembered = 1_000;

/** Makes the check: an entry that appeared after its epoch was closed is published here and now. */
export function publishOrphans(ports: {
  readonly epochs: Pick<EpochStore, 'find'>;
  readonly publish: Publish;
  /** The epoch this process writes. */
  readonly current: () => string | undefined;
}): PublishOrphans {
  const closed = new Map<string, Epoch>();

  const epochsOf = async (ids: readonly string[]): Promise<ReadonlyMap<string, Epoch>> => {
    const unknown = ids.filter((id) => !closed.has(id));
    const read = unknown.length === 0 ? [] : await ports.epochs.find(unknown);
    if (closed.size >= mostRemembered) closed.clear();
    for (const epoch of read) if (epoch.state === 'closed') closed.set(epoch.id, epoch);
    return new Map([...ids.flatMap((id) => closed.get(id) ?? []), ...read].map((epoch) => [epoch.id, epoch]));
  };

  return async (entries) => {
    const foreign = entries.filter(({ epoch }) => epoch !== ports.current());
    if (foreign.length === 0) return;
    const epochs = await epochsOf([...new Set(foreign.map(({ epoch }) => epoch))]);
    const orphans = foreign.filter((entry) => {
      const epoch = epochs.get(entry.epoch);
      return epoch !== undefined && isOrphan(entry, epoch);
    });
    if (orphans.length > 0) await ports.publish(orphans);
  };
}
