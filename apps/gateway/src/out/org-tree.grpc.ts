import { status } from '@grpc/grpc-js';
import { OrgTreeServiceClient } from '@xiaomai/contracts/org-tree';
import { isFaultCode } from '@xiaomai/gateway-api/fault-code';
import type { OrgUnit } from '@xiaomai/gateway-api/org-unit';
import { call, createClient, openStream } from '@xiaomai/grpc';
import { err, ok, type Result } from '@xiaomai/kernel';
import { z } from 'zod';

import type { OrgTree } from '../flow/org-tree.ts';
import { hasStatus } from './failed-call.grpc.ts';
import { messagesOf } from './messages.grpc.ts';
import { textOrNull } from './wire/figure.ts';
import {
  orderToWire,
  orgUnitDetailFromWire,
  orgUnitFromWire,
  orgUnitToWire,
  treeChangeFromWire,
} from './wire/org-unit.ts';

const importDeadlineMs = 60_000;

const importFaults = z.array(
  z.object({
    unit: z.string(),
    rule: z.enum(['invalid-id', 'unknown-parent', 'cycle', 'second-root', 'unknown-stretch']),
  }),
);

const changeFaults = z.array(
  z.object({ pointer: z.string(), rule: z.string().refine(isFaultCode), value: z.string() }),
);

// The faults of a command travel as JSON in the details of its status.
async function orFaults<T, Fault>(
  answer: Promise<T>,
  faults: z.ZodType<Fault[]>,
): Promise<Result<T, readonly Fault[]>> {
  try {
    return ok(await answer);
  } catch (error) {
    if (!hasStatus(error, status.INVALID_ARGUMENT)) throw error;
    const parsed = faults.safeParse(jsonOf(error.details));
    if (!parsed.success) throw error;
    return err(parsed.data);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
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
    list: async (token, { parent = '', type = '', asOf = '', ids = [], limit, cursor = '' }) => {
      const request = { parent, type, asOf, ids: [...ids], limit, cursor };
      const page = await call(client.listOrgUnits.bind(client), request, { token });
      return { items: page.orgUnits.map(orgUnitFromWire), next: textOrNull(page.next) };
    },
    get: async (token, id, asOf) => {
      try {
        const found = await call(client.getOrgUnit.bind(client), { id, asOf }, { token });
        return found.orgUnit && orgUnitDetailFromWire(found, found.orgUnit);
      } catch (error) {
        if (hasStatus(error, status.NOT_FOUND)) return undefined;
        throw error;
      }
    },
    import: (token, entries) => {
      const request = { orgUnits: entries.map(orgUnitToWire) };
      const options = { token, deadlineMs: importDeadlineMs };
      return orFaults(call(client.importOrgUnits.bind(client), request, options), importFaults);
    },
    change: async (token, order) => {
      const options = { token, deadlineMs: importDeadlineMs };
      const done = await orFaults(call(client.changeOrgUnit.bind(client), orderToWire(order), options), changeFaults);
      if (!done.ok) return done;
      const { version, change } = done.value;
      return ok({ version, change: change === undefined ? null : treeChangeFromWire(change) });
    },
    changes: async (token, { orgUnit = '', limit, before }) => {
      const page = await call(client.listOrgTreeChanges.bind(client), { orgUnit, limit, before }, { token });
      return { items: page.changes.map(treeChangeFromWire), next: page.next === 0 ? null : String(page.next) };
    },
    all: (token) => allOf(client, token),
    stop: () => {
      client.close();
    },
  };
}
