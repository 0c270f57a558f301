import {
  nextPeriod,
  parsePeriod,
  previousPeriod,
  samePeriodLastYear,
  samePeriodsNextYear,
  type Period,
} from '@xiaomai/period';
import type { Needs } from '../../../catalogue/domain/needs.ts';
import type { CardKey } from '../../domain/card.ts';
import { roundPeriods } from '../../domain/judging/base.ts';
import { pastPeriods, periodsLookedAt } from '../../domain/judging/outliers.ts';
import { periodsInTrend, trendPeriods } from '../../domain/judging/trend.ts';

type Texts = readonly (Period | undefined)[];

function earlierPeriods(period: Period, needs: Needs): Texts {
  return [
    ...(needs.periodBefore ? [previousPeriod(period)] : []),
    ...(needs.lastYear ? [samePeriodLastYear(period)] : []),
    ...(needs.rounds ? roundPeriods(period) : []),
    ...(needs.trend ? trendPeriods(period) : []),
    ...(needs.past ? pastPeriods(period) : []),
  ];
}

function restOfYear(period: Period): readonly Period[] {
  const year = period.end.slice(0, 4);
  const periods: Period[] = [];
  for (let at = nextPeriod(period); at.end.startsWith(year); at = nextPeriod(at)) periods.push(at);
  return periods;
}

function followingPeriods(period: Period, count: number): readonly Period[] {
  const periods: Period[] = [];
  for (let at = period; periods.length < count;) {
    at = nextPeriod(at);
    periods.push(at);
  }
  return periods;
}

function laterPeriods(period: Period, needs: Needs): Texts {
  return [
    ...(needs.periodBefore ? [nextPeriod(period)] : []),
    ...(needs.lastYear ? samePeriodsNextYear(period) : []),
    ...(needs.rounds ? restOfYear(period) : []),
    ...(needs.trend ? followingPeriods(period, periodsInTrend - 1) : []),
    ...(needs.past ? followingPeriods(period, periodsLookedAt) : []),
  ];
}

const textsOf = (periods: Texts): readonly string[] => [...new Set(periods.flatMap((period) => period?.text ?? []))];

type Neighbours = { readonly earlier: readonly string[]; readonly later: readonly string[] };

const mostRemembered = 10_000;
const remembered = new WeakMap<Needs, Map<string, Neighbours>>();

// Every unit reports the same few periods: what lies around each is worked out once.
function neighboursOf(text: string, needs: Needs): Neighbours {
  const known = remembered.get(needs) ?? new Map<string, Neighbours>();
  remembered.set(needs, known);
  const found = known.get(text);
  if (found !== undefined) return found;
  const period = parsePeriod(text);
  const neighbours = period.ok
    ? { earlier: textsOf(earlierPeriods(period.value, needs)), later: textsOf(laterPeriods(period.value, needs)) }
    : { earlier: [], later: [] };
  if (known.size >= mostRemembered) known.clear();
  known.set(text, neighbours);
  return neighbours;
}

function related(card: CardKey, periods: readonly string[], datasets: readonly string[]): readonly CardKey[] {
  const { orgUnit, dataset, period } = card;
  const own = periods.filter((text) => text !== period).map((text) => ({ orgUnit, dataset, period: text }));
  return [...own, ...datasets.map((other) => ({ orgUnit, dataset: other, period }))];
}

/** Cards whose figures the judgement of a card may need. */
export const neededCards = (card: CardKey, needs: Needs): readonly CardKey[] =>
  related(card, [...neighboursOf(card.period, needs).earlier, ...needs.fixed], needs.datasets);

/** Cards that may compare with a card, as far as their periods follow from its own. */
export const dependentCards = (card: CardKey, needs: Needs): readonly CardKey[] =>
  related(card, neighboursOf(card.period, needs).later, needs.namedBy);

/** Whether every other period of the unit and dataset compares with this card. */
export const isFixedBase = (card: CardKey, needs: Needs): boolean => needs.fixed.includes(card.period);
