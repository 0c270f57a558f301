import { readDivisions, type Division } from './city/divisions.ts';
import { schoolsOf, shareOut, type DemoSchool } from './city/schools.ts';
import { authorityUnits, orgUnit, type OrgUnitEntry } from './org-unit.ts';

export type DemoCity = {
  readonly seed: number;
  /** From the nation down to the schools, parents first. */
  readonly orgUnits: readonly OrgUnitEntry[];
  readonly schools: readonly DemoSchool[];
};

export const demoSeed = 3307;
const schoolCount = 1445;

const unitOf =
  (type: string) =>
  ({ code, parent, nameZh, nameEn }: Division): OrgUnitEntry =>
    orgUnit(code, parent, { type, nameZh, nameEn });

/** Jinhua's real districts and towns with invented schools: the same seed gives the same city. */
export function demoCity(seed: number = demoSeed): DemoCity {
  const { districts, towns } = readDivisions();
  const counts = shareOut(seed, schoolCount, towns);
  const schools = towns.flatMap((town, at) => schoolsOf(seed, town, counts[at] ?? 0));
  const orgUnits = [
    ...authorityUnits.filter(({ id }) => ['cn', '33', '3307'].includes(id)),
    ...districts.map(unitOf('district')),
    ...towns.map(unitOf('town')),
    ...schools.map(({ id, town, type, nameZh, nameEn }) => orgUnit(id, town, { type, nameZh, nameEn })),
  ];
  return { seed, orgUnits, schools };
}
