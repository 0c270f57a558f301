import { status } from '@grpc/grpc-js';
import { OrgTreeServiceClient, type OrgUnit } from '@xiaomai/contracts/org-tree';
import { call, createClient } from '@xiaomai/grpc';
import type { Identity, IssueIdentity } from '@xiaomai/identity';
import type { OrgUnits, UnitInTree } from '../flow/org-units.ts';

type Remembered = { readonly unit: UnitInTree; readonly untilMs: number };

const freshMs = 60_000;
const mostRemembered = 20_000;
const pageSize = 500;

const hasStatus = (error: unknown, code: status): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

const unitOf = (unit: OrgUnit, above: readonly OrgUnit[]): UnitInTree => ({
  ...{ orgUnit: unit.id, orgName: unit.nameZh, path: unit.path, type: unit.type },
  pathNames: [...above.map(({ nameZh }) => nameZh), unit.nameZh],
});

// The subtree that is listed is the caller's own: the question is asked from the unit it is about.
const identityAt = (orgUnit: string): Identity => ({
  ...{ subject: 'alert', role: 'service', orgUnit, path: 'cn/', datasets: [] },
});

async function asked(client: OrgTreeServiceClient, id: string, token: string): Promise<UnitInTree | undefined> {
  try {
    const { orgUnit, ancestors } = await call(client.getOrgUnit.bind(client), { id, asOf: '' }, { token });
    return orgUnit && unitOf(orgUnit, ancestors);
  } catch (error) {
    if (hasStatus(error, status.NOT_FOUND)) return undefined;
    throw error;
  }
}

type Listing = { readonly type: string; readonly asOf: string; readonly token: string };

async function listed(client: OrgTreeServiceClient, { type, asOf, token }: Listing): Promise<readonly OrgUnit[]> {
  const units: OrgUnit[] = [];
  for (let cursor = ''; ;) {
    const request = { parent: '', type, asOf, ids: [], limit: pageSize, cursor };
    const page = await call(client.listOrgUnits.bind(client), request, { token, deadlineMs: 20_000 });
    units.push(...page.orgUnits);
    if (page.next === '') return units;
    cursor = page.next;
  }
}

/** The tree as the service `indicator` answers for it; a unit is remembered for a minute. */
export function grpcOrgUnits(
  address: string,
  issue: IssueIdentity,
  now: () => number,
): OrgUnits & { readonly exists: (id: string) => Promise<boolean>; readonly stop: () => void } {
  const client = createClient(OrgTreeServiceClient, address);
  const remembered = new Map<string, Remembered>();
  return {
    find: async (id) => {
      const known = remembered.get(id);
      if (known !== undefined && known.untilMs > now()) return known.unit;
      const unit = await asked(client, id, await issue(identityAt('cn')));
      if (remembered.size >= mostRemembered) remembered.clear();
      if (unit !== undefined) remembered.set(id, { unit, untilMs: now() + freshMs });
      return unit;
    },
    exists: async (id) => (await asked(client, id, await issue(identityAt('cn')))) !== undefined,
    below: async (scope, types, asOf) => {
      const token = await issue(identityAt(scope));
      const found = await Promise.all(types.map((type) => listed(client, { type, asOf, token })));
      return found.flat().map((unit) => unitOf(unit, []));
    },
    stop: () => {
      client.close();
    },
  };
}
