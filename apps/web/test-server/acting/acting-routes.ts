import { hazardCommands, type HazardVerb } from '@xiaomai/gateway-api/hazard';
import { orgUnitCommands, type OrgUnitVerb } from '@xiaomai/gateway-api/org-unit-command';
import { PeriodOrder } from '@xiaomai/gateway-api/period';
import { json, problem } from '../answer.ts';
import { unitOf } from '../city/tree.ts';
import { hazardAfter } from './hazards.ts';
import { decide } from './periods.ts';
import type { Asked } from '../reading-routes.ts';

/** A command: what was asked, with the version that was seen. */
export type Commanded = { readonly asked: Asked; readonly body: unknown; readonly ifMatch: string | undefined };

type Command = (commanded: Commanded) => void;

const onHazard: Command = ({ asked, body, ifMatch }) => {
  const { parts, world, person, response } = asked;
  const hazard = world.hazards.get(parts[1] ?? '');
  const verb = parts[2] as HazardVerb;
  if (hazard === undefined || !Object.hasOwn(hazardCommands, verb)) return problem(response, 404);
  const command = hazardCommands[verb].safeParse(body);
  if (!command.success) return problem(response, 422);
  if (ifMatch !== hazard.etag) return problem(response, 412);
  const after = hazardAfter(hazard, { verb, command: command.data, by: person.name });
  world.hazards.set(hazard.id, after);
  return json(response, 200, after);
};

const onPeriod: Command = ({ asked: { parts, world, person, response }, body }) => {
  const [, dataset = '', , period = '', verb] = parts;
  const order = PeriodOrder.safeParse(body);
  if (!order.success || (verb !== 'close' && verb !== 'reopen')) return problem(response, 422);
  if (person.role === 'leader') return problem(response, 403);
  const decided = decide(world.decided, { dataset, period, verb, by: person.name, ...order.data });
  return decided === undefined ? problem(response, 409) : json(response, 200, decided);
};

const onTree: Command = ({ asked: { parts, world, person, response }, body, ifMatch }) => {
  const [, id = ''] = parts;
  const verb = parts[2] as OrgUnitVerb;
  if (person.role !== 'admin') return problem(response, 403);
  if (unitOf(id) === undefined || !Object.hasOwn(orgUnitCommands, verb)) return problem(response, 404);
  const command = orgUnitCommands[verb].safeParse(body);
  if (!command.success) return problem(response, 422);
  if (verb !== 'open' && ifMatch === undefined) return problem(response, 428);
  const { from, reason } = command.data;
  const version = world.changes.length + 1;
  const about = { orgUnit: id, from, reason, by: person.name, at: new Date().toISOString(), changed: [id] };
  const change = { version, verb, ...about, affected: 1 };
  world.changes.unshift(change);
  return json(response, 200, { version, change });
};

export const actingRoutes: Readonly<Record<string, Command>> = {
  hazards: onHazard,
  datasets: onPeriod,
  'org-units': onTree,
};
