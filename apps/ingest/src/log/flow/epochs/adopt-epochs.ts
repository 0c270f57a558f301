import { isAbandoned, settledAfterMs, sight, type Epoch, type Sighting } from '../../domain/epoch.ts';
import type { Clock, EpochStore, Publish, RevisionStore } from '../stores.ts';

/** What adoption needs. */
export type AdoptEpochsPorts = {
  readonly epochs: EpochStore;
  readonly revisions: Pick<RevisionStore, 'ofEpoch'>;
  readonly publish: Publish;
  readonly clock: Clock;
  /** This process. */
  readonly holder: string;
  /** Told which epochs were found abandoned and are ours to finish now. */
  readonly onAdopted: (epoch: Epoch) => void;
};

/** Finishes what others, and our own ended epochs, have left unpublished. */
export type EpochAdopter = {
  /** Takes an epoch of our own that has ended. */
  readonly takeOver: (epoch: Epoch) => void;
  /** Looks for abandoned epochs and goes on with those taken. Called about once a second. */
  readonly tick: () => Promise<void>;
};

type Adopted = { readonly epoch: Epoch; readonly since: number };

const entriesAtOnce = 500;

type PublishRest = (epoch: Epoch) => Promise<Epoch>;

function publishingRest({ revisions, publish }: Pick<AdoptEpochsPorts, 'revisions' | 'publish'>): PublishRest {
  return async (epoch) => {
    for (let published = epoch.published; ;) {
      const window = { after: published, upTo: Number.MAX_SAFE_INTEGER, limit: entriesAtOnce };
      const entries = await revisions.ofEpoch(epoch.id, window);
      const last = entries.at(-1);
      if (last === undefined) return { ...epoch, published };
      await publish(entries);
      published = last.seq;
    }
  };
}

// One step on the way to closed; undefined = there is nothing left to do for us.
function stepping(ports: AdoptEpochsPorts): (adopted: Adopted) => Promise<Adopted | undefined> {
  const { epochs, clock, holder } = ports;
  const publishRest = publishingRest(ports);
  return async ({ epoch, since }) => {
    const looked = await publishRest(epoch);
    const settled = clock.monotonic() - since >= settledAfterMs;
    const next: Epoch = { ...looked, beat: looked.beat + 1, state: settled ? 'closing' : 'adopting' };
    const ours = await epochs.keep(next, holder); // else somebody else holds it by now and finishes it
    if (!ours || !settled) return ours ? { epoch: next, since } : undefined;
    const last = await publishRest(next);
    await epochs.keep({ ...last, state: 'closed', beat: last.beat + 1 }, holder);
    return undefined;
  };
}

// What was seen of the epochs of others since when.
function watching(ports: AdoptEpochsPorts): (others: readonly Epoch[]) => readonly Epoch[] {
  const sightings = new Map<string, Sighting>();
  return (others) => {
    const now = ports.clock.monotonic();
    const present = new Set(others.map(({ id }) => id));
    for (const id of sightings.keys()) if (!present.has(id)) sightings.delete(id);
    return others.filter((epoch) => {
      const sighting = sight(epoch, sightings.get(epoch.id), now);
      sightings.set(epoch.id, sighting);
      return isAbandoned(epoch, sighting, now);
    });
  };
}

/** Makes the adopter. An epoch is looked through at once, again after the longest insert deadline, and once more while it is closing. */
export function adoptEpochs(ports: AdoptEpochsPorts): EpochAdopter {
  const { epochs, clock, holder } = ports;
  const adopted = new Map<string, Adopted>();
  const abandonedOf = watching(ports);
  const step = stepping(ports);

  const take = (epoch: Epoch): void => {
    adopted.set(epoch.id, { epoch: { ...epoch, holder }, since: clock.monotonic() });
  };

  const look = async (): Promise<void> => {
    const unclosed = (await epochs.unclosed()).filter(({ id }) => !adopted.has(id));
    // Claimed by us, but the answer to the claim was lost.
    unclosed.filter((epoch) => epoch.holder === holder && epoch.state !== 'open').forEach(take);
    for (const epoch of abandonedOf(unclosed.filter((one) => one.holder !== holder))) {
      if (!(await epochs.claim(epoch, holder))) continue;
      take({ ...epoch, beat: epoch.beat + 1, state: 'adopting' });
      ports.onAdopted(epoch);
    }
  };

  return {
    takeOver: take,
    tick: async () => {
      await look();
      for (const [id, one] of [...adopted]) {
        const next = await step(one);
        if (next === undefined) adopted.delete(id);
        else adopted.set(id, next);
      }
    },
  };
}
