import type { UnitHistory } from '../domain/org-tree.ts';
import type { NextVersion, OrgTreeStore } from './org-tree-store.ts';
import type { UnspreadTree } from './spread-changes.ts';
import { mostRounds, type SpreadStore, type Unspread } from './spread.ts';

/** A store of the tree that lives as long as the test. */
export function memoryOrgTree(): OrgTreeStore & { readonly versions: readonly NextVersion[] } {
  const versions: NextVersion[] = [];
  return {
    versions,
    since: (version) => {
      const later = versions.filter(({ change }) => change.version > version);
      const newest = new Map<string, UnitHistory>();
      for (const { histories } of later) for (const history of histories) newest.set(history.id, history);
      const last = later.at(-1);
      return Promise.resolve(last && { version: last.change.version, changed: [...newest.values()] });
    },
    append: (next) => {
      const comesNext = versions.every(({ change }) => change.version !== next.change.version);
      if (comesNext) versions.push(next);
      return Promise.resolve(comesNext);
    },
    changes: ({ unit, before, limit }) =>
      Promise.resolve(
        versions
          .map(({ change }) => change)
          .filter(
            ({ version, changed }) => (before === 0 || version < before) && (unit === '' || changed.includes(unit)),
          )
          .reverse()
          .slice(0, limit),
      ),
  };
}

/** Which of these versions are still to be spread, as long as the test lives. */
export function memorySpread(versions: readonly NextVersion[]): SpreadStore<UnspreadTree> {
  const states = new Map<number, { rounds: number; dueAt: number }>();
  const stateOf = (version: number) => states.get(version) ?? { rounds: 0, dueAt: 0 };
  const put = ({ version, rounds }: Unspread, next: { readonly rounds: number; readonly dueAt: number }): boolean => {
    if (stateOf(version).rounds !== rounds) return false;
    states.set(version, next);
    return true;
  };
  return {
    due: (now) =>
      Promise.resolve(
        versions
          .map(({ change, affected }) => ({ change, affected, ...stateOf(change.version) }))
          .filter(({ affected, rounds, dueAt }) => affected.length > 0 && rounds < mostRounds && dueAt <= now)
          .map(({ change, affected, rounds }) => ({
            version: change.version,
            reason: change.reason,
            affected,
            rounds,
          })),
      ),
    claim: (one, { now, until }) =>
      Promise.resolve(stateOf(one.version).dueAt <= now && put(one, { rounds: one.rounds, dueAt: until })),
    renew: (one, until) => {
      put(one, { rounds: one.rounds, dueAt: until });
      return Promise.resolve();
    },
    finish: (one, nextDueAt) => {
      put(one, { rounds: one.rounds + 1, dueAt: nextDueAt });
      return Promise.resolve();
    },
  };
}
