import type { Alert as WireAlert } from '@xiaomai/contracts/alert';
import type { Cell, Finding, Rollup, RollupCell, Scorecard } from '@xiaomai/contracts/scorecard';
import type { Catalogue } from '@xiaomai/gateway-api/catalogue';
import type {
  ExportedAlert,
  ExportedCatalogue,
  ExportedCell,
  ExportedRollup,
  ExportedScorecard,
} from '@xiaomai/gateway-api/export';
import { outlierOf } from '@xiaomai/gateway-api/finding';

import { alertDetailFromWire } from './alert.ts';
import { verdictNames } from './enum-names.ts';
import { instant, instantOrNull, textOrNull } from './figure.ts';

const cellFromWire = (cell: Cell | RollupCell): ExportedCell => ({
  indicator: cell.indicator,
  numerator: cell.numerator,
  denominator: cell.denominator,
  value: textOrNull(cell.value),
  verdict: verdictNames[cell.verdict],
  target: textOrNull(cell.target),
  against: textOrNull(cell.against),
  measured: textOrNull(cell.measured),
});

const placeFromWire = (wire: Scorecard | Rollup) => ({
  orgUnit: wire.orgUnit,
  dataset: wire.dataset,
  period: wire.period,
  parent: wire.parent,
  path: wire.path,
  version: wire.version,
  catalogueVersion: wire.catalogueVersion,
  receivedAt: instant(wire.receivedAt),
});

const exportedFinding = (wire: Finding): ExportedScorecard['findings'][number] => {
  const { code, indicator, check, found, expected } = wire;
  return { code, indicator, check: textOrNull(check), found, expected, ...outlierOf(wire) };
};

export const exportedScorecard = (wire: Scorecard): ExportedScorecard => ({
  kind: 'scorecard',
  ...placeFromWire(wire),
  revision: wire.revision,
  cause: wire.cause,
  judgedAt: instant(wire.judgedAt),
  cells: wire.cells.map((cell) => ({ ...cellFromWire(cell), statedRate: textOrNull(cell.statedRate) })),
  groups: wire.groups.map(({ group, verdict }) => ({ group, verdict: verdictNames[verdict] })),
  findings: wire.findings.map(exportedFinding),
  missing: wire.missing,
  late: wire.late,
  withdrawn: wire.withdrawn,
  dueAt: instantOrNull(wire.dueAt),
});

export const exportedRollup = (wire: Rollup): ExportedRollup => ({
  kind: 'rollup',
  ...placeFromWire(wire),
  treeVersion: wire.treeVersion,
  reported: wire.reported,
  rolledAt: instant(wire.rolledAt),
  cells: wire.cells.map((cell) => {
    const { met, atRisk, breached, noData, notApplicable, valued, failing } = cell;
    return {
      ...cellFromWire(cell),
      ...{ units: { met, atRisk, breached, noData, notApplicable }, valued, failing },
      latestAt: instantOrNull(cell.latestAt),
      latestUnit: textOrNull(cell.latestUnit),
    };
  }),
  groups: wire.groups.map(({ group, verdict, met, judged }) => ({
    group,
    verdict: verdictNames[verdict],
    met,
    judged,
  })),
  missing: wire.missing,
  late: wire.late,
  findings: wire.findings,
});

export const exportedAlert = (wire: WireAlert, nowMs: number): ExportedAlert => ({
  ...alertDetailFromWire(wire, { nowMs, language: 'zh-CN' }),
  path: wire.path,
  scorecardVersion: wire.scorecardVersion,
  handlingVersion: wire.handlingVersion,
});

export function* exportedCatalogue({
  version,
  packs,
  indicators,
  targets,
  datasets,
}: Catalogue): Generator<ExportedCatalogue> {
  yield { kind: 'version', version };
  for (const { groups, ...pack } of packs) {
    yield { kind: 'pack', pack };
    for (const group of groups) yield { kind: 'group', group };
  }
  for (const indicator of indicators) yield { kind: 'indicator', indicator };
  for (const target of targets) yield { kind: 'target', target };
  for (const dataset of datasets) yield { kind: 'dataset', dataset };
}
