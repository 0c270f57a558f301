import type { Division } from './divisions.ts';
import { pick, randomOf } from './random.ts';

export type SchoolType = 'primary' | 'secondary' | 'nine-year' | 'kindergarten';

/** An invented school of a real town; its name says that it is a demonstration. */
export type DemoSchool = {
  readonly id: string;
  readonly town: string;
  readonly type: SchoolType;
  readonly nameZh: string;
  readonly nameEn: string;
};

const order: readonly SchoolType[] = ['primary', 'secondary', 'nine-year', 'kindergarten'];
const nouns: Readonly<Record<SchoolType, readonly [zh: string, en: string]>> = {
  primary: ['小学', 'Primary School'],
  secondary: ['初级中学', 'Secondary School'],
  'nine-year': ['实验学校', 'Nine-Year School'],
  kindergarten: ['幼儿园', 'Kindergarten'],
};
const mix: readonly (readonly [SchoolType, number])[] = [
  ['kindergarten', 46],
  ['primary', 30],
  ['secondary', 15],
  ['nine-year', 9],
];
const leastInTown = 2;

const digits = '零一二三四五六七八九';

function ordinal(n: number): string {
  const tens = Math.floor(n / 10);
  const head = tens === 0 ? '' : `${tens === 1 ? '' : digits.charAt(tens)}十`;
  return `${head}${n % 10 === 0 ? '' : digits.charAt(n % 10)}`;
}

const sizeOf = (town: Division): number => (town.nameZh.endsWith('街道') ? 3 : town.nameZh.endsWith('镇') ? 2 : 1);

/** How many of `total` schools each town has: by its size, at least two, the largest remainders rounded up. */
export function shareOut(seed: number, total: number, towns: readonly Division[]): number[] {
  const weights = towns.map((town) => sizeOf(town) * (0.6 + 0.8 * randomOf(seed, 'size', town.code)()));
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (weight / sum) * (total - leastInTown * towns.length));
  const counts = exact.map((share) => leastInTown + Math.floor(share));
  const rest = total - counts.reduce((a, b) => a + b, 0);
  const byRemainder = exact.map((share, at) => ({ at, left: share % 1 })).sort((a, b) => b.left - a.left);
  const lucky = new Set(byRemainder.slice(0, rest).map(({ at }) => at));
  return counts.map((count, at) => count + (lucky.has(at) ? 1 : 0));
}

function typesOf(seed: number, town: Division, count: number): SchoolType[] {
  const random = randomOf(seed, 'types', town.code);
  const drawn = Array.from({ length: count - leastInTown }, () => pick(random, mix));
  return (['primary', 'kindergarten', ...drawn] satisfies SchoolType[]).sort(
    (a, b) => order.indexOf(a) - order.indexOf(b),
  );
}

/** The schools of one town, numbered through. */
export function schoolsOf(seed: number, town: Division, count: number): DemoSchool[] {
  const types = typesOf(seed, town, count);
  return types.map((type, at) => {
    const nth = at - types.indexOf(type) + 1;
    const [zh, en] = nouns[type];
    return {
      id: `${town.code}-${String(at + 1).padStart(2, '0')}`,
      town: town.code,
      type,
      nameZh: `${town.nameZh}第${ordinal(nth)}${zh}（演示）`,
      nameEn: `${town.nameEn} No. ${nth} ${en} (demo)`,
    };
  });
}
