import { cpus, release, totalmem } from 'node:os';

/** On what it was measured. */
export function machine(): Readonly<Record<string, string>> {
  const cores = cpus();
  return {
    cores: `${String(cores.length)} × ${cores[0]?.model.trim() ?? '?'}`,
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    system: `${process.platform} ${release()}`,
    node: `Node ${process.versions.node}`,
  };
}
