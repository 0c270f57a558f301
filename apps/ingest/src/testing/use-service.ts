import { afterEach } from '@jest/globals';
import type { Receipt } from '@xiaomai/gateway-api/receipt';
import { wiredService, type WiredService } from './wired-service.ts';

const running: WiredService[] = [];

afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
});

/** Starts a service that is stopped when the test ends. */
export async function start(...how: Parameters<typeof wiredService>): Promise<WiredService> {
  const service = await wiredService(...how);
  running.push(service);
  return service;
}

type Ratio = { readonly indicator: string; readonly numerator: number; readonly denominator: number };
type Decimal = { readonly indicator: string; readonly value: string };
type Pushed = {
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly values: readonly (Ratio | Decimal)[];
};

/** Two figures and a submission of them. */
export const guards: Ratio = { indicator: 'guards', numerator: 3, denominator: 4 };
export const alarm: Decimal = { indicator: 'alarm', value: '98.60' };
export const one: Pushed = { orgUnit: 'school-1', dataset: 'safety', period: '2026-11', values: [guards, alarm] };

/** What an answer says. */
export type Told = {
  errors?: { code: string; pointer?: string; line?: number; cell?: string; value?: unknown }[];
  receipts: Receipt[];
  code?: string;
};

export const told = async (response: Response): Promise<Told> => (await response.json()) as Told;

/** What is stored, as `<id>#<revision>`. */
export const storedIds = ({ ports }: WiredService): string[] =>
  ports.revisions.entries().map(({ id, revision }) => `${id}#${String(revision)}`);
