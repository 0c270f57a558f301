import { Cron } from 'croner';

type Ports = {
  /** Takes registers of rounds that have begun, and ends rounds whose last day has passed. */
  readonly keep: (at: number) => Promise<void>;
  /** Counts anew what a crash, or the end of a round, left uncounted. */
  readonly relay: (before: number) => Promise<number>;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
  /** When; every ten seconds, five seconds after the ledger, unless said otherwise. */
  readonly pattern?: string;
};

// What was written less long ago is most likely being counted just now.
const leftAfterMs = 3_000;
const usual = '5-59/10 * * * * *';

/** Looks at the rounds that run every ten seconds. */
export function roundsTimer({ keep, relay, now, onFault, pattern = usual }: Ports): { readonly stop: () => void } {
  const job = new Cron(pattern, { protect: true, catch: onFault }, async () => {
    await keep(now());
    await relay(now() - leftAfterMs);
  });
  return {
    stop: () => {
      job.stop();
    },
  };
}
