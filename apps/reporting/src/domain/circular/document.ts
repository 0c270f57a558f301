import type { Verdict } from '../facts.ts';

export type Cell = {
  readonly text: string;
  /** Set small behind the text: the numerator and denominator. */
  readonly note?: string;
  readonly state?: Verdict;
  readonly href?: string;
};

export type Column = { readonly head: string; readonly align: 'left' | 'right' | 'center'; readonly share: number };

/** Rows that belong together, under a line of their own when they have a title. The first cell of a row is its heading. */
export type TableBody = {
  readonly title?: string;
  readonly count?: string;
  readonly rows: readonly (readonly Cell[])[];
};

export type Table = {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly bodies: readonly TableBody[];
  readonly note?: string;
};

export type RosterEntry = { readonly text: string; readonly note: string; readonly href?: string };

/** A long list of names, grouped: stays readable with hundreds of entries. */
export type Roster = {
  readonly kind: 'roster';
  readonly caption: string;
  readonly groupHead: string;
  readonly groups: readonly {
    readonly title: string;
    readonly count: string;
    readonly entries: readonly RosterEntry[];
  }[];
};

export type Bar = {
  readonly label: string;
  readonly part: number;
  readonly whole: number;
  readonly text: string;
  readonly state?: Verdict;
};

export type Chart = {
  readonly kind: 'chart';
  readonly name: string;
  readonly caption: string;
  /** Percent at which the axis begins; the caption says so when it is not 0. */
  readonly axisFrom: number;
  readonly bars: readonly Bar[];
};

export type Tile = { readonly label: string; readonly value: string; readonly note: string; readonly href?: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'tiles'; readonly across: number; readonly tiles: readonly Tile[] }
  | Table
  | Roster
  | Chart;

/** What every rendering of a report says, in order and in words. */
export type ReportDocument = {
  readonly title: string;
  /** The title as it is set: a long one breaks where it may. */
  readonly titleLines: readonly string[];
  readonly subtitle: string;
  readonly facts: readonly string[];
  /** Stands on every page; empty = none. */
  readonly notice: string;
  readonly footer: string;
  readonly blocks: readonly Block[];
};
