import { status } from '@grpc/grpc-js';
import { OrgTreeServiceClient, type OrgUnit } from '@xiaomai/contracts/org-tree';
import { call, createClient } from '@xiaomai/grpc';
import type { IssueIdentity } from '@xiaomai/identity';
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

/** The tree as the service `indicator` answers for it; a unit is remembered for a minute. */
export function grpcOrgUnits(
  address: string,
  issue: IssueIdentity,
  now: () => number,
): OrgUnits & { readonly stop: () => void } {
  const client = createClient(OrgTreeServiceClient, address);
  const remembered = new Map<string, Remembered>();
  // The subtree that is listed is the caller's own: the question is asked from the unit it is about.
  const tokenAt = (orgUnit: string): Promise<string> =>
    issue({ subject: 'alert', role: 'service', orgUnit, path: 'cn/', datasets: [] });

  const asked = async (id: string): Promise<UnitInTree | undefined> => {
    try {
      const token = await tokenAt('cn');
      const { orgUnit, ancestors } = await call(client.getOrgUnit.bind(client), { id, asOf: '' }, { token });
      return orgUnit && unitOf(orgUnit, ancestors);
    } catch (error) {
      if (hasStatus(error, status.NOT_FOUND)) return undefined;
      throw error;
    }
  };

  const listed = async (scope: string, type: string, asOf: string): Promise<readonly OrgUnit[]> => {
    const token = await tokenAt(scope);
    const units: OrgUnit[] = [];
    for (let cursor = ''; ;) {
      const request = { parent: '', type, asOf, limit: pageSize, cursor };
      const page = await call(client.listOrgUnits.bind(client), request, { token, deadlineMs: 20_000 });
      units.push(...page.orgUnits);
      if (page.next === '') return units;
      cursor = page.next;
    }
  };

  return {
    find: async (id) => {
      const known = remembered.get(id);
      if (known !== undefined && known.untilMs > now()) return known.unit;
      const unit = await asked(id);
      if (remembered.size >= mostRemembered) remembered.clear();
      if (unit !== undefined) remembered.set(id, { unit, untilMs: now() + freshMs });
      return unit;
    },
    below: async (scope, types, asOf) => {
      const found = await Promise.all(types.map((type) => listed(scope, type, asOf)));
      return found.flat().map((unit) => unitOf(unit, []));
    },
    stop: () => {
      client.close();
    },
  };
}
