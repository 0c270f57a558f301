import closeWithGrace from 'close-with-grace';

/** What a service registers while it starts. */
export type Resources = {
  /** Registers a teardown the moment the thing exists; teardowns run last-in first-out. */
  readonly onStop: (name: string, stop: () => Promise<void> | void) => void;
  /** Registers a readiness check; the service is ready when every check says true. */
  readonly readyWhen: (name: string, check: () => boolean) => void;
  /** Names of what is not ready yet; 'starting' until start has returned, 'stopping' after a stop signal. */
  readonly notReady: () => readonly string[];
  /** Ends the process with code 1 after an orderly stop: something is broken for good. */
  readonly fatal: (error: unknown) => void;
};

type Teardown = { readonly name: string; readonly stop: () => Promise<void> | void };

/** How a service tells what happens to it. */
export type LifecycleLog = {
  readonly info: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
};

async function stopAll(teardowns: readonly Teardown[], log: LifecycleLog): Promise<void> {
  for (const { name, stop } of [...teardowns].reverse()) {
    try {
      await stop();
    } catch (error) {
      log.error({ err: error, resource: name }, 'could not stop');
    }
  }
}

/** Starts a service and stops it in reverse order on SIGTERM, SIGINT, an unhandled error or `fatal`, within 10 s. */
export async function run(log: LifecycleLog, start: (resources: Resources) => Promise<void>): Promise<void> {
  const teardowns: Teardown[] = [];
  const checks = new Map<string, () => boolean>();
  let phase: 'starting' | 'running' | 'stopping' = 'starting';
  let broken: unknown;
  const closer = closeWithGrace({ delay: 10_000, logger: false }, async ({ err, signal }) => {
    phase = 'stopping';
    const cause = err ?? broken;
    if (cause === undefined) log.info({ signal }, 'stopping');
    else log.error({ err: cause }, 'stopping after an error');
    await stopAll(teardowns, log);
    if (cause !== undefined) process.exit(1);
  });
  const fatal = (error: unknown): void => {
    broken ??= error;
    closer.close();
  };
  const resources: Resources = {
    onStop: (name, stop) => teardowns.push({ name, stop }),
    readyWhen: (name, check) => checks.set(name, check),
    notReady: () => (phase === 'running' ? [...checks].filter(([, check]) => !check()).map(([name]) => name) : [phase]),
    fatal,
  };
  try {
    await start(resources);
    phase = phase === 'starting' ? 'running' : phase;
    log.info({ ms: Math.round(performance.now()) }, 'started');
  } catch (error) {
    fatal(error);
  }
}
