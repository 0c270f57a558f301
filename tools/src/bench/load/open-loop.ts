import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from './command.ts';
import { createConnection, type Connection } from './connection.ts';
import type { Push } from './feed.ts';
import { addressOf, createSender, type Counts, type Ground } from './pushing.ts';

type Open = Extract<Command, { kind: 'open' }>;
type Due = { readonly push: Push; readonly dueMs: number };

const mostConnections = 512;
const mostDue = 50_000;

/**
 * Requests leave at their time, whether or not earlier ones have been answered: what finds no free connection waits, and
 * its waiting is part of its latency. So a target that stands still cannot hide it.
 */
export async function runOpen(ground: Ground, { perSecond, seconds, breachEvery }: Open): Promise<Counts> {
  const sender = createSender(ground, 'ingest');
  const free: Connection[] = [];
  const all: Connection[] = [];
  const due: Due[] = []; // in order of time, waiting for a connection
  const total = Math.round(perSecond * seconds);
  const startMs = performance.now();
  let [made, answered] = [0, 0];

  const connection = (): Connection | undefined => {
    const idle = free.pop();
    if (idle !== undefined || all.length === mostConnections) return idle;
    const opened = createConnection(addressOf(ground.target, 'ingest'));
    all.push(opened);
    return opened;
  };

  const leave = (): void => {
    while (due.length > 0) {
      const via = connection();
      const first = via === undefined ? undefined : due.shift();
      if (via === undefined || first === undefined) return;
      sender.send(via, { form: 'single', pushes: [first.push], dueMs: first.dueMs }, () => {
        answered += 1;
        free.push(via);
        leave();
      });
    }
  };

  while (answered < total) {
    const nowMs = performance.now();
    for (; made < total && startMs + (made * 1_000) / perSecond <= nowMs; made += 1) {
      due.push({ push: ground.feed.next(breachEvery), dueMs: startMs + (made * 1_000) / perSecond });
    }
    if (due.length > mostDue)
      throw new Error(`${String(due.length)} requests wait for a connection: the rate is out of reach`);
    leave();
    await pause(1);
  }
  for (const one of all) one.close();
  return sender.counts;
}
