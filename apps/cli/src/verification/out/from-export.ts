import type {
  ExportedAlert,
  ExportedCatalogue,
  ExportedCell,
  ExportedRollup,
  ExportedScorecard,
} from '@xiaomai/gateway-api/export';
import type { OrgUnit as ExportedUnit } from '@xiaomai/gateway-api/org-unit';
import type { SubmissionRevision } from '@xiaomai/gateway-api/submission';
import type { StoredAlert, StoredCell, StoredRollup, StoredScorecard } from '../domain/compare/stored.ts';
import type { CatalogueExport } from '../domain/recount/catalogue.ts';
import type { Revision } from '../domain/recount/ledger.ts';
import type { OrgUnit } from '../domain/recount/tree.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

/** Puts the pieces of the exported catalogue together. */
export function catalogueFrom(pieces: readonly ExportedCatalogue[]): CatalogueExport {
  const catalogue: Mutable<CatalogueExport> = { indicators: [], targets: [], groups: [], datasets: [] };
  for (const piece of pieces) {
    if (piece.kind === 'indicator') catalogue.indicators.push(piece.indicator);
    if (piece.kind === 'target') catalogue.targets.push(targetFrom(piece.target));
    if (piece.kind === 'group') catalogue.groups.push(piece.group);
    if (piece.kind === 'dataset') catalogue.datasets.push(piece.dataset);
  }
  return catalogue;
}

const targetFrom = (
  target: Extract<ExportedCatalogue, { kind: 'target' }>['target'],
): CatalogueExport['targets'][number] => ({
  ...target,
  value: target.value ?? '',
  upper: target.upper ?? '',
  validFrom: target.validFrom ?? '',
  validTo: target.validTo ?? '',
  due: target.due ?? '',
});

export const orgUnitFrom = ({ id, parent, type, validFrom, validTo }: ExportedUnit): OrgUnit => ({
  ...{ id, type, parent: parent ?? '' },
  validFrom: validFrom ?? '',
  validTo: validTo ?? '',
});

export const revisionFrom = ({ values, receivedAt, ...submission }: SubmissionRevision): Revision => ({
  ...submission,
  receivedAt: Date.parse(receivedAt),
  figures: values.map(figureFrom),
  withdrawn: values.length > 0 && values.every((value) => 'withdrawn' in value),
});

// A figure that was taken back says nothing: 0 of 0.
function figureFrom(value: SubmissionRevision['values'][number]): Revision['figures'][number] {
  const { indicator } = value;
  if ('numerator' in value) return { indicator, numerator: value.numerator, denominator: value.denominator, value: '' };
  return { indicator, numerator: 0, denominator: 0, value: 'withdrawn' in value ? '' : String(value.value) };
}

const cellFrom = (cell: ExportedCell): StoredCell => ({ ...cell, value: cell.value ?? '', target: cell.target ?? '' });

export const scorecardFrom = (line: ExportedScorecard): StoredScorecard => ({
  ...line,
  receivedAt: Date.parse(line.receivedAt),
  cells: line.cells.map(cellFrom),
});

export const rollupFrom = (line: ExportedRollup): StoredRollup => ({
  ...line,
  receivedAt: Date.parse(line.receivedAt),
  cells: line.cells.map((cell) => ({ ...cellFrom(cell), ...cell.units })),
});

// Of a ratio the public `value` is its percentage: the two numbers say it exactly.
export const alertFrom = (line: ExportedAlert): StoredAlert => ({
  ...line,
  numerator: line.numerator ?? 0,
  denominator: line.denominator ?? 0,
  value: line.numerator === undefined ? (line.value ?? '') : '',
  comparator: line.comparator ?? '',
  targetValue: line.target ?? '',
  receivedAt: line.receivedAt === null ? 0 : Date.parse(line.receivedAt),
});
