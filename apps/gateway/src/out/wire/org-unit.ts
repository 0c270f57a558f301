import type { OrgUnit as WireOrgUnit } from '@xiaomai/contracts/org-tree';
import type { OrgUnit, OrgUnitEntry } from '@xiaomai/gateway-api/org-unit';

import { textOrNull } from './figure.ts';

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
