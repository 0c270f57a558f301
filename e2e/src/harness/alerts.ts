import { actOn, call, type Answer } from './call.ts';
import { exported } from './log.ts';
import type { Stack } from './stack.ts';

export type Alert = {
  readonly id: string;
  readonly orgUnit: string;
  readonly indicator: string;
  readonly period: string;
  readonly condition: string;
  readonly handling: string;
  readonly severity: string;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly endedBecause: string | null;
  readonly unitClosed?: boolean;
  readonly etag: string;
  readonly version: number;
  readonly timeline: readonly { readonly kind: string; readonly by: string; readonly note: string }[];
};

export type Person = { readonly stack: Stack; readonly bearer: string };

const pathOf = (stack: Stack, id: string): string => `${stack.url}/api/v1/alerts/${encodeURIComponent(id)}`;

/** One alert as a person sees it. */
export const alertOf = ({ stack, bearer }: Person, id: string): Promise<Answer<Alert>> =>
  call(pathOf(stack, id), { bearer });

/** The open alerts below an org unit, without their timelines. */
export async function openAlerts({ stack, bearer }: Person, orgUnit: string): Promise<readonly Alert[]> {
  const query = new URLSearchParams({ orgUnit, state: 'open', limit: '500' });
  const answer = await call<{ items: readonly Alert[] }>(`${stack.url}/api/v1/alerts?${query.toString()}`, { bearer });
  if (answer.status !== 200) throw new Error(`alerts: ${JSON.stringify(answer.body)}`);
  return answer.body.items;
}

/** Does something to an alert as it is now. */
export const act = (
  { stack, bearer }: Person,
  id: string,
  command: readonly [verb: string, body: object],
): Promise<Answer<Alert>> => actOn(pathOf(stack, id), bearer, command);

/** What fires, as `<org unit> <indicator or rule>`, once for each alert that does. */
export async function firing(stack: Stack): Promise<readonly string[]> {
  const all = await exported<Alert & { readonly rule?: string }>(stack, 'alerts');
  return all
    .filter(({ condition }) => condition === 'firing')
    .map(({ orgUnit, indicator, rule = indicator }) => `${orgUnit} ${rule}`)
    .sort();
}
