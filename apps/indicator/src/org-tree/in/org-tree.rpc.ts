import {
  OrgTreeServiceService,
  type FollowOrgTreeResponse,
  type GetOrgUnitRequest,
  type GetOrgUnitResponse,
  type ImportOrgUnitsRequest,
  type ImportOrgUnitsResponse,
  type ListOrgUnitsRequest,
  type ListOrgUnitsResponse,
  type OrgTreeServiceServer,
  type OrgUnit as OrgUnitMessage,
} from '@xiaomai/contracts/org-tree';
import { refusal, serverStream, unary } from '@xiaomai/grpc';
import { maySee, type Identity, type VerifyIdentity } from '@xiaomai/identity';
import { err, ok } from '@xiaomai/kernel';
import type { Rpc } from '../../catalogue/in/catalogue.rpc.ts';
import type { Watched } from '../../catalogue/flow/watched.ts';
import { ancestorsOf, existsOn, subtreeOf, type OrgTree, type OrgUnit } from '../domain/org-tree.ts';
import type { ImportOrgUnits } from '../flow/import-org-units.ts';

type Edge = { readonly verify: VerifyIdentity; readonly onFailure: (error: unknown) => void };

const unitsPerChunk = 1_000;
const mostListed = 500;
const toWire = (unit: OrgUnit): OrgUnitMessage => ({ ...unit, tags: [...unit.tags] });
const notFound = refusal('NOT_FOUND', 'no such org unit');

function candidates(tree: OrgTree, request: ListOrgUnitsRequest, caller: Identity): readonly OrgUnit[] {
  if (request.parent !== '') return tree.children.get(request.parent) ?? [];
  const own = tree.units.get(caller.orgUnit);
  return own === undefined ? [] : [...subtreeOf(tree, own)];
}

function list(tree: OrgTree, request: ListOrgUnitsRequest, caller: Identity): ListOrgUnitsResponse {
  const limit = Math.min(request.limit > 0 ? request.limit : 50, mostListed);
  const found = candidates(tree, request, caller)
    .filter((unit) => maySee(caller, unit.path))
    .filter((unit) => request.type === '' || unit.type === request.type)
    .filter((unit) => request.asOf === '' || existsOn(unit, request.asOf));
  const from = request.cursor === '' ? 0 : found.findIndex(({ id }) => id === request.cursor) + 1;
  const page = found.slice(from, from + limit);
  const next = from + limit < found.length ? (page.at(-1)?.id ?? '') : '';
  return { orgUnits: page.map(toWire), next };
}

async function* chunksOf(tree: Watched<OrgTree>, aborted: AbortSignal): AsyncGenerator<FollowOrgTreeResponse> {
  let sent = new Map<string, OrgUnit>();
  for await (const { version, units } of tree.follow(aborted)) {
    const changed = [...units.values()].filter((unit) => sent.get(unit.id) !== unit);
    sent = new Map(units);
    for (let from = 0; from === 0 || from < changed.length; from += unitsPerChunk) {
      const chunk = changed.slice(from, from + unitsPerChunk);
      yield { version, orgUnits: chunk.map(toWire), complete: from + unitsPerChunk >= changed.length };
    }
  }
}

/** Answers questions on the tree, each within what the caller may see, and takes imports of the administrator. */
export function orgTreeRpc(
  tree: Watched<OrgTree>,
  importUnits: ImportOrgUnits,
  edge: Edge,
): Rpc<typeof OrgTreeServiceService, OrgTreeServiceServer> {
  const ask = unary<Identity>(edge.verify, edge.onFailure);
  const stream = serverStream<Identity>(edge.verify, edge.onFailure);
  return {
    definition: OrgTreeServiceService,
    handlers: {
      getOrgUnit: ask((request: GetOrgUnitRequest, { caller }) => {
        const unit = tree.get().units.get(request.id);
        if (unit === undefined || !maySee(caller, unit.path)) return Promise.resolve(err(notFound));
        const ancestors = ancestorsOf(tree.get(), unit).map(toWire);
        return Promise.resolve(ok<GetOrgUnitResponse>({ orgUnit: toWire(unit), ancestors }));
      }),
      listOrgUnits: ask((request: ListOrgUnitsRequest, { caller }) =>
        Promise.resolve(ok<ListOrgUnitsResponse>(list(tree.get(), request, caller))),
      ),
      importOrgUnits: ask(async (request: ImportOrgUnitsRequest, { caller }) => {
        if (caller.role !== 'admin')
          return err(refusal('PERMISSION_DENIED', 'only the administrator changes the tree'));
        const outcome = await importUnits(request.orgUnits);
        if (outcome.ok) return ok<ImportOrgUnitsResponse>(outcome.value);
        return err(refusal('INVALID_ARGUMENT', JSON.stringify(outcome.reason)));
      }),
      followOrgTree: stream((_request: object, { caller, aborted }) =>
        Promise.resolve(
          caller.role === 'service' || caller.role === 'admin'
            ? ok(chunksOf(tree, aborted))
            : err(refusal('PERMISSION_DENIED', 'only services follow the tree')),
        ),
      ),
    },
  };
}
