import type { Dataset, Rules } from './catalogue.ts';
import {
  deriveConjunction,
  judge,
  judgeGroup,
  type Figure,
  type JudgedCell,
  type Occasion,
  type Verdict,
} from './judge.ts';

/** What the scorecard of a submission must say. */
export type Card = {
  readonly cells: ReadonlyMap<string, JudgedCell>;
  readonly groups: ReadonlyMap<string, Verdict>;
};

/** Judges the figures of a submission and what follows from them. */
export function judgeCard(
  { rules, dataset }: { readonly rules: Rules; readonly dataset: Dataset },
  figures: readonly Figure[],
  occasion: Occasion,
): Card {
  const cells = new Map(figures.map((figure) => [figure.indicator, judge(rules, figure, occasion)]));
  for (const indicator of dataset.derived) {
    cells.set(indicator.id, judge(rules, deriveConjunction(indicator, cells), occasion));
  }
  const groups = dataset.groups.map(
    ({ id, members }) => [id, judgeGroup(members.map((member) => cells.get(member)?.verdict))] as const,
  );
  return { cells, groups: new Map(groups) };
}
