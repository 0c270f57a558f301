import type { Fraction } from '../figures/fraction.ts';
import { amountOf } from '../figures/figure.ts';
import type { JudgedCell } from '../judging/judge.ts';
import type { Around, Situation } from '../judging/situation.ts';
import type { Rules } from '../rules/catalogue.ts';
import { lineOf, type OrgUnit, type Tree } from '../rules/tree.ts';
import type { Entry } from './book.ts';
import { cardOf, judgeCells, type Card, type Judging } from './card.ts';

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

type Recounting = Sources & {
  readonly book: Book;
  readonly lines: Map<string, readonly OrgUnit[]>;
  readonly cells: Map<Entry, Map<string, JudgedCell>>;
};

function lineAt({ lines, tree, book }: Recounting, day: string): readonly OrgUnit[] {
  const known = lines.get(day);
  if (known !== undefined) return known;
  const line = lineOf(tree, book.orgUnit, day);
  lines.set(day, line);
  return line;
}

function numberIn(recounting: Recounting, entry: Entry | undefined, indicator: string): Fraction | undefined {
  if (entry === undefined) return undefined;
  const figure = entry.figures.get(indicator) ?? cellsOf(recounting, entry).get(indicator);
  return figure && amountOf(figure, recounting.rules.indicators.get(indicator)?.unit ?? '');
}

function aroundEntry(recounting: Recounting, entry: Entry, indicator: string): Around {
  const { entries } = recounting.book;
  const { dataset, period } = entry;
  const own = entries.filter((one) => one.dataset === dataset && one.period.kind === period.kind);
  return {
    own: (text) => {
      const base = own.find((one) => one.period.text === text);
      return numberIn(recounting, base, indicator);
    },
    earlier: () =>
      own
        .filter((one) => one.period.end < period.end)
        .sort((a, b) => (a.period.end < b.period.end ? -1 : 1))
        .flatMap((one) => {
          const amount = numberIn(recounting, one, indicator);
          return amount === undefined ? [] : [{ day: one.period.end, amount }];
        }),
    other: (other) => {
      const beside = entries.filter((one) => one.period.text === period.text && one !== entry);
      return [entry, ...beside].map((one) => numberIn(recounting, one, other)).find((amount) => amount !== undefined);
    },
    children: undefined,
  };
}

function judgingOf(recounting: Recounting, entry: Entry): Judging | undefined {
  const { rules, now } = recounting;
  const dataset = rules.datasets.get(entry.dataset);
  if (dataset === undefined) return undefined;
  const line = lineAt(recounting, entry.period.end);
  const around = (indicator: string): Around => aroundEntry(recounting, entry, indicator);
  const situationOf = (since: number): Situation => ({ line, period: entry.period, receivedAt: since, now, around });
  return { rules, dataset, situationOf };
}

// Kept from the beginning, so that a figure that asks for one of the same submission sees those before it.
function cellsOf(recounting: Recounting, entry: Entry): ReadonlyMap<string, JudgedCell> {
  const known = recounting.cells.get(entry);
  if (known !== undefined) return known;
  const cells = new Map<string, JudgedCell>();
  recounting.cells.set(entry, cells);
  const judging = judgingOf(recounting, entry);
  if (judging !== undefined) judgeCells(judging, entry, cells);
  return cells;
}

function recountEntry(recounting: Recounting, entry: Entry): RecountedCard | string {
  const judging = judgingOf(recounting, entry);
  const line = lineAt(recounting, entry.period.end);
  if (judging === undefined) return `unknown dataset ${entry.dataset}`;
  if (line.length === 0) return `unknown org unit ${recounting.book.orgUnit}`;
  return { entry, line, card: cardOf(judging, entry, cellsOf(recounting, entry)) };
}

/** The scorecards of one org unit, in the order of its submissions; the reason where there can be none. */
export function recountUnit(sources: Sources, book: Book): readonly (RecountedCard | string)[] {
  const recounting: Recounting = { ...sources, book, lines: new Map(), cells: new Map() };
  return book.entries.map((entry) => recountEntry(recounting, entry));
}
