import type {
  CatalogueSnapshot,
  CatalogueVersion as WireVersion,
  Dataset as WireDataset,
  Group as WireGroup,
  Indicator as WireIndicator,
  Source as WireSource,
  Target as WireTarget,
} from '@xiaomai/contracts/catalogue';
import type {
  Catalogue,
  CatalogueVersion,
  Dataset,
  Group,
  Indicator,
  Source,
  Target,
} from '@xiaomai/gateway-api/catalogue';

import { baseNames, checkKindNames, directionNames, measureNames, pathKindNames } from './catalogue-names.ts';
import { aggregationNames, comparatorNames, kindNames, severityNames } from './enum-names.ts';
import { textOrNull } from './figure.ts';

const sourceFromWire = (source: WireSource | undefined): Source | null => (source === undefined ? null : { ...source });

const indicatorFromWire = (wire: WireIndicator): Indicator => ({
  ...wire,
  kind: kindNames[wire.kind],
  aggregation: aggregationNames[wire.aggregation],
  source: sourceFromWire(wire.source),
  direction: directionNames[wire.direction],
  plausibleMin: textOrNull(wire.plausibleMin),
  plausibleMax: textOrNull(wire.plausibleMax),
  outlierFloor: textOrNull(wire.outlierFloor),
});

const pathFromWire = ({ pathKind, stages }: WireTarget): Target['path'] => {
  const kind = pathKindNames[pathKind];
  return kind === null ? null : { kind, stages };
};

/** A target as the API shows it. */
export const targetFromWire = (wire: WireTarget): Target => ({
  id: wire.id,
  indicator: wire.indicator,
  comparator: comparatorNames[wire.comparator] ?? 'equals',
  value: textOrNull(wire.value),
  upper: textOrNull(wire.upper),
  severity: severityNames[wire.severity] ?? 'notice',
  soft: wire.soft,
  validFrom: textOrNull(wire.validFrom),
  validTo: textOrNull(wire.validTo),
  due: textOrNull(wire.due),
  scope: wire.scope,
  source: sourceFromWire(wire.source),
  types: wire.types,
  tags: wire.tags,
  measure: measureNames[wire.measure],
  base: baseNames[wire.base],
  basePeriod: textOrNull(wire.basePeriod),
  other: textOrNull(wire.other),
  times: wire.times === '' ? '1' : wire.times,
  order: wire.order,
  before: textOrNull(wire.before),
  path: pathFromWire(wire),
  projected: wire.projected,
  owners: wire.owners,
});

const groupFromWire = (wire: WireGroup): Group => ({ ...wire, source: sourceFromWire(wire.source) });

export const dueFromWire = (due: WireDataset['due']): Dataset['due'] =>
  due === undefined ? null : { ...due, validFrom: textOrNull(due.validFrom) };

const datasetFromWire = (wire: WireDataset): Dataset => ({
  ...wire,
  due: dueFromWire(wire.due),
  checks: wire.checks.map((check) => ({ ...check, kind: checkKindNames[check.kind] })),
  validFrom: textOrNull(wire.validFrom),
  validTo: textOrNull(wire.validTo),
});

const sinceOf = (atMs: number): string | null => (atMs === 0 ? null : new Date(atMs).toISOString());

export const versionFromWire = ({ version, since, changed }: WireVersion): CatalogueVersion => ({
  version,
  since: sinceOf(since),
  changed: changed.map(({ id, version: text, nameZh, change }) => ({ id, version: text, nameZh, change })),
});

export function catalogueFromWire(wire: CatalogueSnapshot): Catalogue {
  const groups = wire.groups.map(groupFromWire);
  return {
    version: wire.version,
    packs: wire.packs.map((pack) => ({
      ...pack,
      since: sinceOf(pack.since),
      groups: groups.filter((group) => group.pack === pack.id),
    })),
    indicators: wire.indicators.map(indicatorFromWire),
    targets: wire.targets.map(targetFromWire),
    datasets: wire.datasets.map(datasetFromWire),
  };
}
