// Makes the load, in a process of its own. Argument: a Target as JSON. Takes commands from its parent, one at a time.
import { setTimeout as pause } from 'node:timers/promises';
import { runClosed } from './closed-loop.ts';
import type { Answers, Command, LoadResult, Target } from './command.ts';
import { createFeed } from './feed.ts';
import { runOpen } from './open-loop.ts';
import type { Counts, Ground } from './pushing.ts';
import { runRead } from './read-loop.ts';
import { reload } from './reload.ts';
import { followStream } from './stream.ts';
import { createTracker } from './tracker.ts';

const standstillMs = 20_000;
const overtakenMs = 3_000; // they never come, but one cannot know

const target = JSON.parse(process.argv[2] ?? '') as Target;
const ground: Ground = { target, feed: createFeed(target.place), tracker: createTracker() };
const { tracker } = ground;
const unsure = { total: 0 };
const stream = followStream({
  ...{ ...target, tracker, onOpen: () => process.send?.({ ready: true }) },
  onReset: () => {
    reload(ground).catch((error: unknown) => {
      console.error(error); // what was missed stays missing, and the load is told as not drained
    });
  },
});

type Drain = { readonly drained: boolean; readonly endMs: number };

/** Waits until all accepted is on the stream; gives up when nothing moves any more. */
async function drain(): Promise<Drain> {
  let [left, movedMs] = [NaN, performance.now()];
  for (;;) {
    const must = tracker.unrolled() + tracker.waitingAlerts();
    const all = must + tracker.overtakenAlerts();
    const nowMs = performance.now();
    if (all !== left) [left, movedMs] = [all, nowMs];
    if (all === 0) return { drained: true, endMs: movedMs };
    if (nowMs - movedMs > (must === 0 ? overtakenMs : standstillMs)) return { drained: must === 0, endMs: movedMs };
    await pause(1);
  }
}

async function load(run: () => Promise<Counts>): Promise<LoadResult> {
  const before = stream.interruptions();
  const storedBefore = tracker.accepted();
  tracker.take(); // what came before does not count
  const startMs = performance.now();
  const { http, ...counts } = await run();
  const loadedMs = performance.now();
  const { drained, endMs } = await drain();
  const { alert, rollup, alerts } = tracker.take();
  const unrolled = tracker.unrolled();
  const { breaks, resets } = stream.interruptions();
  unsure.total += counts.unsure;
  tracker.abandon(); // the next load does not answer for what is left of this one
  return {
    ...counts,
    loadSeconds: (loadedMs - startMs) / 1_000,
    drainSeconds: (endMs - loadedMs) / 1_000,
    drained,
    ...{ http: http.summary(), alert: alert.summary(), rollup: rollup.summary(), alerts },
    unrolled,
    storedBefore,
    streamBreaks: breaks - before.breaks,
    streamResets: resets - before.resets,
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
