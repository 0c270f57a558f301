import type { Epoch } from '../../domain/epoch.ts';
import { holdEpoch, type HeldEpoch } from './held-epoch.ts';
import type { Clock, EpochStore } from '../stores.ts';

/** What keeping an epoch needs. */
export type KeepEpochPorts = {
  readonly epochs: EpochStore;
  readonly clock: Clock;
  readonly newId: () => string;
  /** This process. */
  readonly holder: string;
  readonly crashPoint: (name: string) => void;
  /** Told when an epoch of ours has ended: what it stored must be looked through. */
  readonly onEnd: (epoch: Epoch) => void;
};

/** Keeps this process in possession of an epoch. */
export type EpochKeeper = {
  /** The epoch to write in; undefined when there is none now. */
  readonly current: () => HeldEpoch | undefined;
  /** Gives a sign of life with the checkpoint, or begins a new epoch after the last one ended. Called often. */
  readonly tick: () => Promise<void>;
  /** Lets go: closes the epoch when everything in it is published, else leaves it to whoever comes first. */
  readonly release: () => Promise<void>;
};

const signOfLifeMs = 1_000;
const checkpointMs = 500;

type Kept = { readonly held: HeldEpoch; readonly startedAt: number; beat: number; saved: number; sent: number };

const recordOf = ({ held, startedAt, beat }: Kept, holder: string, state: Epoch['state']): Epoch => ({
  id: held.id,
  holder,
  beat,
  state,
  startedAt,
  published: held.published(),
});

async function begin({ epochs, clock, holder, newId }: KeepEpochPorts): Promise<Kept> {
  const sent = clock.monotonic();
  const startedAt = clock.now();
  const id = newId();
  await epochs.begin({ id, holder, beat: 1, state: 'open', startedAt, published: 0 });
  return { held: holdEpoch({ id, startedAt }, sent), startedAt, beat: 1, saved: 0, sent };
}

async function renew(mine: Kept, { epochs, clock, holder, crashPoint }: KeepEpochPorts): Promise<void> {
  const sent = clock.monotonic();
  const waitMs = mine.held.published() === mine.saved ? signOfLifeMs : checkpointMs;
  if (sent - mine.sent < waitMs) return;
  crashPoint('ingest.before-checkpoint');
  mine.beat += 1;
  const sign = recordOf(mine, holder, 'open');
  if (!(await epochs.keep(sign, holder))) {
    mine.held.end();
    return;
  }
  mine.held.renewedAt(sent);
  mine.sent = sent;
  mine.saved = sign.published;
}

/** Makes the keeper; `tick` begins the first epoch. */
export function keepEpoch(ports: KeepEpochPorts): EpochKeeper {
  const { epochs, holder } = ports;
  let kept: Kept | undefined;
  return {
    current: () => (kept === undefined || kept.held.ended() ? undefined : kept.held),
    tick: async () => {
      if (kept?.held.ended() === true) {
        const ended = { ...recordOf(kept, holder, 'adopting'), published: kept.saved };
        kept = undefined;
        ports.onEnd(ended);
      }
      if (kept === undefined) kept = await begin(ports);
      else await renew(kept, ports);
    },
    release: async () => {
      if (kept === undefined) return;
      const done = !kept.held.ended() && kept.held.published() === kept.held.last();
      kept.held.end();
      kept.beat += 1;
      const left = done ? recordOf(kept, holder, 'closed') : recordOf(kept, '', 'adopting');
      await epochs.keep(left, holder);
    },
  };
}
