import { compareRollup } from '../domain/compare/compare-rollup.ts';
import { compareScorecard } from '../domain/compare/compare-scorecard.ts';
import { compareFields, oneSided, type Difference } from '../domain/compare/difference.ts';
import type { StoredRollup, StoredScorecard } from '../domain/compare/stored.ts';
import { keyOf, type Recount } from '../domain/recount/recount.ts';
import type { Exports } from './exports.ts';

type Tell = (differences: readonly Difference[]) => void;

/** What was met in the export, to know in the end what was not. */
type Met = {
  readonly scorecards: Set<string>;
  readonly rollupVersions: Map<string, number>;
  readonly childVersions: Map<string, number>;
};

function compareCard(recounted: Recount, stored: StoredScorecard, met: Met): readonly Difference[] {
  const key = keyOf(stored.orgUnit, stored.dataset, stored.period);
  met.scorecards.add(key);
  const expected = recounted.cardOf(key);
  if (typeof expected === 'string') return [{ subject: 'scorecard', key, field: '', expected, stored: 'present' }];
  for (const above of recounted.rollupsAbove(expected.entry)) {
    met.childVersions.set(above, (met.childVersions.get(above) ?? 0) + stored.version);
  }
  return compareScorecard(key, expected, stored);
}

function compareSum(recounted: Recount, stored: StoredRollup, met: Met): readonly Difference[] {
  const key = keyOf(stored.orgUnit, stored.dataset, stored.period);
  met.rollupVersions.set(key, stored.version);
  const expected = recounted.rollupOf(key);
  if (expected === undefined) return [oneSided({ subject: 'rollup', key }, 'stored')];
  return compareRollup(key, expected, stored);
}

function compareMissing(recounted: Recount, submissions: Iterable<string>, met: Met): readonly Difference[] {
  const cards = [...submissions].filter((key) => !met.scorecards.has(key));
  const rollups = [...recounted.rollupKeys()].filter((key) => !met.rollupVersions.has(key));
  return [
    ...cards.map((key) => oneSided({ subject: 'scorecard', key }, 'expected')),
    ...rollups.map((key) => oneSided({ subject: 'rollup', key }, 'expected')),
  ];
}

// A rollup's version is the sum of the versions of the scorecards below it.
function compareVersions({ rollupVersions, childVersions }: Met): readonly Difference[] {
  return [...rollupVersions].flatMap(([key, version]) => {
    const expected = { version: String(childVersions.get(key) ?? 0) };
    return compareFields({ subject: 'rollup', key }, expected, { version: String(version) });
  });
}

/** Holds every stored scorecard and rollup against the recount. */
export async function compareCards(
  stored: ReturnType<Exports['scorecards']>,
  { recounted, submissions }: { readonly recounted: Recount; readonly submissions: Iterable<string> },
  tell: Tell,
): Promise<{ readonly scorecards: number; readonly rollups: number }> {
  const met: Met = { scorecards: new Set(), rollupVersions: new Map(), childVersions: new Map() };
  for await (const one of stored) {
    tell('rollup' in one ? compareSum(recounted, one.rollup, met) : compareCard(recounted, one.scorecard, met));
  }
  tell(compareMissing(recounted, submissions, met));
  tell(compareVersions(met));
  return { scorecards: met.scorecards.size, rollups: met.rollupVersions.size };
}
