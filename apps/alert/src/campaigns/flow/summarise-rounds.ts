import type { ReadRoundSummary } from '../../hazards/flow/summarise-hazards.ts';
import { coverageOf } from '../domain/visit.ts';
import type { RegisterStore } from './campaign-store.ts';

/** Sums up the rounds of a subtree: visits within the span, rounds that began in it, and those of them that left nobody out. */
export const summariseRounds =
  (registers: Pick<RegisterStore, 'during'>): ReadRoundSummary =>
  async (subtree, span) => {
    const entries = await registers.during(subtree, span);
    const days = entries.flatMap(({ visits }) => visits.map(({ day }) => day));
    const begun = entries.filter(({ start }) => start >= span.from);
    const rounds = [...Map.groupBy(begun, ({ round }) => round).values()].map(coverageOf);
    return {
      visits: days.filter((day) => span.from <= day && day <= span.to).length,
      rounds: rounds.length,
      fullRounds: rounds.filter(({ registered, visited }) => registered > 0 && visited === registered).length,
    };
  };
