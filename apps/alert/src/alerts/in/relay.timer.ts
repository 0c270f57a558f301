import { Cron } from 'croner';

type Ports = {
  readonly relay: (before: number) => Promise<number>;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
};

// What was written less long ago is most likely being published just now.
const leftAfterMs = 3_000;

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
