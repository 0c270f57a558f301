import {
  PeriodServiceService,
  type ClosePeriodRequest,
  type DecidedPeriod as DecidedPeriodMessage,
  type ListPeriodsRequest,
  type ListPeriodsResponse,
  type PeriodServiceServer,
  type ReopenPeriodRequest,
} from '@xiaomai/contracts/period';
import { refusal, unary } from '@xiaomai/grpc';
import type { Identity, VerifyIdentity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import { standingOf, type DecidedPeriod } from '../domain/closing.ts';
import type { DecidePeriod, NotDecided, PeriodOrder } from '../flow/decide-period.ts';

/** A gRPC service with its handlers, for the server to serve. */
export type PeriodsRpc = {
  readonly definition: typeof PeriodServiceService;
  readonly handlers: PeriodServiceServer;
};

type Refusal = ReturnType<typeof refusal>;

const refusals = {
  forbidden: refusal('PERMISSION_DENIED', 'periods are closed by staff'),
  'unknown-org-unit': refusal('NOT_FOUND', 'no such org unit'),
  'unknown-dataset': refusal('NOT_FOUND', 'no such dataset'),
  'invalid-period': refusal('NOT_FOUND', 'no such period'),
  'period-kind-not-allowed': refusal('NOT_FOUND', 'the dataset has no such period'),
  'already-closed': refusal('FAILED_PRECONDITION', '该周期已经关闭 / The period is closed already'),
  'not-closed': refusal('FAILED_PRECONDITION', '该周期没有关闭 / The period is not closed'),
  'closed-above': refusal('FAILED_PRECONDITION', '该周期由上级关闭，只能由上级重新开放 / Closed by a higher level'),
} as const satisfies Record<NotDecided, Refusal>;

const mostOfPage = 500;
const usualPage = 50;

const toWire = ({ history, ...key }: DecidedPeriod): DecidedPeriodMessage => ({
  ...key,
  closed: standingOf({ ...key, history }).kind === 'closed',
  history: [...history],
});

type Decided = { readonly period: DecidedPeriodMessage };

/** Lets staff and administrators close and reopen periods. */
export function periodsRpc(
  { decide, list }: DecidePeriod,
  ports: { readonly verify: VerifyIdentity; readonly onFailure: (error: unknown) => void },
): PeriodsRpc {
  const ask = unary<Identity>(ports.verify, ports.onFailure);
  const decided = async (order: PeriodOrder, caller: Identity): Promise<Result<Decided, Refusal>> => {
    const outcome = await decide(order, caller);
    return outcome.ok ? ok({ period: toWire(outcome.value) }) : err(refusals[outcome.reason]);
  };
  return {
    definition: PeriodServiceService,
    handlers: {
      closePeriod: ask((request: ClosePeriodRequest, { caller }) => decided({ ...request, kind: 'closed' }, caller)),
      reopenPeriod: ask((request: ReopenPeriodRequest, { caller }) =>
        decided({ ...request, kind: 'reopened' }, caller),
      ),
      listPeriods: ask(async ({ limit, ...asked }: ListPeriodsRequest, { caller }) => {
        const page = await list({ ...asked, limit: Math.min(limit > 0 ? limit : usualPage, mostOfPage) }, caller);
        if (!page.ok) return err(refusals[page.reason]);
        return ok<ListPeriodsResponse>({ periods: page.value.periods.map(toWire), next: page.value.next });
      }),
    },
  };
}
