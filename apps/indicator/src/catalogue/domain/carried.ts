import type { Carried, Dataset } from './catalogue.ts';

type Datasets = readonly Pick<Dataset, 'id' | 'indicators'>[];

/** What datasets carry no more when others come into force: what they had left behind before, and what they leave now. */
export function carriedBy(carried: Carried, before: Datasets, after: Datasets): Carried {
  const now = new Map(after.map(({ id, indicators }) => [id, new Set(indicators)]));
  const ever = new Map(carried.map(({ dataset, indicators }) => [dataset, indicators]));
  for (const { id, indicators } of before) ever.set(id, [...new Set([...(ever.get(id) ?? []), ...indicators])]);
  return [...ever].flatMap(([dataset, indicators]) => {
    const left = indicators.filter((one) => now.get(dataset)?.has(one) !== true).sort();
    return left.length === 0 ? [] : [{ dataset, indicators: left }];
  });
}
