import type {
  ChangeOrgUnitRequest,
  GetOrgUnitResponse,
  OrgTreeChange as WireChange,
  OrgUnit as WireOrgUnit,
  OrgUnitPart,
} from '@xiaomai/contracts/org-tree';
import type { OrgUnit, OrgUnitDetail, OrgUnitEntry } from '@xiaomai/gateway-api/org-unit';
import { OrgTreeChange, type OrgUnitCommand } from '@xiaomai/gateway-api/org-unit-command';

import type { OrgUnitOrder } from '../../flow/org-tree.ts';
import { instant, textOrNull } from './figure.ts';

export const orgUnitFromWire = (wire: WireOrgUnit): OrgUnit => ({
  id: wire.id,
  parent: textOrNull(wire.parent),
  type: wire.type,
  nameZh: wire.nameZh,
  nameEn: textOrNull(wire.nameEn),
  path: wire.path,
  validFrom: textOrNull(wire.validFrom),
  validTo: textOrNull(wire.validTo),
  tags: wire.tags,
});

/** The path is left empty: `indicator` computes it. */
export const orgUnitToWire = (entry: OrgUnitEntry): WireOrgUnit => ({
  id: entry.id,
  parent: entry.parent ?? '',
  type: entry.type,
  nameZh: entry.nameZh,
  nameEn: entry.nameEn ?? '',
  path: '',
  validFrom: entry.validFrom ?? '',
  validTo: entry.validTo ?? '',
  tags: entry.tags ?? [],
});

export const orgUnitDetailFromWire = (wire: GetOrgUnitResponse, orgUnit: WireOrgUnit): OrgUnitDetail => ({
  ...orgUnitFromWire(orgUnit),
  ancestors: wire.ancestors.map(orgUnitFromWire),
  places: wire.places.map(orgUnitFromWire),
  successors: wire.successors,
  predecessors: wire.predecessors,
  version: wire.version,
});

const verb = OrgTreeChange.shape.verb;

export const treeChangeFromWire = (wire: WireChange): OrgTreeChange => ({
  ...wire,
  verb: verb.parse(wire.verb),
  orgUnit: textOrNull(wire.orgUnit),
  from: textOrNull(wire.from),
  at: instant(wire.at),
});

type Change = NonNullable<ChangeOrgUnitRequest['change']>;

type Of<Verb extends OrgUnitCommand['verb']> = Extract<OrgUnitCommand, { verb: Verb }>;

const changeOf: { readonly [Verb in OrgUnitCommand['verb']]: (command: Of<Verb>) => Change } = {
  move: ({ parent }) => ({ $case: 'move', value: { parent } }),
  rename: ({ nameZh, nameEn = '' }) => ({ $case: 'rename', value: { nameZh, nameEn } }),
  reclassify: ({ type, tags }) => ({ $case: 'reclassify', value: { type, tags } }),
  close: () => ({ $case: 'close', value: {} }),
  open: ({ parent, type, nameZh, nameEn = '', tags = [] }) => ({
    $case: 'open',
    value: { parent, type, nameZh, nameEn, tags },
  }),
  merge: ({ into }) => ({ $case: 'merge', value: { into } }),
  split: ({ closes, parts }) => ({ $case: 'split', value: { closes, parts: parts.map(partToWire) } }),
};

type Part = Of<'split'>['parts'][number];

const partToWire = ({ id, nameZh, type = '', nameEn = '', tags = [], children = [] }: Part): OrgUnitPart => ({
  ...{ id, type, nameZh, nameEn },
  tags,
  children,
});

export const orderToWire = ({ id, ifMatch, command }: OrgUnitOrder): ChangeOrgUnitRequest => ({
  ...{ id, ifMatch, from: command.from, reason: command.reason },
  change: (changeOf[command.verb] as (one: OrgUnitCommand) => Change)(command),
});
