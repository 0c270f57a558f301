import { orgUnit, type OrgUnitEntry } from '../../seed/org-unit.ts';

/** How large: schools are spread evenly over the towns. */
export type LargeCitySize = { readonly districts: number; readonly towns: number; readonly schools: number };

/** The city's id; it belongs to the province of the demonstration city. */
export const largeCityId = '3399';

const province = '33';
const types = ['primary', 'kindergarten', 'secondary', 'nine-year'] as const;
const pad = (n: number, width: number): string => String(n).padStart(width, '0');

const districtId = (district: number): string => `${largeCityId}${pad(district + 1, 2)}`;
const townId = (district: number, town: number): string => `${districtId(district)}${pad(town + 1, 3)}`;

/** Id and type of the nth school: neighbours in number are in different towns. */
export function largeCitySchool(
  { districts, towns }: LargeCitySize,
  nth: number,
): { readonly id: string; readonly town: string; readonly type: (typeof types)[number] } {
  const place = nth % (districts * towns);
  const town = townId(Math.floor(place / towns), place % towns);
  const number = Math.floor(nth / (districts * towns));
  return { id: `${town}-${pad(number + 1, 3)}`, town, type: types[number % types.length] ?? 'primary' };
}

const named = (type: string, name: string): Pick<OrgUnitEntry, 'type' | 'nameZh' | 'nameEn'> => {
  return { type, nameZh: `${name}（规模试验）`, nameEn: `${name} (scale test)` };
};

/** All of it, parents first. */
export function* largeCityUnits(size: LargeCitySize): Generator<OrgUnitEntry> {
  yield orgUnit(largeCityId, province, named('city', largeCityId));
  for (let district = 0; district < size.districts; district += 1) {
    yield orgUnit(districtId(district), largeCityId, named('district', districtId(district)));
    for (let town = 0; town < size.towns; town += 1) {
      yield orgUnit(townId(district, town), districtId(district), named('town', townId(district, town)));
    }
  }
  for (let nth = 0; nth < size.schools; nth += 1) {
    const { id, town, type } = largeCitySchool(size, nth);
    yield orgUnit(id, town, named(type, id));
  }
}
