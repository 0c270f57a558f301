import { Cron } from 'croner';

type Ports = {
  /** Takes registers of rounds that have begun, and ends rounds whose last day has passed. */
  readonly keep: (at: number) => Promise<void>;
  /** Counts anew what a crash, or the end of a round, left uncounted. */
  readonly relay: (before: number) => Promise<number>;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
};

// What was written less long ago is most likely being counted just now.
const leftAfterMs = 3_000;

/** Looks at the rounds that run every ten seconds. */
export function roundsTimer({ keep, relay, now, onFault }: Ports): { readonly stop: () => void } {
  const job = new Cron('5/10 * * * * *', { protect: true, catch: onFault }, async () => {
    await keep(now());
    await relay(now() - leftAfterMs);
  });
  return {
    stop: () => {
      job.stop();
    },
  };
}
