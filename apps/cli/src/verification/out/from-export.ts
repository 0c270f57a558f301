import type {
  ExportedAlert,
  ExportedCatalogue,
  ExportedCell,
  ExportedHazard,
  ExportedRollup,
  ExportedRoundEntry,
  ExportedScorecard,
} from '@xiaomai/gateway-api/export';
import type { OrgUnit as ExportedUnit } from '@xiaomai/gateway-api/org-unit';
import type { SubmissionRevision } from '@xiaomai/gateway-api/submission';
import type { StoredAlert, StoredCell, StoredRollup, StoredScorecard } from '../domain/compare/stored.ts';
import { canonical, readDecimal } from '../domain/figures/fraction.ts';
import type { Finding } from '../domain/judging/findings.ts';
import type { CatalogueExport, DatasetExport, Indicator, TargetExport } from '../domain/rules/catalogue.ts';
import type { OrgUnit } from '../domain/rules/tree.ts';
import type { Revision } from '../domain/units/book.ts';
import type { StoredHazard, StoredRound } from '../domain/units/hazard-ledger.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };
type PieceOf<Kind extends ExportedCatalogue['kind']> = Extract<ExportedCatalogue, { kind: Kind }>;

const textOf = (text: string | null): string => text ?? '';
const instantOf = (text: string | null): number => (text === null ? 0 : Date.parse(text));

const indicatorFrom = ({ indicator }: PieceOf<'indicator'>): Indicator => ({
  ...indicator,
  plausibleMin: textOf(indicator.plausibleMin),
  plausibleMax: textOf(indicator.plausibleMax),
  outlierFloor: textOf(indicator.outlierFloor),
});

const targetFrom = ({ target }: PieceOf<'target'>): TargetExport => ({
  ...target,
  value: textOf(target.value),
  upper: textOf(target.upper),
  validFrom: textOf(target.validFrom),
  validTo: textOf(target.validTo),
  due: textOf(target.due),
  base: target.base ?? '',
  basePeriod: textOf(target.basePeriod),
  other: textOf(target.other),
  before: textOf(target.before),
});

const datasetFrom = ({ dataset }: PieceOf<'dataset'>): DatasetExport => ({
  ...dataset,
  due: dataset.due && { ...dataset.due, validFrom: textOf(dataset.due.validFrom) },
  validFrom: textOf(dataset.validFrom),
  validTo: textOf(dataset.validTo),
});

/** Puts the pieces of the exported catalogue together. */
export function catalogueFrom(pieces: readonly ExportedCatalogue[]): CatalogueExport {
  const catalogue: Mutable<CatalogueExport> = { indicators: [], targets: [], groups: [], datasets: [] };
  for (const piece of pieces) {
    if (piece.kind === 'indicator') catalogue.indicators.push(indicatorFrom(piece));
    if (piece.kind === 'target') catalogue.targets.push(targetFrom(piece));
    if (piece.kind === 'group') catalogue.groups.push(piece.group);
    if (piece.kind === 'dataset') catalogue.datasets.push(datasetFrom(piece));
  }
  return catalogue;
}

export const orgUnitFrom = ({ id, parent, type, tags, validFrom, validTo }: ExportedUnit): OrgUnit => ({
  ...{ id, type, tags, parent: textOf(parent), validFrom: textOf(validFrom), validTo: textOf(validTo) },
});

// A figure that was taken back says nothing: 0 of 0.
function figureFrom(said: SubmissionRevision['values'][number]): Revision['figures'][number] {
  const { indicator } = said;
  if ('numerator' in said) {
    const { numerator, denominator, statedRate = '' } = said;
    return { indicator, numerator, denominator, value: '', statedRate };
  }
  return { indicator, numerator: 0, denominator: 0, value: 'withdrawn' in said ? '' : said.value, statedRate: '' };
}

export const revisionFrom = ({ values, ...submission }: SubmissionRevision): Revision => ({
  id: submission.id,
  orgUnit: submission.orgUnit,
  dataset: submission.dataset,
  period: submission.period,
  revision: submission.revision,
  receivedAt: Date.parse(submission.receivedAt),
  figures: values.map(figureFrom),
  withdrawn: values.length > 0 && values.every((value) => 'withdrawn' in value),
});

const cellFrom = (cell: ExportedCell): StoredCell => ({
  indicator: cell.indicator,
  numerator: cell.numerator,
  denominator: cell.denominator,
  value: textOf(cell.value),
  verdict: cell.verdict,
  target: textOf(cell.target),
  against: textOf(cell.against),
  measured: textOf(cell.measured),
});

const placeFrom = (line: ExportedScorecard | ExportedRollup) => ({
  ...{ orgUnit: line.orgUnit, dataset: line.dataset, period: line.period, parent: line.parent, path: line.path },
  ...{ version: line.version, receivedAt: Date.parse(line.receivedAt) },
});

// A number is the same however many zeros end its text.
function numberText(text: string): string {
  const number = readDecimal(text);
  return number === undefined ? text : canonical(number);
}

function findingFrom(line: ExportedScorecard['findings'][number]): Finding {
  const { code, indicator, spread = '', floored = false, among } = line;
  const finding = { code, indicator, check: textOf(line.check) };
  if (among === undefined) return finding;
  const told = { found: numberText(line.found), expected: numberText(line.expected), spread: numberText(spread) };
  return { ...finding, outlier: { ...told, floored, among } };
}

export const scorecardFrom = (line: ExportedScorecard): StoredScorecard => ({
  ...placeFrom(line),
  ...{ revision: line.revision, missing: line.missing, late: line.late, withdrawn: line.withdrawn },
  dueAt: instantOf(line.dueAt),
  cells: line.cells.map((cell) => ({ ...cellFrom(cell), statedRate: textOf(cell.statedRate) })),
  groups: line.groups,
  findings: line.findings.map(findingFrom),
});

export const rollupFrom = (line: ExportedRollup): StoredRollup => ({
  ...placeFrom(line),
  ...{ reported: line.reported, missing: line.missing, late: line.late, groups: line.groups, findings: line.findings },
  cells: line.cells.map((cell) => ({
    ...cellFrom(cell),
    ...cell.units,
    ...{ valued: cell.valued, failing: cell.failing },
    latestAt: instantOf(cell.latestAt),
    latestUnit: textOf(cell.latestUnit),
  })),
});

// Of a ratio the public `value` is its percentage: the two numbers say it exactly.
export const alertFrom = (line: ExportedAlert): StoredAlert => ({
  ...{ id: line.id, orgUnit: line.orgUnit, indicator: line.indicator ?? line.rule ?? '' },
  ...{ path: line.path, dataset: line.dataset },
  ...{ period: line.period, severity: line.severity, condition: line.condition },
  numerator: line.numerator ?? 0,
  denominator: line.denominator ?? 0,
  value: line.numerator === undefined ? textOf(line.value) : '',
  comparator: line.comparator ?? '',
  targetValue: textOf(line.target),
  receivedAt: instantOf(line.receivedAt),
});

export const hazardFrom = (line: ExportedHazard): StoredHazard => ({
  ...{ orgUnit: line.orgUnit, foundOn: line.foundOn, isMajor: line.severity === 'major', state: line.state },
  ...{ overdue: line.overdueMarked, reopened: line.reopened, isRechecked: line.rechecks.length > 0 },
  version: line.version,
  changedAt: Math.max(0, ...line.timeline.map(({ at }) => Date.parse(at))),
});

export const roundFrom = (line: ExportedRoundEntry): StoredRound => ({
  ...{ orgUnit: line.orgUnit, end: line.end, isOver: line.over, isRegistered: line.registered },
  visits: line.visits.map(({ day }) => day),
});
