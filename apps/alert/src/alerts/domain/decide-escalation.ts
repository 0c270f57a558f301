import type { AlertState, Subject } from './alert.ts';
import { runningClocks } from './deadline.ts';
import type { AlertEvent } from './event.ts';

// Each missed clock goes one level further up; the top stays the top.
function levelAbove({ orgName, pathNames }: Subject, steps: number): string {
  const above = pathNames.slice(0, -1);
  return above.at(-steps) ?? above[0] ?? orgName;
}

/** Every clock that has run out since anybody looked is escalated, each once. */
export function decideEscalation({ episode }: AlertState, at: number): readonly AlertEvent[] {
  if (episode === null) return [];
  return runningClocks(episode)
    .filter((running) => running.at < at)
    .map(({ clock }, index) => ({
      kind: 'escalated',
      at,
      clock,
      to: levelAbove(episode.subject, episode.escalated.length + index + 1),
    }));
}
