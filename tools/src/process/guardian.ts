// Outlives the command that started it by just as long as it takes to end that command's processes.
// Reads `+PID` and `-PID` lines; when its input ends, whatever is left is told to stop, then killed.
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const graceMs = 6000;
const pollMs = 50;
const watched = new Set<number>();

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

async function endAll(): Promise<void> {
  for (const pid of watched) signal(pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (Date.now() < deadline && [...watched].some((pid) => signal(pid, 0))) await delay(pollMs);
  for (const pid of watched) signal(pid, 'SIGKILL');
}

function ignoreSignals(): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
}

ignoreSignals();
for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) watched.add(pid);
  else watched.delete(pid);
}
await endAll();
