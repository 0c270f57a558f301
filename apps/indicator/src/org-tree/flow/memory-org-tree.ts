import type { UnitHistory } from '../domain/org-tree.ts';
import type { NextVersion, OrgTreeStore } from './org-tree-store.ts';

/** A store of the tree that lives as long as the test. */
export function memoryOrgTree(): OrgTreeStore {
  const versions: NextVersion[] = [];
  return {
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
