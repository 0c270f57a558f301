/** What a person is told of an indicator. */
export type IndicatorLabel = {
  readonly name: string;
  readonly unit: string;
  /** What is counted above and below the line; empty = not said. */
  readonly numerator: string;
  readonly denominator: string;
  /** Something that is done or not yet: 1 or 0. */
  readonly milestone: boolean;
};

/** What intake needs to know of an indicator. */
export type Indicator = {
  readonly id: string;
  readonly label: IndicatorLabel;
  readonly ratio: boolean;
  readonly derived: boolean;
  readonly count: boolean;
};

/** Who reports what, and for which kinds of period. */
export type Dataset = {
  readonly id: string;
  readonly name: string;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly reportedBy: ReadonlySet<string>;
  readonly periodKinds: ReadonlySet<string>;
  /** The platform computes it: nobody pushes it. */
  readonly computed?: boolean;
};

/** The catalogue as intake looks things up in it. */
export type Catalogue = {
  /** 0 = nothing known yet. */
  readonly version: number;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly datasets: ReadonlyMap<string, Dataset>;
};

/** A dataset that names its indicators. */
export type NamedDataset = {
  readonly id: string;
  readonly name: string;
  readonly indicators: readonly string[];
  readonly reportedBy: readonly string[];
  readonly periodKinds: readonly string[];
  readonly computed?: boolean;
};

/** Builds the look-ups. A derived indicator is in no dataset: it is never pushed. */
export function makeCatalogue(
  version: number,
  known: readonly Indicator[],
  datasets: readonly NamedDataset[],
): Catalogue {
  const indicators = new Map(known.map((indicator) => [indicator.id, indicator]));
  const pushed = (ids: readonly string[]): ReadonlyMap<string, Indicator> =>
    new Map(
      ids.flatMap((id) => {
        const indicator = indicators.get(id);
        return indicator === undefined || indicator.derived ? [] : [[id, indicator] as const];
      }),
    );
  return {
    version,
    indicators,
    datasets: new Map(
      datasets.map(({ id, name, indicators: ids, reportedBy, periodKinds, computed = false }) => [
        id,
        {
          ...{ id, name, indicators: pushed(ids), reportedBy: new Set(reportedBy), periodKinds: new Set(periodKinds) },
          ...(computed ? { computed } : {}),
        },
      ]),
    ),
  };
}

/** Nothing known yet. */
export const emptyCatalogue: Catalogue = makeCatalogue(0, [], []);
