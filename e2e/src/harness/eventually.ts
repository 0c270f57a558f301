import { setTimeout as delay } from 'node:timers/promises';

const everyMs = 25;

/** Asks again until the probe no longer throws; with the last reason when the time is up. */
export async function eventually<T>(withinMs: number, probe: () => T | Promise<T>): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (performance.now() >= deadline) throw error;
    }
    await delay(everyMs);
  }
}

/** The value, which must be there. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`there is no ${what}`);
  return value;
}
