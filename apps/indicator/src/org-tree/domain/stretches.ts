import { dayAfter, dayBefore, endsBefore, existsOn } from './days.ts';
import type { Stretch } from './org-tree.ts';

/** What of a unit can change from a day on. */
export type Amendment = Partial<Pick<Stretch, 'parent' | 'type' | 'nameZh' | 'nameEn' | 'tags'>>;

const valuesOf = ({ validFrom: _from, validTo: _to, ...values }: Stretch): string =>
  JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));

const follows = (before: Stretch, after: Stretch): boolean =>
  before.validTo !== '' && dayAfter(before.validTo) === after.validFrom;

// Two stretches that say the same, one right after the other, are one.
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const stretch of stretches) {
    const last = all.at(-1);
    const same = last !== undefined && follows(last, stretch) && valuesOf(last) === valuesOf(stretch);
    if (same) all[all.length - 1] = { ...last, validTo: stretch.validTo };
    else all.push(stretch);
  }
  return all;
}

function saysSame(a: Stretch, b: Stretch, amendment: Amendment): boolean {
  const names = Object.keys(amendment) as (keyof Amendment)[];
  return names.every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));
}

/** The stretches after a change from a day on: it lasts until what was recorded to change next of the same kind. */
export function amended(stretches: readonly Stretch[], from: string, amendment: Amendment): readonly Stretch[] {
  const then = stretches.find((stretch) => existsOn(stretch, from));
  if (then === undefined) return stretches;
  let lasts = true;
  const all = stretches.flatMap((stretch): readonly Stretch[] => {
    if (endsBefore(stretch, from)) return [stretch];
    lasts &&= saysSame(then, stretch, amendment);
    if (!lasts) return [stretch];
    const after = { ...stretch, ...amendment };
    if (stretch.validFrom >= from) return [after];
    return [
      { ...stretch, validTo: dayBefore(from) },
      { ...after, validFrom: from },
    ];
  });
  return joined(all);
}

/** The stretches after one parent gives way to another from a day on, whenever the unit stands below it. */
export function handedOver(
  stretches: readonly Stretch[],
  from: string,
  parents: { readonly was: string; readonly now: string },
): readonly Stretch[] {
  const all = stretches.flatMap((stretch): readonly Stretch[] => {
    if (stretch.parent !== parents.was || endsBefore(stretch, from)) return [stretch];
    const after = { ...stretch, parent: parents.now };
    if (stretch.validFrom >= from) return [after];
    return [
      { ...stretch, validTo: dayBefore(from) },
      { ...after, validFrom: from },
    ];
  });
  return joined(all);
}

/** The stretches of a unit that exists no more from a day on; what was recorded for later goes as well. */
export const endedBefore = (stretches: readonly Stretch[], from: string): readonly Stretch[] =>
  stretches
    .filter(({ validFrom }) => validFrom < from)
    .map((stretch) => (endsBefore(stretch, from) ? stretch : { ...stretch, validTo: dayBefore(from) }));
