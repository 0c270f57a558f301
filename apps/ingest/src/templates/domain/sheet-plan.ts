/** What may be put into a cell: a whole number from 0, a decimal, yes or no, that it is taken back, a text. */
export type Input = 'whole' | 'decimal' | 'yes-no' | 'withdraw' | 'note';

/** How a text looks. */
export type Look = 'title' | 'guide' | 'heading' | 'text' | 'code' | 'shut';

/** A cell of a sheet: a text that stands there, or a place to fill in. */
export type PlannedCell = { readonly text: string; readonly look: Look } | { readonly input: Input };

/** A row of a sheet; a number at the end of `across` cells are one. */
export type PlannedRow = {
  readonly cells: readonly (PlannedCell | undefined)[];
  readonly height?: number;
  readonly hidden?: true;
};

/** A sheet to fill in, from its first row. Codes stand in hidden rows and columns; only the inputs can be changed. */
export type SheetPlan = {
  readonly name: string;
  readonly columns: readonly { readonly width: number; readonly hidden?: true }[];
  readonly rows: readonly PlannedRow[];
  /** Cells joined, as A2:F2. */
  readonly joined: readonly string[];
  /** What stays in view: so many rows and columns. */
  readonly frozen: { readonly rows: number; readonly columns: number };
};

/** A text in a cell. */
export const text = (said: string, look: Look = 'text'): PlannedCell => ({ text: said, look });
