import type { Rules, Target } from './catalogue.ts';
import type { OrgUnit } from './tree.ts';

/** Where and when: units from the one judged up to the root, and the last day of the period. */
export type Occasion = { readonly line: readonly OrgUnit[]; readonly day: string };

const covers = (wanted: readonly string[], has: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((one) => has.includes(one));

/** The target of the nearest scope that is for such a unit on that day; of two as near, the first. */
export function chooseTarget(rules: Rules, indicator: string, { line, day }: Occasion): Target | undefined {
  const { type = '', tags = [] } = line[0] ?? {};
  const valid = (rules.targets.get(indicator) ?? []).filter(
    (target) =>
      (target.validFrom === '' || target.validFrom <= day) &&
      (target.validTo === '' || day <= target.validTo) &&
      covers(target.types, [type]) &&
      covers(target.tags, tags),
  );
  if (valid.length === 0) return undefined;
  for (const { id } of line) {
    const nearest = valid.find(({ scope }) => scope.includes(id));
    if (nearest !== undefined) return nearest;
  }
  return valid.find(({ scope }) => scope.length === 0);
}
