import { compareAlert, compareCount } from '../domain/compare/compare-alert.ts';
import type { Difference } from '../domain/compare/difference.ts';
import { standingKey, type Standing } from '../domain/recount/standing.ts';
import { lineOf, type Tree } from '../domain/recount/tree.ts';
import type { Exports } from './exports.ts';

type Tell = (differences: readonly Difference[]) => void;

/** Holds every stored alert against the newest valid figure of its indicator, and every breach against its alerts. */
export async function compareAlerts(
  stored: ReturnType<Exports['alerts']>,
  { standings, tree }: { readonly standings: ReadonlyMap<string, Standing>; readonly tree: Tree },
  tell: Tell,
): Promise<number> {
  const firing = new Map<string, number>();
  let alerts = 0;
  for await (const alert of stored) {
    alerts += 1;
    const key = standingKey(alert.orgUnit, alert.indicator);
    if (alert.condition === 'firing') firing.set(key, (firing.get(key) ?? 0) + 1);
    const standing = standings.get(key);
    tell(compareAlert({ standing, line: lineOf(tree, alert.orgUnit, standing?.day ?? '') }, alert));
  }
  for (const [key, standing] of standings) tell(compareCount(key, standing, firing.get(key) ?? 0));
  return alerts;
}
