import {
  DueServiceService,
  type DueServiceServer,
  type GetDueRequest,
  type GetDueResponse,
} from '@xiaomai/contracts/due';
import { refusal, unary } from '@xiaomai/grpc';
import { maySee, type Identity, type VerifyIdentity } from '@xiaomai/identity';
import { err, ok, type Result } from '@xiaomai/kernel';
import { parsePeriod, shanghaiDay, type Period } from '@xiaomai/period';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import type { Rpc } from '../../catalogue/in/catalogue.rpc.ts';
import { nearestPlace, subtreeOf, type OrgTree, type OrgUnit } from '../../org-tree/domain/org-tree.ts';
import { duePeriod, isExpected, nextDue, type DuePeriod } from '../domain/due-plan.ts';

/** What the answers are made of. */
export type DueRpcPorts = {
  readonly catalogue: () => Catalogue;
  readonly tree: () => OrgTree;
  readonly now: () => number;
  readonly verify: VerifyIdentity;
  readonly onFailure: (error: unknown) => void;
};

type Refusal = ReturnType<typeof refusal>;

const nothingDue: GetDueResponse = { period: '', dueAt: 0, provisional: false, reminders: [], expected: 0 };

// Undefined: nothing is due.
function askedPeriod(
  { catalogue, now }: DueRpcPorts,
  { dataset: id, period: text }: GetDueRequest,
): Result<DuePeriod | undefined, Refusal> {
  const dataset = catalogue().datasets.get(id);
  if (dataset === undefined) return err(refusal('NOT_FOUND', 'no such dataset'));
  if (text === '') return ok(nextDue(dataset, now()));
  const period = parsePeriod(text);
  return period.ok ? ok(duePeriod(dataset, period.value)) : err(refusal('INVALID_ARGUMENT', 'no such period'));
}

function expectedBelow({ catalogue, tree }: DueRpcPorts, unit: OrgUnit, { dataset: id, period }: Asked): number {
  const dataset = catalogue().datasets.get(id);
  if (dataset === undefined) return 0;
  return [...subtreeOf(tree(), unit, period.end)].filter((one) => isExpected(dataset, one, period)).length;
}

type Asked = { readonly dataset: string; readonly period: Period };

function dueAnswer(ports: DueRpcPorts, request: GetDueRequest, caller: Identity): Result<GetDueResponse, Refusal> {
  const found = askedPeriod(ports, request);
  const day = found.ok && found.value !== undefined ? found.value.period.end : shanghaiDay(ports.now());
  const unit = nearestPlace(ports.tree(), request.orgUnit || caller.orgUnit, day);
  if (unit === undefined || !maySee(caller, unit.path)) return err(refusal('NOT_FOUND', 'no such org unit'));
  if (!found.ok) return found;
  if (found.value === undefined) return ok(nothingDue);
  const { period, due, reminders } = found.value;
  const expected = expectedBelow(ports, unit, { dataset: request.dataset, period });
  return ok({ period: period.text, dueAt: due.at, provisional: due.provisional, reminders: [...reminders], expected });
}

/** Says by when submissions are due. */
export function dueRpc(ports: DueRpcPorts): Rpc<typeof DueServiceService, DueServiceServer> {
  const answer = unary<Identity>(ports.verify, ports.onFailure);
  return {
    definition: DueServiceService,
    handlers: {
      getDue: answer((request: GetDueRequest, { caller }) => Promise.resolve(dueAnswer(ports, request, caller))),
    },
  };
}
