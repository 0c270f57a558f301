import type { Problem } from '@xiaomai/gateway-api/problem';
import { ok, type Result } from '@xiaomai/kernel';
import type { Api, Asking } from '../../api/api.ts';

type Order = { readonly path: string; readonly body: object; readonly headers?: Asking['headers'] };

export const keyPath = (id: string): string => `/keys/${encodeURIComponent(id)}`;

/** Sends what makes a secret: where it may have been made already, nobody asks for a second one. */
export async function keyCommand(api: Api, { path, body, headers }: Order): Promise<Result<unknown, Problem>> {
  const answer = await api.ask({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    once: true,
  });
  return answer.ok ? ok(await answer.value.json()) : answer;
}
