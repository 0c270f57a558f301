import { hasReported, type Scorecard } from '../card.ts';

/** What of a card says whether and when it came. */
export type Arrived = Pick<Scorecard, 'revision' | 'withdrawn' | 'missing' | 'late' | 'dueAt'>;

const shanghaiOffsetMs = 8 * 3_600_000;

/** An instant as the clock of Shanghai shows it, to the minute. */
export const minuteText = (at: number): string =>
  new Date(at + shanghaiOffsetMs).toISOString().slice(0, 16).replace('T', ' ');

/** Why there is no figure where nothing stands, in Chinese; undefined where something does. */
export function silenceText(card: Arrived): string | undefined {
  if (hasReported(card)) return undefined;
  const what = card.revision === 0 ? '未报送' : '已全部撤回，未重新报送';
  if (card.dueAt === 0) return what;
  return card.missing ? `${what}，已过期限 ${minuteText(card.dueAt)}` : `${what}（期限 ${minuteText(card.dueAt)}）`;
}

/** What is added to each reason of what came late, in Chinese. */
export const lateText = ({ late, dueAt }: Arrived): string => (late ? `；迟报（期限 ${minuteText(dueAt)}）` : '');
