import type { Verdict } from '../figures/figure.ts';
import { deriveConjunction, judgeGroup } from '../judging/compose.ts';
import { findingsOf, type Finding } from '../judging/findings.ts';
import { judge, type JudgedCell } from '../judging/judge.ts';
import type { Situation } from '../judging/situation.ts';
import type { Dataset, Rules } from '../rules/catalogue.ts';
import type { Entry } from './book.ts';

/** What a scorecard must say. */
export type Card = {
  readonly cells: ReadonlyMap<string, JudgedCell>;
  readonly groups: ReadonlyMap<string, Verdict>;
  readonly findings: readonly Finding[];
};

export type Judging = {
  readonly rules: Rules;
  readonly dataset: Dataset;
  readonly situationOf: (since: number) => Situation;
};

/** Judges the figures of a submission, and what follows from them (parts before what is derived from them). */
export function judgeCard({ rules, dataset, situationOf }: Judging, entry: Entry): Card {
  const cells = new Map<string, JudgedCell>();
  for (const [indicator, figure] of entry.figures) {
    cells.set(indicator, judge(rules, { indicator, figure }, situationOf(figure.since)));
  }
  for (const indicator of dataset.derived) {
    const parts = indicator.conjunctionOf.map((part) => cells.get(part)?.verdict ?? 'no-data');
    const figure = deriveConjunction(indicator, parts);
    cells.set(indicator.id, judge(rules, { indicator: indicator.id, figure }, situationOf(entry.receivedAt)));
  }
  const groups = dataset.groups.map((group) => {
    const members = group.members.map((member) => cells.get(member)?.verdict);
    return [group.id, judgeGroup(group, members)] as const;
  });
  const { period, around } = situationOf(entry.receivedAt);
  const { checks } = dataset;
  const findings = findingsOf(rules, { figures: entry.figures, checks, period, around });
  return { cells, groups: new Map(groups), findings };
}
