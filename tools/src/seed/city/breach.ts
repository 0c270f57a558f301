import { pick, randomOf } from './random.ts';

/** What falls short. */
export type Shortfall = 'guards' | 'posts' | 'installed' | 'linked' | 'standard' | 'closed' | 'late-report';

/** An episode in which a school falls short. */
export type Breach = {
  readonly what: Shortfall;
  readonly months: number;
  /** The school corrects it in the same month by a second submission. */
  readonly corrected: boolean;
};

const startRate = 0.0255; // with the lengths below, 4 % of the submissions fall short
const correctedShare = 1 / 3;
const missingRate = 0.03;

const shortfalls: readonly (readonly [Shortfall, number])[] = [
  ['guards', 30],
  ['posts', 22],
  ['linked', 14],
  ['standard', 12],
  ['installed', 8],
  ['closed', 7],
  ['late-report', 7],
];
const lengths: readonly (readonly [number, number])[] = [
  [1, 40],
  [2, 35],
  [3, 25],
];
const longest = 3;

function beginning(seed: number, school: string, month: number): Breach | undefined {
  const random = randomOf(seed, 'breach', school, month);
  if (random() >= startRate) return undefined;
  const what = pick(random, shortfalls);
  const corrected = random() < correctedShare;
  return { what, corrected, months: corrected || what === 'late-report' ? 1 : pick(random, lengths) };
}

/** In what a school falls short in a month (counted from year 0); later episodes hide earlier ones. */
export function breachIn(seed: number, school: string, month: number): Breach | undefined {
  for (let ago = 0; ago < longest; ago += 1) {
    const breach = beginning(seed, school, month - ago);
    if (breach !== undefined && breach.months > ago) return breach;
  }
  return undefined;
}

/** Whether a school never sends the submission of a month. */
export const isMissing = (seed: number, school: string, month: number): boolean =>
  randomOf(seed, 'missing', school, month)() < missingRate;
