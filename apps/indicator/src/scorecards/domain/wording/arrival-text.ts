import { hasReported, type Scorecard } from '../card.ts';
import type { Phrases } from './phrases.ts';

/** What of a card says whether and when it came. */
export type Arrived = Pick<Scorecard, 'revision' | 'withdrawn' | 'missing' | 'late' | 'dueAt'>;

const shanghaiOffsetMs = 8 * 3_600_000;

/** An instant as the clock of Shanghai shows it, to the minute. */
export const minuteText = (at: number): string =>
  new Date(at + shanghaiOffsetMs).toISOString().slice(0, 16).replace('T', ' ');

/** Why there is no figure where nothing stands; undefined where something does. */
export function silenceText(card: Arrived, say: Phrases): string | undefined {
  if (hasReported(card)) return undefined;
  const what = card.revision === 0 ? say.silent : say.takenBack;
  if (card.dueAt === 0) return what;
  return `${what}${(card.missing ? say.overdue : say.due)(minuteText(card.dueAt))}`;
}

/** What is added to each reason of what came late. */
export const lateText = ({ late, dueAt }: Arrived, say: Phrases): string => (late ? say.late(minuteText(dueAt)) : '');
