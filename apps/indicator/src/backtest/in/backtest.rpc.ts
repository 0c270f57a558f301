import {
  BacktestServiceService,
  type BacktestRequest,
  type BacktestResponse,
  type BacktestServiceServer,
} from '@xiaomai/contracts/backtest';
import { refusal, serverStream } from '@xiaomai/grpc';
import { maySee, type Identity, type VerifyIdentity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import { parsePeriod } from '@xiaomai/period';
import type { Rpc } from '../../catalogue/in/catalogue.rpc.ts';
import { nearestPlace, type OrgUnit } from '../../org-tree/domain/org-tree.ts';
import type { Days } from '../domain/looked-at.ts';
import { backtest, type BacktestOrder, type BacktestPart, type BacktestPorts } from '../flow/backtest.ts';
import { trialCatalogue, type TrialPorts } from '../flow/trial-catalogue.ts';
import { languageOf } from '../../scorecards/in/view-wire.ts';
import { faultsMessage, partMessage, type Names } from './backtest-wire.ts';

/** What the answers are made of. */
export type BacktestRpcPorts = BacktestPorts &
  TrialPorts & { readonly verify: VerifyIdentity; readonly onFailure: (error: unknown) => void };

type Refusal = ReturnType<typeof refusal>;

const usualChanges = 1_000;
const mostChanges = 100_000;
const mostAtOnce = 2;
const mostYears = 10;

function daysOf({ from, to }: BacktestRequest): Result<Days, Refusal> {
  const [first, last] = [parsePeriod(from), parsePeriod(to)];
  if (!first.ok || !last.ok) return err(refusal('INVALID_ARGUMENT', 'invalid-period'));
  const days = { from: first.value.start, to: last.value.end };
  if (days.from > days.to)
    return err(refusal('INVALID_ARGUMENT', '时间范围的终点早于起点 / the time asked for ends before it begins'));
  if (Number(days.to.slice(0, 4)) - Number(days.from.slice(0, 4)) > mostYears)
    return err(refusal('INVALID_ARGUMENT', '时间范围最长 10 年 / at most ten years can be asked for'));
  return ok(days);
}

type Asked = { readonly unit: OrgUnit; readonly days: Days };

function askedOf(ports: BacktestRpcPorts, request: BacktestRequest, caller: Identity): Result<Asked, Refusal> {
  if (caller.role === 'school') return err(refusal('PERMISSION_DENIED', 'packs are tried by the authority'));
  const days = daysOf(request);
  if (!days.ok) return days;
  const unit = nearestPlace(ports.tree(), request.orgUnit || caller.orgUnit, days.value.to);
  if (unit === undefined || !maySee(caller, unit.path)) return err(refusal('NOT_FOUND', 'no such org unit'));
  if (request.packs.length === 0) return err(refusal('INVALID_ARGUMENT', '没有给出指标包 / no packs were given'));
  return ok({ unit, days: days.value });
}

// All changes are counted; only so many are told.
async function* bounded(parts: AsyncIterable<BacktestPart>, most: number): AsyncGenerator<BacktestPart> {
  let left = most;
  for await (const part of parts) {
    if (part.kind === 'changes' && left > 0) yield { ...part, changes: part.changes.slice(0, left) };
    if (part.kind === 'arrivals' && left > 0) yield { ...part, arrivals: part.arrivals.slice(0, left) };
    if (part.kind === 'changes') left -= part.changes.length;
    else if (part.kind === 'arrivals') left -= part.arrivals.length;
    else yield part;
  }
}

/** Answers what packs would have said; a few at a time, so that what comes in meanwhile is judged as ever. */
export function backtestRpc(ports: BacktestRpcPorts): Rpc<typeof BacktestServiceService, BacktestServiceServer> {
  let running = 0;
  const stream = serverStream<Identity>(ports.verify, ports.onFailure);

  async function* answer(asked: Asked, request: BacktestRequest, caller: Identity): AsyncGenerator<BacktestResponse> {
    try {
      const trial = await trialCatalogue(request.packs, ports);
      if (!trial.ok) {
        yield faultsMessage(trial.reason);
        return;
      }
      const visible = (path: string): boolean => maySee(caller, path);
      const order: BacktestOrder = { trial: trial.value, ...asked, visible };
      const { version } = trial.value.before;
      const names: Names = { tree: ports.tree(), order, version, language: languageOf(request.language) };
      const most = Math.min(request.changes > 0 ? request.changes : usualChanges, mostChanges);
      for await (const part of bounded(backtest(order, ports), most)) yield partMessage(names, part);
    } finally {
      running -= 1;
    }
  }

  return {
    definition: BacktestServiceService,
    handlers: {
      backtest: stream((request: BacktestRequest, { caller }) => {
        const asked = askedOf(ports, request, caller);
        if (!asked.ok) return Promise.resolve(asked);
        if (running >= mostAtOnce) return Promise.resolve(err(refusal('RESOURCE_EXHAUSTED', 'others are being tried')));
        running += 1; // until the answer has ended, however it ends
        return Promise.resolve(ok(answer(asked.value, request, caller)));
      }),
    },
  };
}
