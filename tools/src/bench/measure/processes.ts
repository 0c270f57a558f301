import { readFileSync } from 'node:fs';

/** A process by name and id. */
export type NamedProcess = { readonly name: string; readonly pid: number };

/** What a process used while something was measured. */
export type Used = {
  readonly cpuSeconds: number;
  readonly rssMb: number;
  /** The most it has held at any time since it started. */
  readonly peakMb: number;
};

/** What every process used, and how many cores were busy with something else. */
export type Consumption = {
  readonly seconds: number;
  readonly processes: Readonly<Record<string, Used>>;
  readonly othersCores: number;
};

const ticksPerSecond = 100; // USER_HZ: the same on every Linux that Node runs on

/** Whether this system tells what processes use (Linux does, by /proc). */
export const canMeasure: boolean = process.platform === 'linux';

function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond; // utime, stime
}

function usedSoFar(pid: number): Used | undefined {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    const megabytes = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
    return { cpuSeconds: cpuSecondsOf(pid), rssMb: megabytes('VmRSS'), peakMb: megabytes('VmHWM') };
  } catch {
    return undefined; // it ended
  }
}

function busySeconds(): number {
  const [, user, nice, system, , , irq, softirq] =
    readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.split(/\s+/) ?? [];
  return [user, nice, system, irq, softirq].reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
}

type Reading = { readonly atMs: number; readonly busy: number; readonly used: ReadonlyMap<string, Used> };

function read(processes: readonly NamedProcess[]): Reading {
  const used = processes.flatMap(({ name, pid }) => {
    const one = usedSoFar(pid);
    return one === undefined ? [] : [[name, one] as const];
  });
  return { atMs: performance.now(), busy: busySeconds(), used: new Map(used) };
}

/** Begins to measure; the answer ends it. Undefined where the system does not tell. */
export function startMeter(processes: readonly NamedProcess[]): () => Consumption | undefined {
  if (!canMeasure) return () => undefined;
  const before = read(processes);
  return () => {
    const after = read(processes);
    const seconds = (after.atMs - before.atMs) / 1_000;
    const used = [...after.used].map(([name, now]) => {
      const cpuSeconds = now.cpuSeconds - (before.used.get(name)?.cpuSeconds ?? 0);
      return [name, { ...now, cpuSeconds }] as const;
    });
    const ours = used.reduce((sum, [, { cpuSeconds }]) => sum + cpuSeconds, 0);
    const othersCores = Math.max(0, (after.busy - before.busy - ours) / seconds);
    return { seconds, processes: Object.fromEntries(used), othersCores };
  };
}
