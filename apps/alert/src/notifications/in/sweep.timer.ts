import { Cron } from 'croner';

type Ports = {
  /** Each picks up what a crash or a fault left lying. */
  readonly sweeps: readonly (() => Promise<void>)[];
  readonly onFault: (error: unknown) => void;
};

/** Sweeps every two seconds; one failing sweep does not keep the others from theirs. */
export function sweepTimer({ sweeps, onFault }: Ports): { readonly stop: () => void } {
  const job = new Cron('*/2 * * * * *', { protect: true, catch: onFault }, async () => {
    await Promise.all(sweeps.map((sweep) => sweep().catch(onFault)));
  });
  return {
    stop: () => {
      job.stop();
    },
  };
}
