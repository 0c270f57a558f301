import { Cron } from 'croner';

type Ports = {
  /** Marks what is past its due day. */
  readonly markOverdue: (at: number) => Promise<number>;
  /** Tells the world what a crash left untold. */
  readonly relay: (before: number) => Promise<number>;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
};

// What was written less long ago is most likely being published just now.
const leftAfterMs = 3_000;

/** Looks for hazards past their due day every ten seconds, and every second for what nobody has been told of. */
export function ledgerTimer({ markOverdue, relay, now, onFault }: Ports): { readonly stop: () => void } {
  const options = { protect: true, catch: onFault };
  const jobs = [
    new Cron('*/10 * * * * *', options, async () => {
      await markOverdue(now());
    }),
    new Cron('* * * * * *', options, async () => {
      await relay(now() - leftAfterMs);
    }),
  ];
  return {
    stop: () => {
      for (const job of jobs) job.stop();
    },
  };
}
