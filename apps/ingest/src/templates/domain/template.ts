/** What a figure is, for the person who fills it in. */
export type Figure = {
  readonly id: string;
  readonly name: string;
  readonly kind: FigureKind;
  readonly unit: string;
  /** What is counted above and below the line; empty = not said. */
  readonly numerator: string;
  readonly denominator: string;
};

/** How a figure is given. */
export type FigureKind = 'parts' | 'whole' | 'decimal' | 'yes-no';

/** What a template asks for: of one dataset and period, by one or many units. */
export type Template = {
  readonly dataset: { readonly id: string; readonly name: string };
  readonly period: string;
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly figures: readonly Figure[];
  /** The figures of the period before, as texts by indicator; of one unit only. */
  readonly before: ReadonlyMap<string, string>;
};

/** What the columns of a sheet mean stands in its first row, and what its rows are in the first columns. */
export const unitCodes: readonly string[] = ['orgUnit', 'dataset', 'period'];

/** What a column is for: a field of the figure of its row, or of the figure that is named. */
export const codeOf = (field: 'numerator' | 'denominator' | 'value', indicator: string): string =>
  `${field}:${indicator}`;

/** A code taken apart. */
export function partsOfCode(code: string): { readonly field: string; readonly indicator: string | undefined } {
  const at = code.indexOf(':');
  return at === -1
    ? { field: code, indicator: undefined }
    : { field: code.slice(0, at), indicator: code.slice(at + 1) };
}
