import { demoCity } from '../../seed/demo-city.ts';
import { safetyDataset } from '../../seed/demo-months.ts';
import { randomOf } from '../../seed/city/random.ts';
import { safetyValues } from '../../seed/city/safety-values.ts';
import type { DemoSchool } from '../../seed/city/schools.ts';

/** One submission on its way: of a school and a period that were never together before. */
export type Push = {
  readonly school: number;
  readonly orgUnit: string;
  readonly period: string;
  /** What must happen on the stream of alerts because of it. */
  readonly alert: 'firing' | 'resolved' | undefined;
  readonly body: string;
};

/** Makes submissions of eight values, school by school, period after period. */
export type Feed = {
  /** The next one; one in `breachEvery` breaches an indicator (0 = none), and the school's next one mends it. */
  readonly next: (breachEvery: number) => Push;
  /** Tells whether a push was accepted: only then can its breach be mended. */
  readonly settle: (push: Push, accepted: boolean) => void;
  /** Schools whose newest accepted submission breaches an indicator. */
  readonly failing: () => number;
  /** A period that every school has sent, and some school; for reading. Undefined before there is one. */
  readonly complete: () => { readonly orgUnit: string; readonly period: string } | undefined;
};

/** The first period of the bench. The bench's packs and org units are valid from then on. */
export const firstYear = 1900;

const breaches = ['guards', 'posts', 'closed'] as const;
const anyMonth = 24_322; // the figures of one month serve for all: only school and period must be new
const schoolStep = 19;
const cycleStep = 4;

const periodText = (cycle: number): string =>
  `${String(firstYear + Math.floor(cycle / 12))}-${String((cycle % 12) + 1).padStart(2, '0')}`;

function shuffled(schools: readonly DemoSchool[]): readonly DemoSchool[] {
  const rank = new Map(schools.map((school) => [school, randomOf('bench', school.id)()]));
  return [...schools].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
}

type Texts = {
  readonly orgUnit: string;
  readonly head: string;
  readonly good: string;
  readonly bad: readonly string[];
};

function textsOf(seed: number, school: DemoSchool): Texts {
  const values = (short?: (typeof breaches)[number]): string =>
    `","values":${JSON.stringify(safetyValues(seed, school, { month: anyMonth, short }))}}`;
  const head = `{"orgUnit":"${school.id}","dataset":"${safetyDataset}","period":"`;
  return { orgUnit: school.id, head, good: values(), bad: breaches.map(values) };
}

function textsInOrder(): readonly Texts[] {
  const { seed, schools } = demoCity();
  return shuffled(schools).map((school) => textsOf(seed, school));
}

export function createFeed(): Feed {
  const texts = textsInOrder();
  const ends = (new Date().getUTCFullYear() - firstYear) * 12; // no period is in the future
  const cycles = new Uint16Array(texts.length);
  const isShort = new Uint8Array(texts.length);
  let at = 0;
  let random = 1;

  const take = (): { readonly school: number; readonly cycle: number; readonly texts: Texts } => {
    const school = at;
    at = (at + 1) % texts.length;
    const cycle = cycles[school] ?? 0;
    const ofSchool = texts[school];
    if (ofSchool === undefined || cycle >= ends) throw new Error('no more periods: the bench has sent all it can');
    cycles[school] = cycle + 1;
    return { school, cycle, texts: ofSchool };
  };

  const next = (breachEvery: number): Push => {
    const { school, cycle, texts: own } = take();
    const mends = isShort[school] === 1;
    const isBreach = !mends && breachEvery > 0 && (school * schoolStep + cycle * cycleStep) % breachEvery === 0;
    const values = isBreach ? own.bad[cycle % own.bad.length] : own.good;
    const period = periodText(cycle);
    const alert = isBreach ? 'firing' : mends ? 'resolved' : undefined;
    return { school, period, alert, orgUnit: own.orgUnit, body: `${own.head}${period}${values ?? own.good}` };
  };

  return {
    next,
    settle: ({ school, alert }, accepted) => {
      if (accepted && alert !== undefined) isShort[school] = alert === 'firing' ? 1 : 0;
    },
    failing: () => isShort.reduce((sum, one) => sum + one, 0),
    complete: () => {
      const sent = cycles.reduce((least, cycle) => Math.min(least, cycle), ends);
      if (sent === 0) return undefined;
      random = (Math.imul(random, 1_103_515_245) + 12_345) & 0x7fffffff;
      const school = (random >>> 8) % texts.length;
      return { orgUnit: texts[school]?.orgUnit ?? '', period: periodText((random >>> 4) % sent) };
    },
  };
}
