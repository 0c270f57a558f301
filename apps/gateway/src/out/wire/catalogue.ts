import type {
  CatalogueSnapshot,
  Dataset as WireDataset,
  Group as WireGroup,
  Indicator as WireIndicator,
  Source as WireSource,
  Target as WireTarget,
} from '@xiaomai/contracts/catalogue';
import type { Catalogue, Dataset, Group, Indicator, Source, Target } from '@xiaomai/gateway-api/catalogue';

import { aggregationNames, comparatorNames, kindNames, severityNames } from './enum-names.ts';
import { textOrNull } from './figure.ts';

const sourceFromWire = (source: WireSource | undefined): Source | null => (source === undefined ? null : { ...source });

const indicatorFromWire = (wire: WireIndicator): Indicator => ({
  ...wire,
  kind: kindNames[wire.kind],
  aggregation: aggregationNames[wire.aggregation],
  source: sourceFromWire(wire.source),
});

const targetFromWire = (wire: WireTarget): Target => ({
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
});

const groupFromWire = (wire: WireGroup): Group => ({ ...wire, source: sourceFromWire(wire.source) });

const datasetFromWire = (wire: WireDataset): Dataset => ({ ...wire });

export function catalogueFromWire(wire: CatalogueSnapshot): Catalogue {
  const groups = wire.groups.map(groupFromWire);
  return {
    version: wire.version,
    packs: wire.packs.map((pack) => ({ ...pack, groups: groups.filter((group) => group.pack === pack.id) })),
    indicators: wire.indicators.map(indicatorFromWire),
    targets: wire.targets.map(targetFromWire),
    datasets: wire.datasets.map(datasetFromWire),
  };
}
