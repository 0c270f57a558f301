import type { Rules, Target } from './catalogue.ts';
import { isThere, type OrgUnit } from './tree.ts';

/** Where and when: units from the one judged up to the root, the last day of the period, and whether it was added up. */
export type Occasion = { readonly line: readonly OrgUnit[]; readonly day: string; readonly isRollup: boolean };

const covers = (wanted: readonly string[], has: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((one) => has.includes(one));

const isValidOn = ({ validFrom, validTo }: Target, day: string): boolean =>
  (validFrom === '' || validFrom <= day) && (validTo === '' || day <= validTo);

/** Whether it asks for the units right below. */
export const looksBelow = ({ measure }: Target): boolean => measure === 'each-child' || measure === 'spread';

function applies(target: Target, { line, day, isRollup }: Occasion): boolean {
  const [unit] = line;
  if (unit === undefined || !isThere(unit, day)) return false; // what a unit says of a day without it binds nobody
  if (!isValidOn(target, day) || (looksBelow(target) && !isRollup)) return false;
  return covers(target.types, [unit.type]) && covers(target.tags, unit.tags);
}

// How far up the line the nearest unit of the scope stands; beyond the root where it names none; undefined: not for this line.
function distanceOf({ scope }: Target, line: readonly OrgUnit[]): number | undefined {
  if (scope.length === 0) return line.length;
  const at = line.findIndex(({ id }) => scope.includes(id));
  return at === -1 ? undefined : at;
}

/** The target of the nearest scope; of those as near one for types, then one for tags, then the first. */
export function chooseTarget(rules: Rules, indicator: string, occasion: Occasion): Target | undefined {
  const ranked = (rules.targets.get(indicator) ?? []).flatMap((target) => {
    const distance = applies(target, occasion) ? distanceOf(target, occasion.line) : undefined;
    if (distance === undefined) return [];
    return [{ target, rank: distance * 4 + (target.types.length > 0 ? 0 : 2) + (target.tags.length > 0 ? 0 : 1) }];
  });
  const best = Math.min(...ranked.map(({ rank }) => rank));
  return ranked.find(({ rank }) => rank === best)?.target;
}
