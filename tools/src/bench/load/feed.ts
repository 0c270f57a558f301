import { randomOf } from '../../seed/city/random.ts';
import { textsInOrder, type Place, type Texts } from '../place/texts.ts';

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
  /** Tells whether a push was accepted: only then can its breach be mended. A school sends its next one after that. */
  readonly settle: (push: Push, accepted: boolean) => void;
  /** Schools whose newest accepted submission breaches an indicator. */
  readonly failing: () => number;
  /** A period that every school has sent, and some school; for reading. Undefined before there is one. */
  readonly complete: () => { readonly orgUnit: string; readonly period: string } | undefined;
};

/** The first period of the bench. The bench's packs and org units are valid from then on. */
export const firstYear = 1900;

const schoolStep = 19;
const cycleStep = 4;

const periodText = (cycle: number): string =>
  `${String(firstYear + Math.floor(cycle / 12))}-${String((cycle % 12) + 1).padStart(2, '0')}`;

/** A school sends one after the other, as schools do: else a later period could overtake an earlier one. Where all are under way, as in one large upload, each has another turn. */
function idleFrom(isUnderWay: Uint8Array, at: number): number {
  const later = isUnderWay.indexOf(0, at);
  if (later !== -1) return later;
  const first = isUnderWay.indexOf(0);
  return first === -1 ? at : first;
}

type Turn = { readonly school: number; readonly cycle: number; readonly texts: Texts };

const isBreach = ({ school, cycle }: Turn, breachEvery: number): boolean =>
  breachEvery > 0 && (school * schoolStep + cycle * cycleStep) % breachEvery === 0;

function pushOf({ school, cycle, texts: { orgUnit, head, good, bad } }: Turn, alert: Push['alert']): Push {
  const period = periodText(cycle);
  const values = alert === 'firing' ? (bad[cycle % bad.length] ?? good) : good;
  return { school, orgUnit, period, alert, body: head + period + values };
}

export function createFeed(place: Place): Feed {
  const texts = textsInOrder(place);
  const ends = (new Date().getUTCFullYear() - firstYear) * 12; // no period is in the future
  const cycles = new Uint16Array(texts.length);
  const isUnderWay = new Uint8Array(texts.length);
  const isShort = new Uint8Array(texts.length);
  let at = 0;
  const random = randomOf('bench', 'reading');

  const take = (): Turn => {
    const school = idleFrom(isUnderWay, at);
    at = (school + 1) % texts.length;
    isUnderWay[school] = 1;
    const cycle = cycles[school] ?? 0;
    const ofSchool = texts[school];
    if (ofSchool === undefined || cycle >= ends) throw new Error('no more periods: the bench has sent all it can');
    cycles[school] = cycle + 1;
    return { school, cycle, texts: ofSchool };
  };

  const next = (breachEvery: number): Push => {
    const turn = take();
    const mends = isShort[turn.school] === 1;
    if (mends) isShort[turn.school] = 0; // one of several under way is enough
    return pushOf(turn, mends ? 'resolved' : isBreach(turn, breachEvery) ? 'firing' : undefined);
  };

  return {
    next,
    settle: ({ school, alert }, accepted) => {
      isUnderWay[school] = 0;
      if (alert !== undefined) isShort[school] = Number((alert === 'firing') === accepted);
    },
    failing: () => isShort.reduce((sum, one) => sum + one, 0),
    complete: () => {
      const sent = cycles.reduce((least, cycle) => Math.min(least, cycle), ends);
      if (sent === 0) return undefined;
      const school = Math.floor(random() * texts.length);
      return { orgUnit: texts[school]?.orgUnit ?? '', period: periodText(Math.floor(random() * sent)) };
    },
  };
}
