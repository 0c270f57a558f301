import { Cron } from 'croner';

type Ports = {
  readonly escalate: (at: number) => Promise<number>;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
};

/** Looks for missed clocks every ten seconds; a look that takes longer delays the next. */
export function escalationTimer({ escalate, now, onFault }: Ports): { readonly stop: () => void } {
  const job = new Cron('*/10 * * * * *', { protect: true, catch: onFault }, async () => {
    await escalate(now());
  });
  return {
    stop: () => {
      job.stop();
    },
  };
}
