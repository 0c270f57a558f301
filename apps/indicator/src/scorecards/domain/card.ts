import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { contributeCell, contributeGroup, type CellContribution, type Contribution } from './contribution.ts';
import { parseDecimal } from '../../catalogue/domain/decimal.ts';
import type { Cell } from './judge.ts';
import type { Finding, JudgedFigures } from './scorecard.ts';
import type { Rollup, RollupCell } from './rollup.ts';

/** Which org unit, dataset and period a scorecard or rollup is of. */
export type CardKey = { readonly orgUnit: string; readonly dataset: string; readonly period: string };

/** What one reporting org unit says, judged. */
export type Scorecard = CardKey &
  JudgedFigures & {
    readonly parent: string;
    readonly path: string;
    /** Parents it has added to before the tree changed. */
    readonly formerParents: readonly string[];
    /** Stored one plus one at every change. */
    readonly version: number;
    readonly revision: number;
    /** "<submission id>#<revision>", or what made it be judged anew: "due@…", "catalogue@…", "tree@…", "base@…". */
    readonly cause: string;
    /** Why it was judged anew, in the words of the one who asked for it. */
    readonly reason: string;
    readonly receivedAt: number;
    readonly judgedAt: number;
    readonly catalogueVersion: number;
    /** Due, and nothing stands: no cells, and revision 0 where nothing ever came. */
    readonly missing: boolean;
    /** Came after its due time. */
    readonly late: boolean;
    /** Last due time, Unix milliseconds; 0 = none. */
    readonly dueAt: number;
    /** When it was first received since it stands, where that was an earlier revision; 0 = with this one. */
    readonly firstReceivedAt: number;
    /** Everything was taken back: nothing is reported any more. */
    readonly withdrawn?: boolean;
  };

/** The rollup of one org unit, with what it was made with. */
export type RollupCard = CardKey &
  Rollup & {
    readonly parent: string;
    readonly path: string;
    /** Parents it has added to before the tree changed. */
    readonly formerParents: readonly string[];
    /** Stored one plus one at every write: what is newer. */
    readonly edition: number;
    readonly treeVersion: number;
    readonly catalogueVersion: number;
    readonly rolledAt: number;
  };

/** Whether a submission stands. */
export const hasReported = ({ revision, withdrawn }: Pick<Scorecard, 'revision' | 'withdrawn'>): boolean =>
  revision > 0 && withdrawn !== true;

/** Id of a scorecard, and of the submission it judges. */
export const cardId = (key: CardKey): string => `${key.orgUnit}|${key.dataset}|${key.period}`;

function contributionOfCell(cell: Cell, { orgUnit, receivedAt }: Scorecard, catalogue: Catalogue): CellContribution {
  const aggregation = catalogue.indicators.get(cell.indicator)?.aggregation ?? 'none';
  const contribution = contributeCell(cell, aggregation, { unit: orgUnit, receivedAt });
  if (!catalogue.ofChildren.has(cell.indicator)) return contribution;
  const { indicator, numerator, denominator, value } = cell;
  return { ...contribution, own: { indicator, numerator, denominator, value } };
}

/** Every parent a card has added to, except the one it adds to now: each must hear that it has gone. */
export const leftBehind = (before: Pick<Scorecard, 'parent' | 'formerParents'>, parent: string): readonly string[] =>
  [...new Set([...before.formerParents, before.parent])].filter((one) => one !== parent);

/** The version of a card after a stored one. */
export const succeeding = (card: Scorecard, before: Scorecard): Scorecard => ({
  ...card,
  version: before.version + 1,
  formerParents: leftBehind(before, card.parent),
});

function countByCode(findings: readonly Finding[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { code } of findings) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** What a scorecard adds to its parent; one that was taken back or never came adds nothing but its version and that. */
export function contributionOfCard(card: Scorecard, catalogue: Catalogue): Contribution {
  const { orgUnit, version, receivedAt } = card;
  const silent = !hasReported(card);
  const counts = { reported: silent ? 0 : 1, missing: card.missing ? 1 : 0, late: card.late ? 1 : 0 };
  const own = { child: orgUnit, version, edition: version, receivedAt, ...counts };
  if (silent) return { ...own, findings: {}, cells: [], groups: [] };
  return {
    ...own,
    findings: countByCode(card.findings),
    cells: card.cells.map((cell) => contributionOfCell(cell, card, catalogue)),
    groups: card.groups.map(({ group, verdict }) => contributeGroup(group, verdict)),
  };
}

function contributionOfSum(cell: RollupCell): CellContribution {
  const { indicator, met, atRisk, breached, noData, notApplicable } = cell;
  const { numerator, denominator, valued, latestAt, latestUnit } = cell;
  const value = cell.value === '' ? undefined : parseDecimal(cell.value);
  const counts = { met, atRisk, breached, noData, notApplicable };
  return { indicator, ...counts, numerator, denominator, value, valued, latestAt, latestUnit };
}

/** What a rollup adds to its parent. */
export function contributionOfRollup(card: RollupCard): Contribution {
  return {
    child: card.orgUnit,
    version: card.version,
    edition: card.edition,
    reported: card.reported,
    missing: card.missing,
    late: card.late,
    findings: card.findings,
    receivedAt: card.receivedAt,
    cells: card.cells.map(contributionOfSum),
    groups: card.groups,
  };
}
