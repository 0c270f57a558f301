import type { Command } from './command.ts';
import { createConnection, type Answer } from './http/connection.ts';
import { addressOf, createSender, type Counts, type Ground } from './pushing.ts';

type Closed = Extract<Command, { kind: 'closed' }>;

/** Every connection sends its next request when it has the answer to the last one; a busy target is given the time it asks for. */
export async function runClosed(ground: Ground, command: Closed): Promise<Counts> {
  const { connections, form, size, door, seconds, most, breachEvery } = command;
  const sender = createSender(ground, door);
  const endsMs = performance.now() + seconds * 1_000;
  let left = most;

  const worker = (): Promise<void> =>
    new Promise((done) => {
      const connection = createConnection(addressOf(ground.target, door));
      const next = (): void => {
        const howMany = Math.min(size, left);
        if (howMany <= 0 || performance.now() >= endsMs) {
          connection.close();
          done();
          return;
        }
        left -= howMany;
        const pushes = Array.from({ length: howMany }, () => ground.feed.next(breachEvery));
        sender.send(connection, { form, pushes, dueMs: performance.now() }, after);
      };
      const after = ({ retryAfterMs, status }: Answer): void => {
        if (retryAfterMs > 0 || status === 0) setTimeout(next, retryAfterMs || 100);
        else next();
      };
      next();
    });

  await Promise.all(Array.from({ length: connections }, worker));
  return sender.counts;
}
