import type { DecidedPeriod } from '@xiaomai/gateway-api/period';

export type PeriodAct = {
  readonly dataset: string;
  readonly period: string;
  readonly orgUnit: string;
  readonly reason: string;
  readonly verb: 'close' | 'reopen';
  readonly by: string;
};

const kinds = { close: 'closed', reopen: 'reopened' } as const;

/** Takes a decision on a period, or not where it is so already. */
export function decide(decided: DecidedPeriod[], act: PeriodAct): DecidedPeriod | undefined {
  const { dataset, period, orgUnit, reason, verb, by } = act;
  const keyOf = (one: Pick<PeriodAct, 'dataset' | 'period' | 'orgUnit'>): string =>
    [one.dataset, one.period, one.orgUnit].join('|');
  const at = decided.findIndex((one) => keyOf(one) === keyOf(act));
  const history = decided[at]?.history ?? [];
  const kind = kinds[verb];
  if ((history.at(-1)?.kind ?? 'reopened') === kind) return undefined;
  const event = { at: new Date().toISOString(), by, kind, reason };
  const state = kind === 'closed' ? 'closed' : 'open';
  const next: DecidedPeriod = { dataset, period, orgUnit, state, history: [...history, event] };
  decided.splice(at < 0 ? decided.length : at, 1, next);
  return next;
}
