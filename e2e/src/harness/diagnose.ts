import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

async function readiness(logFile: string): Promise<string> {
  const port = [...readFileSync(logFile, 'utf8').matchAll(/"opsPort":(\d+)/g)].at(-1)?.[1];
  const name = basename(logFile, '.log');
  if (port === undefined) return `${name}: listens nowhere`;
  const url = `http://127.0.0.1:${port}/readyz`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.text(),
    (error: unknown) => String(error),
  );
  return `${name}: ${answer}`;
}

/** What each service of a stack that does not get ready says of itself. */
export async function diagnose(home: string): Promise<string> {
  const logs = globSync(join(home, 'logs/{indicator,ingest,alert,reporting,gateway}.log'));
  return (await Promise.all(logs.sort().map(readiness))).join('\n');
}
