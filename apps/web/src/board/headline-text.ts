import { shareText } from '../format/figure.ts';
import { failingIn, missingIn, type GroupView } from '../groups/group-view.ts';
import type { Say } from '../words/words.ts';

/** The state of a group in one sentence. */
export function headlineText(group: GroupView, say: Say): string {
  const { reported, expected } = group.coverage;
  const failing = failingIn(group);
  const missing = missingIn(group);
  const coverage = say('headline.coverage', { reported, expected, percent: shareText(reported, expected) });
  const share = say('headline.share', {
    group: group.name,
    met: group.met,
    judged: group.judged,
    percent: shareText(group.met, group.judged),
  });
  const parts = [
    coverage,
    ...(group.judged === 0 ? [] : [share]),
    ...(failing === 0 ? [] : [say('headline.failing', { count: failing })]),
    ...(missing === 0 ? [] : [say('headline.missing', { count: missing })]),
  ];
  return `${parts.join(say('headline.comma'))}${say('headline.stop')}`;
}
