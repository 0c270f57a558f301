import { Cron } from 'croner';

type Ports = {
  readonly relay: (before: number) => Promise<number>;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
};

// Longer than a write can be under way: before that nobody knows whether it will come.
const leftAfterMs = 25_000;

/** Publishes every second what a crash left unpublished. */
export function relayTimer({ relay, now, onFault }: Ports): { readonly stop: () => void } {
  const job = new Cron('* * * * * *', { protect: true, catch: onFault }, async () => {
    await relay(now() - leftAfterMs);
  });
  return {
    stop: () => {
      job.stop();
    },
  };
}
