import type { Card } from './card.ts';
import { judgeCard } from './card.ts';
import type { Rules } from './catalogue.ts';
import type { Entry, Ledger } from './ledger.ts';
import { periodEnd } from './period-end.ts';
import { keepNewest, standingKey, type Standing } from './standing.ts';
import { addCard, addWithdrawn, emptyTally, judgeTally, type Rollup, type Tally } from './tally.ts';
import { lineOf, rollupUnitsAbove, type Tree } from './tree.ts';

/** What everything is recomputed from. */
export type Sources = { readonly rules: Rules; readonly tree: Tree; readonly ledger: Ledger };

export type RecountedCard = {
  readonly entry: Entry;
  readonly card: Card;
  readonly line: readonly string[];
  readonly day: string;
};

/** Everything that follows from the accepted submissions. */
export type Recount = {
  /** The scorecard of a submission; the reason where there can be none. */
  readonly cardOf: (id: string) => RecountedCard | string;
  readonly rollupOf: (key: string) => { readonly rollup: Rollup; readonly line: readonly string[] } | undefined;
  readonly rollupKeys: () => IterableIterator<string>;
  /** Rollups that a submission adds to. */
  readonly rollupsAbove: (entry: Entry) => readonly string[];
  readonly standings: ReadonlyMap<string, Standing>;
};

export const keyOf = (orgUnit: string, dataset: string, period: string): string => `${orgUnit}|${dataset}|${period}`;

function recountCard({ rules, tree, ledger }: Sources, id: string): RecountedCard | string {
  const entry = ledger.get(id);
  if (entry === undefined) return 'no such submission';
  const dataset = rules.datasets.get(entry.dataset);
  const day = periodEnd(entry.period);
  if (dataset === undefined) return `unknown dataset ${entry.dataset}`;
  if (day === undefined) return `unknown period ${entry.period}`;
  const line = lineOf(tree, entry.orgUnit, day);
  if (line.length === 0) return `unknown org unit ${entry.orgUnit}`;
  const card = judgeCard({ rules, dataset }, ledger.figures(entry), { line, day });
  return { entry, card, line, day };
}

function keepStandings(standings: Map<string, Standing>, { entry, card, day }: RecountedCard): void {
  const { orgUnit, dataset, period, revision, receivedAt } = entry;
  for (const [indicator, cell] of card.cells) {
    keepNewest(standings, standingKey(orgUnit, indicator), { cell, dataset, period, day, revision, receivedAt });
  }
}

/** Recomputes rollups and standings at once, and scorecards when asked (they are too many to keep). */
export function recount(sources: Sources): Recount {
  const { rules, tree, ledger } = sources;
  const tallies = new Map<string, Tally>();
  const standings = new Map<string, Standing>();
  const rollupsAbove = ({ orgUnit, dataset, period }: Entry): readonly string[] => {
    if (rules.datasets.get(dataset)?.rollsUp !== true) return [];
    const day = periodEnd(period) ?? '';
    return rollupUnitsAbove(tree, lineOf(tree, orgUnit, day), day).map((above) => keyOf(above, dataset, period));
  };
  for (const [id, entry] of ledger.entries()) {
    const recounted = recountCard(sources, id);
    if (typeof recounted === 'string') continue;
    keepStandings(standings, recounted);
    for (const key of rollupsAbove(entry)) {
      const tally = tallies.get(key) ?? emptyTally();
      tallies.set(key, tally);
      if (entry.withdrawn === true) addWithdrawn(tally, entry.receivedAt);
      else addCard(tally, recounted.card, { rules, receivedAt: entry.receivedAt });
    }
  }
  return {
    cardOf: (id) => recountCard(sources, id),
    rollupOf: (key) => {
      const tally = tallies.get(key);
      const [orgUnit = '', , period = ''] = key.split('|');
      const day = periodEnd(period) ?? '';
      const line = lineOf(tree, orgUnit, day);
      return tally && { rollup: judgeTally(rules, tally, { line, day }), line };
    },
    rollupKeys: () => tallies.keys(),
    rollupsAbove,
    standings,
  };
}
