import { maySee, type Identity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import { parsePeriodInReach } from '@xiaomai/period';
import type { ReferenceView } from '../../reference/flow/reference.ts';
import {
  closingFor,
  decidedId,
  decisionsOf,
  standingOf,
  type DecidedPeriod,
  type PeriodDecision,
  type Standing,
} from '../domain/closing.ts';
import type { PeriodStore } from './period-store.ts';

/** Why nothing was decided. */
export type NotDecided =
  | 'forbidden'
  | 'unknown-org-unit'
  | 'unknown-dataset'
  | 'invalid-period'
  | 'period-kind-not-allowed'
  | 'already-closed'
  | 'not-closed'
  | 'closed-above';

/** What somebody wants. */
export type PeriodOrder = Omit<DecidedPeriod, 'history'> & Pick<PeriodDecision, 'kind' | 'reason'>;

/** A page of decisions. */
export type PeriodPage = { readonly periods: readonly DecidedPeriod[]; readonly next: string };

/** What deciding on periods needs. */
export type DecidePeriodPorts = {
  readonly store: PeriodStore;
  readonly rules: () => ReferenceView;
  readonly now: () => number;
  /** Told after it is stored: this instance goes by it from now on. */
  readonly decided: (decision: DecidedPeriod, by: Identity) => Promise<void>;
};

/** Closes and reopens periods, and tells what was decided. */
export type DecidePeriod = {
  readonly decide: (order: PeriodOrder, by: Identity) => Promise<Result<DecidedPeriod, NotDecided>>;
  readonly list: (
    asked: { readonly dataset: string; readonly orgUnit: string; readonly limit: number; readonly cursor: string },
    by: Identity,
  ) => Promise<Result<PeriodPage, NotDecided>>;
};

function faultOf(order: PeriodOrder, by: Identity, rules: ReferenceView): NotDecided | undefined {
  if (by.role !== 'staff' && by.role !== 'admin') return 'forbidden';
  const unit = rules.units.get(order.orgUnit);
  const dataset = rules.datasets.get(order.dataset);
  const period = parsePeriodInReach(order.period);
  if (unit === undefined || !maySee(by, unit.path)) return 'unknown-org-unit';
  if (dataset === undefined) return 'unknown-dataset';
  if (!period.ok) return 'invalid-period';
  return dataset.periodKinds.has(period.value.kind) ? undefined : 'period-kind-not-allowed';
}

// Who closed it above may have had reasons that those below do not know.
function conflictOf(
  kind: PeriodOrder['kind'],
  closing: Standing | undefined,
  isAbove: boolean,
): NotDecided | undefined {
  if (kind === 'closed') return closing === undefined ? undefined : 'already-closed';
  if (closing === undefined) return 'not-closed';
  return isAbove ? 'closed-above' : undefined;
}

// Decisions are in order whatever the clocks of those who take them say.
function withDecision(
  order: PeriodOrder,
  all: readonly DecidedPeriod[],
  how: { now: number; by: string },
): DecidedPeriod {
  const { kind, reason, ...key } = order;
  const at = all.reduce((latest, one) => Math.max(latest, standingOf(one).at + 1), how.now);
  const next: PeriodDecision = { at, by: how.by, kind, reason };
  const before = all.find((one) => decidedId(one) === decidedId(key));
  return { ...key, history: before === undefined ? [next] : [...before.history, next] };
}

/** Makes it. Two who decide at the same time do so one after the other. */
export function decidePeriod({ store, rules, now, decided }: DecidePeriodPorts): DecidePeriod {
  const pathOf = (id: string): string => rules().units.get(id)?.path ?? '';

  const decideOnce = async (order: PeriodOrder, by: Identity): Promise<Result<DecidedPeriod, NotDecided> | 'again'> => {
    const all = await store.all();
    const closing = closingFor(decisionsOf(all), order, pathOf(order.orgUnit));
    const isAbove = closing !== undefined && !maySee(by, pathOf(closing.orgUnit));
    const conflict = conflictOf(order.kind, closing, isAbove);
    if (conflict !== undefined) return err(conflict);
    const next = withDecision(order, all, { now: now(), by: by.subject });
    return (await store.append(next)) ? ok(next) : 'again';
  };

  return {
    decide: async (order, by) => {
      const fault = faultOf(order, by, rules());
      if (fault !== undefined) return err(fault);
      for (;;) {
        const outcome = await decideOnce(order, by);
        if (outcome === 'again') continue;
        if (outcome.ok) await decided(outcome.value, by);
        return outcome;
      }
    },
    list: async ({ dataset, orgUnit, limit, cursor }, by) => {
      const unit = rules().units.get(orgUnit === '' ? by.orgUnit : orgUnit);
      if (unit === undefined || !maySee(by, unit.path)) return err('unknown-org-unit');
      const above = new Set(unit.path.split('/'));
      const below = (id: string): boolean => pathOf(id).startsWith(unit.path);
      const found = (await store.all())
        .filter((one) => one.dataset === dataset && (above.has(one.orgUnit) || below(one.orgUnit)))
        .sort((a, b) => (decidedId(a) > decidedId(b) ? -1 : 1))
        .filter((one) => cursor === '' || decidedId(one) < cursor);
      const last = found.length > limit ? found[limit - 1] : undefined;
      return ok({ periods: found.slice(0, limit), next: last === undefined ? '' : decidedId(last) });
    },
  };
}
