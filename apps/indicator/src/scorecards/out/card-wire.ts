import {
  Rollup,
  Scorecard,
  Verdict as VerdictMessage,
  type RollupCell as RollupCellMessage,
} from '@xiaomai/contracts/scorecard';
import { textReader } from '@xiaomai/contracts/text-reader';
import { toBuffer } from '@xiaomai/contracts/topics';
import type { RollupCard, Scorecard as Card } from '../domain/card.ts';
import type { Cell, Verdict } from '../domain/judge.ts';
import type { RollupCell } from '../domain/rollup.ts';
import type { FindingCode } from '../domain/scorecard.ts';

const toWire: Record<Verdict, VerdictMessage> = {
  met: VerdictMessage.MET,
  'at-risk': VerdictMessage.AT_RISK,
  breached: VerdictMessage.BREACHED,
  'no-data': VerdictMessage.NO_DATA,
  'not-applicable': VerdictMessage.NOT_APPLICABLE,
};

const fromWire = new Map(Object.entries(toWire).map(([verdict, code]) => [code, verdict as Verdict]));

/** A verdict as it travels. */
export const verdictToWire = (verdict: Verdict): VerdictMessage => toWire[verdict];

function verdictFromWire(code: VerdictMessage): Verdict {
  const verdict = fromWire.get(code);
  if (verdict === undefined) throw new RangeError(`unknown verdict ${code}`);
  return verdict;
}

const judged = <T extends { readonly verdict: VerdictMessage }>(
  cell: T,
): Omit<T, 'verdict'> & { verdict: Verdict } => ({
  ...cell,
  verdict: verdictFromWire(cell.verdict),
});

const cellToWire = (cell: Cell): Scorecard['cells'][number] => ({ ...cell, verdict: toWire[cell.verdict] });

/** A scorecard as a message. */
export const scorecardToWire = (card: Card): Scorecard => ({
  ...card,
  withdrawn: card.withdrawn === true,
  cells: card.cells.map(cellToWire),
  groups: card.groups.map(({ group, verdict }) => ({ group, verdict: toWire[verdict] })),
  findings: [...card.findings],
  formerParents: [...card.formerParents],
});

/** The bytes of a scorecard: stored and published as they are. */
export const encodeScorecard = (card: Card): Buffer => toBuffer(Scorecard.encode(scorecardToWire(card)).finish());

/** Reads the bytes of a scorecard. */
export function decodeScorecard(bytes: Uint8Array): Card {
  const message = Scorecard.decode(textReader(bytes));
  return {
    ...message,
    cells: message.cells.map(judged),
    groups: message.groups.map(judged),
    findings: message.findings.map((finding) => ({ ...finding, code: finding.code as FindingCode })), // written by us
  };
}

const rollupCellToWire = (cell: RollupCell): RollupCellMessage => ({
  ...cell,
  verdict: toWire[cell.verdict],
  failing: [...cell.failing],
});

/** A rollup as a message. */
export const rollupToWire = (card: RollupCard): Rollup => ({
  ...card,
  cells: card.cells.map(rollupCellToWire),
  groups: card.groups.map((group) => ({ ...group, verdict: toWire[group.verdict] })),
  findings: { ...card.findings },
  formerParents: [...card.formerParents],
});

/** The bytes of a rollup. */
export const encodeRollup = (card: RollupCard): Buffer => toBuffer(Rollup.encode(rollupToWire(card)).finish());

/** A rollup from its message. */
export const rollupFromWire = (message: Rollup): RollupCard => ({
  ...message,
  cells: message.cells.map(judged),
  groups: message.groups.map(judged),
});

/** Reads the bytes of a rollup. */
export const decodeRollup = (bytes: Uint8Array): RollupCard => rollupFromWire(Rollup.decode(textReader(bytes)));
