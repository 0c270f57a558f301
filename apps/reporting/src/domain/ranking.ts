import { hasReported, type Card, type Member } from './facts.ts';
import { compareShares, type Share } from './figure.ts';

/** A unit right below the scope in the ranking; `whole` counts what has not been reported as not met. */
export type Ranked = {
  readonly orgUnit: string;
  readonly name: string;
  readonly type: string;
  readonly version: number;
  readonly reported: number;
  readonly expected: number;
  readonly met: number;
  readonly judged: number;
  /** Judged plus missing: what `met` is a part of in the ranking. */
  readonly whole: number;
  /** 1 = best; equal shares stand on the same rank; null = nothing to rank by. */
  readonly rank: number | null;
};

type Tally = { readonly met: number; readonly judged: number; readonly parts: number };

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

function itemTally(card: Card): Tally {
  const counted = card.items.flatMap((item) => item.counts ?? []);
  const own = card.items.filter((item) => item.counts === null);
  const isJudged = (verdict: string): boolean => verdict === 'met' || verdict === 'at-risk' || verdict === 'breached';
  return {
    met: sum(counted.map((c) => c.met)) + own.filter((item) => item.verdict === 'met').length,
    judged:
      sum(counted.map((c) => c.met + c.atRisk + c.breached)) + own.filter((item) => isJudged(item.verdict)).length,
    parts: card.items.length,
  };
}

function tallyOf(card: Card): Tally {
  if (card.groups.length === 0) return itemTally(card);
  const { groups } = card;
  return { met: sum(groups.map((g) => g.met)), judged: sum(groups.map((g) => g.judged)), parts: groups.length };
}

function unranked({ orgUnit, name, type, card, units }: Member, parts: number): Ranked {
  const expected = units.length;
  const reported = units.filter(hasReported).length;
  const { met, judged } = card === undefined ? { met: 0, judged: 0 } : tallyOf(card);
  const whole = judged + (expected - reported) * parts;
  return { orgUnit, name, type, version: card?.version ?? 0, reported, expected, met, judged, whole, rank: null };
}

const shareOf = (row: Ranked): Share => ({ part: row.met, whole: row.whole });

function bestFirst(a: Ranked, b: Ranked): number {
  if (a.whole === 0 || b.whole === 0) return a.whole === b.whole ? byId(a, b) : b.whole - a.whole;
  return compareShares(shareOf(b), shareOf(a)) || byId(a, b);
}

const byId = (a: Ranked, b: Ranked): number => (a.orgUnit < b.orgUnit ? -1 : 1);

/** Ranks members by the share of groups met among what is judged or missing; the order of the input does not matter. */
export function rankMembers(members: readonly Member[]): readonly Ranked[] {
  const parts = Math.max(0, ...members.map(({ card }) => (card === undefined ? 0 : tallyOf(card).parts)));
  const sorted = members.map((member) => unranked(member, parts)).sort(bestFirst);
  return sorted.map((row) => {
    if (row.whole === 0) return row;
    const better = sorted.filter((other) => other.whole > 0 && compareShares(shareOf(other), shareOf(row)) > 0);
    return { ...row, rank: better.length + 1 };
  });
}
