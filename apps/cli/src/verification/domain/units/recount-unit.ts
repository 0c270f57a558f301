import { amountOf } from '../figures/figure.ts';
import type { Around, Known, Situation } from '../judging/situation.ts';
import type { Rules } from '../rules/catalogue.ts';
import { lineOf, type OrgUnit, type Tree } from '../rules/tree.ts';
import type { Entry } from './book.ts';
import { judgeCard, type Card } from './card.ts';

/** What everything is recomputed from. */
export type Sources = { readonly rules: Rules; readonly tree: Tree; readonly now: number };

/** A scorecard with the submission it is of and the line of org units it stands in. */
export type RecountedCard = {
  readonly entry: Entry;
  readonly card: Card;
  /** Units from this one up to the root, on the last day of the period. */
  readonly line: readonly OrgUnit[];
};

/** One org unit with everything that stands of what it said. */
export type Book = { readonly orgUnit: string; readonly entries: readonly Entry[] };

type Recounting = Sources & { readonly book: Book; readonly lines: Map<string, readonly OrgUnit[]> };

function lineAt({ lines, tree, book }: Recounting, day: string): readonly OrgUnit[] {
  const known = lines.get(day);
  if (known !== undefined) return known;
  const line = lineOf(tree, book.orgUnit, day);
  lines.set(day, line);
  return line;
}

// Only what was pushed is compared with.
function knownIn({ rules }: Recounting, entry: Entry | undefined, indicator: string): Known | undefined {
  const figure = entry?.figures.get(indicator);
  const amount = figure && amountOf(figure, rules.indicators.get(indicator)?.unit ?? '');
  return figure && amount && { figure, amount };
}

function aroundEntry(recounting: Recounting, entry: Entry, indicator: string): Around {
  const { rules, book } = recounting;
  const { dataset, period } = entry;
  const own = (text: string): Known | undefined => {
    const base = book.entries.find((one) => one.dataset === dataset && one.period.text === text);
    return knownIn(recounting, base, indicator);
  };
  return {
    own,
    earlier: () =>
      book.entries
        .filter((one) => one.dataset === dataset && one.period.kind === period.kind && one.period.end < period.end)
        .flatMap((one) => {
          const known = knownIn(recounting, one, indicator);
          return known === undefined ? [] : [{ ...known, day: one.period.end }];
        }),
    other: (other) => {
      const beside = book.entries.filter((one) => one.period.text === period.text);
      const inOrder = [...rules.datasets.keys()].map((id) => beside.find((one) => one.dataset === id));
      return [entry, ...inOrder].map((one) => knownIn(recounting, one, other)).find((known) => known !== undefined);
    },
    children: undefined,
  };
}

function recountEntry(recounting: Recounting, entry: Entry): RecountedCard | string {
  const { rules, now, book } = recounting;
  const { period } = entry;
  const dataset = rules.datasets.get(entry.dataset);
  const line = lineAt(recounting, period.end);
  if (dataset === undefined) return `unknown dataset ${entry.dataset}`;
  if (line.length === 0) return `unknown org unit ${book.orgUnit}`;
  const around = (indicator: string): Around => aroundEntry(recounting, entry, indicator);
  const situationOf = (since: number): Situation => ({ line, period, receivedAt: since, now, isRollup: false, around });
  return { entry, line, card: judgeCard({ rules, dataset, situationOf }, entry) };
}

/** The scorecards of one org unit, in the order of its submissions; the reason where there can be none. */
export function recountUnit(sources: Sources, book: Book): readonly (RecountedCard | string)[] {
  const recounting: Recounting = { ...sources, book, lines: new Map() };
  return book.entries.map((entry) => recountEntry(recounting, entry));
}
