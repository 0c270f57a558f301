import type { OrgUnit, OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';

type Seed = {
  readonly id: string;
  readonly parent: string | null;
  readonly type: string;
  readonly nameZh: string;
  readonly nameEn: string;
};

const letters = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬'];
const latin = 'ABCDEFGHI';
const numerals = ['一', '二', '三', '四'];
const schoolKinds = [
  { type: 'primary', zh: '中心小学', en: 'Central Primary School' },
  { type: 'secondary', zh: '初级中学', en: 'Middle School' },
  { type: 'kindergarten', zh: '中心幼儿园', en: 'Central Kindergarten' },
  { type: 'nine-year', zh: '实验学校', en: 'Experimental School' },
];

const pad = (n: number, width: number): string => String(n).padStart(width, '0');

function schoolsOf(town: string, place: string, placeEn: string): Seed[] {
  const count = 2 + (Number(town.slice(-1)) % 3);
  return schoolKinds.slice(0, count).map((kind, index) => ({
    id: `${town}-${pad(index + 1, 2)}`,
    parent: town,
    type: kind.type,
    nameZh: `演示${place}${kind.zh}`,
    nameEn: `Demo ${placeEn} ${kind.en}`,
  }));
}

function townsOf(district: string, index: number): Seed[] {
  const letter = letters[index] ?? '甲';
  return numerals.flatMap((numeral, n) => {
    const id = `${district}${pad(n + 1, 3)}`;
    const nameEn = `Town ${latin[index]}${n + 1}`;
    const town = { id, parent: district, type: 'town', nameZh: `${letter}${numeral}镇`, nameEn: `Demo ${nameEn}` };
    return [town, ...schoolsOf(id, town.nameZh, nameEn)];
  });
}

const seeds: readonly Seed[] = [
  { id: 'cn', parent: null, type: 'nation', nameZh: '全国', nameEn: 'Nation' },
  { id: '33', parent: 'cn', type: 'province', nameZh: '演示省', nameEn: 'Demo Province' },
  { id: '3307', parent: '33', type: 'city', nameZh: '演示市', nameEn: 'Demo City' },
  ...letters.flatMap((letter, index) => {
    const id = `3307${pad(index + 1, 2)}`;
    const district = {
      id,
      parent: '3307',
      type: 'district',
      nameZh: `演示${letter}区`,
      nameEn: `Demo District ${latin[index]}`,
    };
    return [district, ...townsOf(id, index)];
  }),
];

const byId = new Map(seeds.map((seed) => [seed.id, seed]));

function pathOf(id: string): string {
  const seed = byId.get(id);
  return seed === undefined ? '' : `${seed.parent === null ? '' : pathOf(seed.parent)}${id}/`;
}

export const units: readonly OrgUnit[] = seeds.map((seed) => ({
  ...seed,
  path: pathOf(seed.id),
  validFrom: null,
  validTo: null,
  tags: ['演示'],
}));

const unitById = new Map(units.map((unit) => [unit.id, unit]));

export const unitOf = (id: string): OrgUnit | undefined => unitById.get(id);
export const childrenOf = (parent: string): OrgUnit[] => units.filter((unit) => unit.parent === parent);

/** The units a list is asked for: by id, below a parent, or all there are. */
export function unitsNamed(params: URLSearchParams): readonly OrgUnit[] {
  const ids = params.get('ids')?.split(',');
  if (ids !== undefined) return ids.flatMap((id) => unitOf(id) ?? []);
  const parent = params.get('parent');
  return parent === null ? units : childrenOf(parent);
}

export const isSchool = (unit: OrgUnit): boolean => unit.id.includes('-');
export const schoolsBelow = (path: string): OrgUnit[] =>
  units.filter((unit) => isSchool(unit) && unit.path.startsWith(path));

export function lineageOf(unit: OrgUnit): OrgUnit[] {
  return unit.path.split('/').flatMap((id) => unitById.get(id) ?? []);
}

export const detailOf = (unit: OrgUnit): OrgUnitDetail => ({
  ...unit,
  ancestors: lineageOf(unit).slice(0, -1),
  places: [unit],
  successors: [],
  predecessors: [],
  version: 1,
});
