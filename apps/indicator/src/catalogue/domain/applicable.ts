import { ofChildren, type Catalogue, type Target } from './catalogue.ts';

/** Where and when a target is to judge. */
export type Place = {
  readonly path: string;
  readonly type: string;
  readonly tags: readonly string[];
  /** Last day of the period. */
  readonly day: string;
  /** A rollup is judged, not what a unit reported. */
  readonly rollup: boolean;
};

/** Whether a target judges on a day. */
export const holdsOn = ({ validFrom, validTo }: Target, day: string): boolean =>
  validFrom <= day && (validTo === '' || day <= validTo);

function isFor(target: Target, { type, tags, day, rollup }: Place): boolean {
  if (!holdsOn(target, day)) return false;
  if (target.types.length > 0 && !target.types.includes(type)) return false;
  if (target.tags.length > 0 && !target.tags.some((tag) => tags.includes(tag))) return false;
  return rollup || !ofChildren(target);
}

// The nearest scope counts most, then named types, then named tags.
function nearness(target: Target, path: string): number {
  const depth = scopeDepth(target.scope, path);
  if (depth < 0) return -1;
  return depth * 4 + (target.types.length > 0 ? 2 : 0) + (target.tags.length > 0 ? 1 : 0);
}

/** The target that judges an indicator of an org unit on a day: of the nearest scope, or the general one. */
export function targetFor(catalogue: Catalogue, indicator: string, place: Place): Target | undefined {
  const targets = catalogue.targets.get(indicator);
  if (targets === undefined) return undefined;
  let best: Target | undefined;
  let bestNearness = -1;
  for (const target of targets) {
    if (!isFor(target, place)) continue;
    const near = nearness(target, place.path);
    if (near > bestNearness) {
      best = target;
      bestNearness = near;
    }
  }
  return best;
}

function scopeDepth(scope: readonly string[], path: string): number {
  if (scope.length === 0) return 0;
  const ids = path.split('/');
  return Math.max(...scope.map((id) => ids.indexOf(id) + 1), -1) || -1;
}
