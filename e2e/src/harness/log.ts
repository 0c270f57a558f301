import { call } from './call.ts';
import type { Stack } from './stack.ts';

/** A revision of the intake log, as it is exported. */
export type Revision = {
  readonly id: string;
  readonly revision: number;
  readonly note?: string;
  readonly values: readonly Readonly<Record<string, unknown>>[];
};

/** The lines of an export, as administrator. */
export async function exported<T>(stack: Stack, name: string): Promise<readonly T[]> {
  const answer = await call<string>(`${stack.url}/api/v1/admin/export/${name}`, {
    bearer: stack.tokenOf('admin'),
    timeoutMs: 60_000,
  });
  if (answer.status !== 200) throw new Error(`export ${name}: ${String(answer.status)}`);
  return answer.body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
