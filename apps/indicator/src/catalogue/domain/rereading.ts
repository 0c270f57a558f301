import type { Catalogue } from './catalogue.ts';
import { changedDays, readingOf, type Stretch } from './readings.ts';

/** Days on which a new catalogue may judge the cards of a dataset otherwise than the one before. */
export type Rereading = Stretch & {
  /** '' = every: the first versions that were stored did not say which. */
  readonly dataset: string;
};

/** Which cards are to be judged anew: those of which anything is read that is not what it was. */
export const rereadings = (before: Catalogue, after: Catalogue): readonly Rereading[] =>
  [...after.datasets.keys()].flatMap((dataset) =>
    changedDays(readingOf(before, dataset), readingOf(after, dataset)).map((stretch) => ({ dataset, ...stretch })),
  );
