import {
  OrgTreeServiceService,
  type ChangeOrgUnitRequest,
  type ChangeOrgUnitResponse,
  type GetOrgUnitRequest,
  type GetOrgUnitResponse,
  type ImportOrgUnitsRequest,
  type ImportOrgUnitsResponse,
  type ListOrgTreeChangesRequest,
  type ListOrgTreeChangesResponse,
  type ListOrgUnitsRequest,
  type ListOrgUnitsResponse,
  type OrgTreeServiceServer,
} from '@xiaomai/contracts/org-tree';
import { refusal, serverStream, unary } from '@xiaomai/grpc';
import { maySee, type Identity, type VerifyIdentity } from '@xiaomai/identity';
import { err, ok } from '@xiaomai/kernel';
import { shanghaiDay } from '@xiaomai/period';
import type { Rpc } from '../../catalogue/in/catalogue.rpc.ts';
import type { Watched } from '../../catalogue/flow/watched.ts';
import { ancestorsOf, childrenOn, placeOn, subtreeOf, type OrgTree, type OrgUnit } from '../domain/org-tree.ts';
import type { ChangeOrgTree } from '../flow/change-org-tree.ts';
import type { ImportOrgUnits } from '../flow/import-org-units.ts';
import type { OrgTreeStore } from '../flow/org-tree-store.ts';
import { mayKnowChanges, seenChanges } from '../flow/seen-changes.ts';
import { changeMessage, chunksOf, commandOf, unitMessage } from './org-tree-wire.ts';

/** What the answers are made of. */
export type OrgTreeRpcPorts = {
  readonly tree: Watched<OrgTree>;
  readonly importUnits: ImportOrgUnits;
  readonly change: ChangeOrgTree;
  readonly changes: OrgTreeStore['changes'];
  readonly now: () => number;
  readonly verify: VerifyIdentity;
  readonly onFailure: (error: unknown) => void;
};

const mostListed = 500;
const notFound = refusal('NOT_FOUND', 'no such org unit');
const onlyAdmin = refusal('PERMISSION_DENIED', 'only the administrator changes the tree');
const onlyBureau = refusal('PERMISSION_DENIED', 'schools have nothing to do with how the tree changes');
const pageSize = (limit: number): number => Math.min(limit > 0 ? limit : 50, mostListed);

function* named(tree: OrgTree, { ids, parent, asOf }: ListOrgUnitsRequest): Generator<OrgUnit> {
  for (const id of new Set(ids)) {
    const unit = placeOn(tree, id, asOf);
    if (unit !== undefined && (parent === '' || unit.parent === parent)) yield unit;
  }
}

function* candidates(tree: OrgTree, request: ListOrgUnitsRequest, caller: Identity): Generator<OrgUnit> {
  if (request.ids.length > 0) {
    yield* named(tree, request);
    return;
  }
  if (request.parent !== '') {
    yield* childrenOn(tree, request.parent, request.asOf);
    return;
  }
  const own = placeOn(tree, caller.orgUnit, request.asOf);
  if (own !== undefined) yield* subtreeOf(tree, own, request.asOf);
}

function list(tree: OrgTree, request: ListOrgUnitsRequest, caller: Identity): ListOrgUnitsResponse {
  const limit = pageSize(request.limit);
  const found = [...candidates(tree, request, caller)]
    .filter((unit) => maySee(caller, unit.path))
    .filter((unit) => request.type === '' || unit.type === request.type);
  const from = request.cursor === '' ? 0 : found.findIndex(({ id }) => id === request.cursor) + 1;
  const page = found.slice(from, from + limit);
  const next = from + limit < found.length ? (page.at(-1)?.id ?? '') : '';
  return { orgUnits: page.map(unitMessage), next };
}

function describe(tree: OrgTree, unit: OrgUnit, day: string): GetOrgUnitResponse {
  const history = tree.histories.get(unit.id);
  const heirs = [...tree.histories.values()].filter(({ successors }) => successors.includes(unit.id));
  return {
    orgUnit: unitMessage(unit),
    ancestors: ancestorsOf(tree, unit, day).map(unitMessage),
    version: history?.version ?? 0,
    places: (tree.places.get(unit.id) ?? []).map(unitMessage),
    successors: [...(history?.successors ?? [])],
    predecessors: heirs.map(({ id }) => id),
  };
}

type Commands = Pick<OrgTreeServiceServer, 'importOrgUnits' | 'changeOrgUnit' | 'listOrgTreeChanges'>;

function commands(ports: OrgTreeRpcPorts): Commands {
  const ask = unary<Identity>(ports.verify, ports.onFailure);
  return {
    importOrgUnits: ask(async (request: ImportOrgUnitsRequest, { caller }) => {
      if (caller.role !== 'admin') return err(onlyAdmin);
      const outcome = await ports.importUnits(request.orgUnits, caller.subject);
      if (outcome.ok) return ok<ImportOrgUnitsResponse>(outcome.value);
      return err(refusal('INVALID_ARGUMENT', JSON.stringify(outcome.reason)));
    }),
    changeOrgUnit: ask(async (request: ChangeOrgUnitRequest, { caller }) => {
      if (caller.role !== 'admin') return err(onlyAdmin);
      const command = commandOf(request);
      if (!command.ok) return err(refusal('INVALID_ARGUMENT', JSON.stringify(command.reason)));
      const { reason, ifMatch } = request;
      const sees = (path: string): boolean => maySee(caller, path);
      const order = { command: command.value, reason, by: caller.subject, maySee: sees, ifMatch };
      const outcome = await ports.change(order);
      if (outcome.ok) {
        const { version, change } = outcome.value;
        return ok<ChangeOrgUnitResponse>({ version, change: change && changeMessage(change) });
      }
      if (outcome.reason === 'not-found') return err(notFound);
      if (outcome.reason === 'moved-on') return err(refusal('ABORTED', 'the org unit has changed since'));
      return err(refusal('INVALID_ARGUMENT', JSON.stringify(outcome.reason)));
    }),
    listOrgTreeChanges: ask(async ({ orgUnit, limit, before }: ListOrgTreeChangesRequest, { caller }) => {
      if (!mayKnowChanges(caller)) return err(onlyBureau);
      const most = pageSize(limit);
      const found = await seenChanges(
        { tree: ports.tree.get(), changes: ports.changes },
        { unit: orgUnit, before, limit: most + 1 },
        caller,
      );
      const page = found.slice(0, most);
      const next = found.length > most ? (page.at(-1)?.version ?? 0) : 0;
      return ok<ListOrgTreeChangesResponse>({ changes: page.map(changeMessage), next });
    }),
  };
}

/** Answers questions on the tree, each within what the caller may see, and takes the commands of the administrator. */
export function orgTreeRpc(ports: OrgTreeRpcPorts): Rpc<typeof OrgTreeServiceService, OrgTreeServiceServer> {
  const ask = unary<Identity>(ports.verify, ports.onFailure);
  const stream = serverStream<Identity>(ports.verify, ports.onFailure);
  const dayOf = (asOf: string): string => (asOf === '' ? shanghaiDay(ports.now()) : asOf);
  return {
    definition: OrgTreeServiceService,
    handlers: {
      ...commands(ports),
      getOrgUnit: ask(({ id, asOf }: GetOrgUnitRequest, { caller }) => {
        const day = dayOf(asOf);
        const unit = placeOn(ports.tree.get(), id, day);
        if (unit === undefined || !maySee(caller, unit.path)) return Promise.resolve(err(notFound));
        return Promise.resolve(ok(describe(ports.tree.get(), unit, day)));
      }),
      listOrgUnits: ask((request: ListOrgUnitsRequest, { caller }) => {
        const wanted = { ...request, asOf: dayOf(request.asOf) };
        return Promise.resolve(ok<ListOrgUnitsResponse>(list(ports.tree.get(), wanted, caller)));
      }),
      followOrgTree: stream((_request: object, { caller, aborted }) =>
        Promise.resolve(
          caller.role === 'service' || caller.role === 'admin'
            ? ok(chunksOf(ports.tree, aborted))
            : err(refusal('PERMISSION_DENIED', 'only services follow the tree')),
        ),
      ),
    },
  };
}
