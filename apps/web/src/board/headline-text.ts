import { shareText } from '../format/figure.ts';
import { failingIn, missingIn, type GroupView } from '../groups/group-view.ts';
import type { Say } from '../words/words.ts';

// Once it is due, silence is more than waiting.
function owing(group: GroupView, say: Say): readonly string[] {
  const { missing, late, coverage } = group;
  const unreported = missingIn(group);
  const silent = unreported === 0 ? [] : [say('headline.missing', { count: unreported })];
  return [
    ...(missing === 0 ? silent : [say('headline.due-missing', { count: missing, expected: coverage.expected })]),
    ...(late === 0 ? [] : [say('headline.late', { count: late, reported: coverage.reported })]),
  ];
}

/** The state of a group in one sentence. */
export function headlineText(group: GroupView, say: Say): string {
  const { reported, expected } = group.coverage;
  const failing = failingIn(group);
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
    ...owing(group, say),
  ];
  return `${parts.join(say('headline.comma'))}${say('headline.stop')}`;
}
