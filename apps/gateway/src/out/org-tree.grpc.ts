import { status } from '@grpc/grpc-js';
import { OrgTreeServiceClient } from '@xiaomai/contracts/org-tree';
import type { OrgUnit } from '@xiaomai/gateway-api/org-unit';
import { call, createClient, openStream } from '@xiaomai/grpc';
import { err, ok } from '@xiaomai/kernel';
import { z } from 'zod';

import type { OrgTree, OrgUnitFault } from '../flow/org-tree.ts';
import { hasStatus } from './failed-call.grpc.ts';
import { messagesOf } from './messages.grpc.ts';
import { textOrNull } from './wire/figure.ts';
import { orgUnitFromWire, orgUnitToWire } from './wire/org-unit.ts';

const importDeadlineMs = 60_000;

const importFaults = z.array(
  z.object({ unit: z.string(), rule: z.enum(['invalid-id', 'unknown-parent', 'cycle', 'second-root']) }),
);

// The faults of an import travel as JSON in the details of its status.
function importFaultsOf(error: unknown): readonly OrgUnitFault[] | undefined {
  if (!hasStatus(error, status.INVALID_ARGUMENT)) return undefined;
  try {
    return importFaults.parse(JSON.parse(error.details));
  } catch {
    return undefined;
  }
}

async function* allOf(client: OrgTreeServiceClient, token: string): AsyncGenerator<OrgUnit> {
  for await (const part of messagesOf(openStream(client.followOrgTree.bind(client), {}, { token }))) {
    yield* part.orgUnits.map(orgUnitFromWire);
    if (part.complete) return;
  }
}

export function grpcOrgTree(address: string): OrgTree {
  const client = createClient(OrgTreeServiceClient, address);
  return {
    list: async (token, { parent = '', type = '', asOf = '', limit, cursor = '' }) => {
      const page = await call(client.listOrgUnits.bind(client), { parent, type, asOf, limit, cursor }, { token });
      return { items: page.orgUnits.map(orgUnitFromWire), next: textOrNull(page.next) };
    },
    get: async (token, id, asOf) => {
      try {
        const { orgUnit, ancestors } = await call(client.getOrgUnit.bind(client), { id, asOf }, { token });
        return orgUnit && { ...orgUnitFromWire(orgUnit), ancestors: ancestors.map(orgUnitFromWire) };
      } catch (error) {
        if (hasStatus(error, status.NOT_FOUND)) return undefined;
        throw error;
      }
    },
    import: async (token, entries) => {
      const request = { orgUnits: entries.map(orgUnitToWire) };
      const options = { token, deadlineMs: importDeadlineMs };
      try {
        const { created, updated, unchanged, version } = await call(
          client.importOrgUnits.bind(client),
          request,
          options,
        );
        return ok({ created, updated, unchanged, version });
      } catch (error) {
        const faults = importFaultsOf(error);
        if (faults === undefined) throw error;
        return err(faults);
      }
    },
    all: (token) => allOf(client, token),
    stop: () => {
      client.close();
    },
  };
}
