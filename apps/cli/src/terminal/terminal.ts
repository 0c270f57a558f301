import type { Language, Texts } from '@xiaomai/gateway-api/language';
import { say } from '@xiaomai/gateway-api/language';

/** Where a command writes. `out` is the result, `err` what is told along the way. */
export type Terminal = {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly language: Language;
};

/** How a command ended. */
export type Outcome = 'done' | 'refused' | 'usage' | 'unreachable';

export const exitCodes: Readonly<Record<Outcome, number>> = { done: 0, refused: 1, usage: 2, unreachable: 3 };

/** A text in the language of the terminal. */
export const tell = (
  terminal: Terminal,
  texts: Texts,
  places: Readonly<Record<string, string | number>> = {},
): string => say(texts, terminal.language, places);

/** Columns as wide as their widest cell; Chinese characters take two places. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + (/[⺀-￠]/.test(char) ? 2 : 1), 0);
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}
