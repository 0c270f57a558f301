import { setTimeout as delay } from 'node:timers/promises';

/** Asks until the answer is yes. Answers whether it was, within the time. */
export async function until(ask: () => Promise<boolean> | boolean, timeoutMs: number, everyMs = 100): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await ask())) {
    if (Date.now() >= deadline) return false;
    await delay(everyMs);
  }
  return true;
}

/** Whether a process of that id is there. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
