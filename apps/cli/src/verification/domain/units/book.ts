import type { Figure } from '../figures/figure.ts';
import { figureText } from '../figures/figure.ts';
import type { StatedFigure } from '../judging/findings.ts';
import { readPeriod, type Period } from '../rules/period.ts';

/** An accepted revision as it is exported; a figure that was taken back is 0/0. */
export type Revision = {
  readonly id: string;
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly revision: number;
  readonly receivedAt: number;
  readonly figures: readonly {
    readonly indicator: string;
    readonly numerator: number;
    readonly denominator: number;
    readonly value: string;
    readonly statedRate: string;
  }[];
  /** Every figure was taken back. */
  readonly withdrawn: boolean;
};

/** A figure with the time since which it stands as it is. */
export type DatedFigure = StatedFigure & { readonly since: number };

/** What stands of a submission: its newest revision, with what the older ones add to it. */
export type Entry = {
  readonly dataset: string;
  readonly period: Period;
  readonly revision: number;
  readonly receivedAt: number;
  /** When the first revision came since everything was taken back, if it ever was. */
  readonly firstAt: number;
  /** How many revisions there are in the log. */
  readonly seen: number;
  readonly withdrawn: boolean;
  readonly figures: ReadonlyMap<string, DatedFigure>;
};

export const keyOf = (orgUnit: string, dataset: string, period: string): string => `${orgUnit}|${dataset}|${period}`;

const readFigure = ({ numerator, denominator, value, statedRate }: Revision['figures'][number]): StatedFigure => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
  value,
  statedRate,
});

// A figure stands since the first of the last revisions that all say the same.
function datedFigures(revisions: readonly Revision[]): ReadonlyMap<string, DatedFigure> {
  const standing = new Map<string, DatedFigure>();
  for (const { figures, receivedAt } of revisions) {
    for (const said of figures) {
      const figure = readFigure(said);
      const before: Figure | undefined = standing.get(said.indicator);
      const isSame = before !== undefined && figureText(before) === figureText(figure);
      const since = isSame ? (standing.get(said.indicator)?.since ?? receivedAt) : receivedAt;
      standing.set(said.indicator, { ...figure, since });
    }
  }
  return standing;
}

function firstOf(revisions: readonly Revision[], newest: Revision): Revision {
  const takenBack = revisions.findLastIndex((one) => one.withdrawn);
  return revisions[takenBack + 1] ?? newest;
}

/** Puts the revisions of one submission together; undefined where its period is none. */
export function entryOf(revisions: readonly Revision[]): Entry | undefined {
  const ordered = [...revisions].sort((a, b) => a.revision - b.revision);
  const newest = ordered.at(-1);
  const period = newest && readPeriod(newest.period);
  if (newest === undefined || period === undefined) return undefined;
  const named = new Set(newest.figures.map(({ indicator }) => indicator));
  return {
    dataset: newest.dataset,
    period,
    revision: newest.revision,
    receivedAt: newest.receivedAt,
    firstAt: firstOf(ordered, newest).receivedAt,
    seen: ordered.length,
    withdrawn: newest.withdrawn,
    figures: new Map([...datedFigures(ordered)].filter(([indicator]) => named.has(indicator))),
  };
}
