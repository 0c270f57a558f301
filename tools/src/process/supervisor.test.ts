import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSupervisor, type ProcessSpec, type RunningProcess, type Supervisor } from './supervisor.ts';
import { isAlive, until } from './until.ts';

const idle = 'setInterval(() => undefined, 1000)';

describe('a supervised process', () => {
  let dir: string;
  let supervisor: Supervisor;
  let started: RunningProcess[];

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'supervisor-'));
    started = [];
    supervisor = createSupervisor({ onPid: (process) => started.push(process), onDeath: () => undefined });
  });

  afterEach(async () => {
    await supervisor.stop(['it']);
    supervisor.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const spec = (program: string): ProcessSpec => ({
    name: 'it',
    command: process.execPath,
    args: ['-e', program],
    env: process.env,
    logFile: join(dir, 'it.log'),
    isReady: () => Promise.resolve(true),
    readyTimeoutMs: 10_000,
    stopTimeoutMs: 5000,
  });

  it('comes back with another pid when it is killed', async () => {
    await supervisor.start(spec(idle));
    process.kill(started[0]?.pid ?? 0, 'SIGKILL');
    expect(await until(() => started.length === 2, 10_000)).toBe(true);
    expect(started[1]?.pid).not.toBe(started[0]?.pid);
    expect(supervisor.running()).toEqual([started[1]]);
  });

  it('does not come back when it was stopped', async () => {
    await supervisor.start(spec(idle));
    await supervisor.stop(['it']);
    expect(supervisor.running()).toEqual([]);
    expect(isAlive(started[0]?.pid ?? 0)).toBe(false);
  });

  it('that is never ready is given up with the end of its log', async () => {
    const failing = {
      ...spec('console.error("no such broker"); process.exit(3)'),
      isReady: () => Promise.resolve(false),
    };
    await expect(supervisor.start(failing)).rejects.toThrow(/no such broker/);
  });

  it('that says itself why it stops is given up with that alone', async () => {
    const last = JSON.stringify({ level: 50, err: { message: 'say why in `change`' }, msg: 'stopping after an error' });
    const failing = {
      ...spec(`console.log('{"msg":"started"}'); console.log(${JSON.stringify(last)}); process.exit(1)`),
      isReady: () => Promise.resolve(false),
    };
    await expect(supervisor.start(failing)).rejects.toThrow(/it\.log:\nsay why in `change`$/);
  });

  it('does not outlive its supervisor, whatever ends that one', async () => {
    const program = `
      import { createSupervisor } from ${JSON.stringify(join(import.meta.dirname, 'supervisor.ts'))};
      const supervisor = createSupervisor({ onPid: ({ pid }) => console.log(String(pid)), onDeath: () => undefined });
      await supervisor.start({ ...${JSON.stringify(spec(idle))}, env: process.env, isReady: async () => true });
    `;
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    expect(isAlive(Number(line))).toBe(true);
    parent.kill('SIGKILL');
    expect(await until(() => !isAlive(Number(line)), 10_000)).toBe(true);
  }, 30_000);
});
