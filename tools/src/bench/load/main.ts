// Makes the load, in a process of its own. Argument: a Target as JSON. Takes commands from its parent, one at a time.
import { setTimeout as pause } from 'node:timers/promises';
import { runClosed } from './closed-loop.ts';
import type { Answers, Command, LoadResult, Target } from './command.ts';
import { createFeed } from './feed.ts';
import { runOpen } from './open-loop.ts';
import type { Counts, Ground } from './pushing.ts';
import { runRead } from './read-loop.ts';
import { followStream } from './stream.ts';
import { createTracker } from './tracker.ts';

const standstillMs = 20_000;

const target = JSON.parse(process.argv[2] ?? '') as Target;
const ground: Ground = { target, feed: createFeed(), tracker: createTracker() };
const { tracker } = ground;
const unsure = { total: 0 };
const stream = followStream({ ...target, tracker, onOpen: () => process.send?.({ ready: true }) });

/** Waits until all accepted is on the stream; gives up when nothing moves any more. */
async function drained(): Promise<boolean> {
  let [left, movedMs] = [Infinity, performance.now()];
  for (;;) {
    const now = tracker.unrolled() + tracker.waitingAlerts();
    if (now === 0) return true;
    if (now !== left) [left, movedMs] = [now, performance.now()];
    if (performance.now() - movedMs > standstillMs) return false;
    await pause(1);
  }
}

async function load(run: () => Promise<Counts>): Promise<LoadResult> {
  const breaks = stream.breaks();
  tracker.take(); // what came before does not count
  const startMs = performance.now();
  const { http, ...counts } = await run();
  const loadedMs = performance.now();
  const isDrained = await drained();
  const endMs = performance.now() - (isDrained ? 0 : standstillMs);
  const { alert, rollup, alerts } = tracker.take();
  const unrolled = tracker.unrolled();
  unsure.total += counts.unsure;
  if (!isDrained) tracker.abandon();
  return {
    ...counts,
    loadSeconds: (loadedMs - startMs) / 1_000,
    drainSeconds: (endMs - loadedMs) / 1_000,
    drained: isDrained,
    ...{ http: http.summary(), alert: alert.summary(), rollup: rollup.summary(), alerts },
    unrolled,
    streamBreaks: stream.breaks() - breaks,
  };
}

function answer(command: Command): Promise<Answers[Command['kind']]> {
  switch (command.kind) {
    case 'closed':
      return load(() => runClosed(ground, command));
    case 'open':
      return load(() => runOpen(ground, command));
    case 'read':
      return runRead(ground, command);
    case 'accepted':
      return Promise.resolve({
        ...{ byPeriod: tracker.acceptedByPeriod(), unsure: unsure.total },
        ...{ unrolled: tracker.unrolled(), failing: ground.feed.failing() },
      });
  }
}

process.on('message', ({ id, command }: { id: number; command: Command }) => {
  answer(command).then(
    (result) => process.send?.({ id, result }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
