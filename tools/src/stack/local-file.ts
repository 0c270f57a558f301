import type { RunningProcess } from '../process/supervisor.ts';
import { keyText } from '../home/secrets.ts';
import { writePrivate } from '../home/home.ts';
import { alertmanagerUrl, mailUrl, opsUrl, publicUrl, serviceNames, type ServicesPlan } from './services.ts';

/** Tells other programs where the stack is: addresses, keys, and every process with its present pid. */
export function writeLocalFile(plan: ServicesPlan, processes: readonly RunningProcess[]): void {
  const { home, secrets, ports } = plan;
  const pidOf = (name: string): number | null => processes.find((process) => process.name === name)?.pid ?? null;
  writePrivate(home.localFile, {
    url: publicUrl(ports),
    alertmanagerUrl: alertmanagerUrl(ports),
    mailUrl: mailUrl(ports),
    keys: secrets.keys.map((key) => ({ orgUnit: key.orgUnit, datasets: key.datasets, key: keyText(key) })),
    users: secrets.users,
    services: serviceNames.map((name) => ({ name, pid: pidOf(name), opsUrl: opsUrl(ports, name) })),
    kafka: plan.brokers,
    mongodb: plan.mongodb.uri,
    processes,
  });
}
