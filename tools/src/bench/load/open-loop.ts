import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from './command.ts';
import { createConnection, type Connection } from './http/connection.ts';
import { addressOf, createSender, type Counts, type Ground } from './pushing.ts';

type Open = Extract<Command, { kind: 'open' }>;
const mostConnections = 512;

/**
 * Requests leave at their time, whether or not earlier ones have been answered: what finds no free connection waits, and
 * its waiting is part of its latency. So a target that stands still cannot hide it.
 */
export async function runOpen(ground: Ground, { perSecond, seconds, breachEvery }: Open): Promise<Counts> {
  const sender = createSender(ground, 'ingest');
  const free: Connection[] = [];
  const all: Connection[] = [];
  const total = Math.round(perSecond * seconds);
  const startMs = performance.now();
  const dueMs = (nth: number): number => startMs + (nth * 1_000) / perSecond;
  let [left, answered] = [0, 0];

  const connection = (): Connection | undefined => {
    const idle = free.pop();
    if (idle !== undefined || all.length === mostConnections) return idle;
    const opened = createConnection(addressOf(ground.target, 'ingest'));
    all.push(opened);
    return opened;
  };

  const leave = (): void => {
    while (left < total && dueMs(left) <= performance.now()) {
      const via = connection();
      if (via === undefined) return;
      const sending = { form: 'single', pushes: [ground.feed.next(breachEvery)], dueMs: dueMs(left) } as const;
      left += 1;
      sender.send(via, sending, () => {
        answered += 1;
        free.push(via);
        leave();
      });
    }
  };

  while (answered < total) {
    leave();
    await pause(1);
  }
  for (const one of all) one.close();
  return sender.counts;
}
