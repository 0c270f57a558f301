import { randomOf } from '../../seed/city/random.ts';
import { safetyValues } from '../../seed/city/safety-values.ts';
import type { DemoSchool } from '../../seed/city/schools.ts';
import { demoCity } from '../../seed/demo-city.ts';
import { safetyDataset } from '../../seed/demo-months.ts';
import { largeCityId, largeCitySchool, type LargeCitySize } from './large-city.ts';

/** Where the submissions come from: the demonstration city, or a large one. */
export type Place = { readonly city: string; readonly large?: LargeCitySize };

/** What a school's submissions are made of: the same values in every period, or with one that falls short. */
export type Texts = {
  readonly orgUnit: string;
  readonly head: string;
  readonly good: string;
  readonly bad: readonly string[];
};

type Values = Pick<Texts, 'good' | 'bad'>;

const breaches = ['guards', 'posts', 'closed'] as const;
const anyMonth = 24_322; // the figures of one month serve for all: only school and period must be new

function shuffled(schools: readonly DemoSchool[]): readonly DemoSchool[] {
  const rank = new Map(schools.map((school) => [school, randomOf('bench', school.id)()]));
  return [...schools].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
}

function valuesOf(seed: number, school: DemoSchool): Values {
  const values = (short?: (typeof breaches)[number]): string =>
    `","values":${JSON.stringify(safetyValues(seed, school, { month: anyMonth, short }))}}`;
  return { good: values(), bad: breaches.map(values) };
}

const headOf = (orgUnit: string): string => `{"orgUnit":"${orgUnit}","dataset":"${safetyDataset}","period":"`;

const textsOf = (orgUnit: string, values: Values): Texts => ({ orgUnit, head: headOf(orgUnit), ...values });

/** The schools of a place, in the order in which they send. Of a large one many share the texts of one school. */
export function textsInOrder({ large }: Place): readonly Texts[] {
  const { seed, schools } = demoCity();
  if (large === undefined) return shuffled(schools).map((school) => textsOf(school.id, valuesOf(seed, school)));
  const shared = schools.map((school) => valuesOf(seed, school));
  return Array.from({ length: large.schools }, (_, nth) => {
    const values = shared[nth % shared.length] ?? { good: '', bad: [] };
    return textsOf(largeCitySchool(large, nth).id, values);
  });
}

/** The demonstration city. */
export const demoPlace: Place = { city: '3307' };

/** A city of that size. */
export const largePlace = (large: LargeCitySize): Place => ({ city: largeCityId, large });
