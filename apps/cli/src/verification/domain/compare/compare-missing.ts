import { figureText } from '../figures/figure.ts';
import { dueAt, type DuePeriod } from '../rules/due.ts';
import { readPeriod } from '../rules/period.ts';
import { isThere, lineOf, unitOn } from '../rules/tree.ts';
import { addMissingToSums } from '../sums/sums.ts';
import { keyOf } from '../units/book.ts';
import { expectedMissing } from '../units/expected-card.ts';
import { compareScorecard } from './compare-scorecard.ts';
import { oneSided, type Difference } from './difference.ts';
import type { StoredScorecard } from './stored.ts';
import type { Yardstick } from './yardstick.ts';

/** Due times are acted on a moment after they have passed, and so are days before which something was to be reached. */
export const graceMs = 120_000;

const isExpected = ({ tree }: Yardstick, orgUnit: string, { dataset, period }: DuePeriod): boolean => {
  const unit = unitOn(tree, orgUnit, period.end);
  return unit !== undefined && isThere(unit, period.end) && dataset.reportedBy.includes(unit.type);
};

/** What is due of a unit, by the key of its card. */
export const dueOf = (yardstick: Yardstick, orgUnit: string): ReadonlyMap<string, DuePeriod> =>
  new Map(
    yardstick.due
      .filter((due) => isExpected(yardstick, orgUnit, due))
      .map((due) => [keyOf(orgUnit, due.dataset.id, due.period.text), due]),
  );

// Whatever it shows says that there is no data.
function compareSilence(key: string, { cells, groups }: StoredScorecard): readonly Difference[] {
  const loud = cells.filter(({ verdict, numerator, denominator, value }) => {
    const figure = { numerator: BigInt(numerator), denominator: BigInt(denominator), value };
    return verdict !== 'no-data' || figureText(figure) !== '0/0';
  });
  const judged = groups.filter(({ verdict }) => verdict !== 'no-data' && verdict !== 'not-applicable');
  const fields = [
    ...loud.map(({ indicator, verdict }) => ({ field: `cells.${indicator}.verdict`, stored: verdict })),
    ...judged.map(({ group, verdict }) => ({ field: `groups.${group}.verdict`, stored: verdict })),
  ];
  return fields.map((field) => ({ subject: 'scorecard', key, expected: 'no-data', ...field }));
}

/** The card of something that was due and did not come: it must be there and say so. */
export function compareMissing(
  yardstick: Yardstick,
  { key, orgUnit, due }: { readonly key: string; readonly orgUnit: string; readonly due: DuePeriod },
  stored: StoredScorecard | undefined,
): readonly Difference[] {
  if (stored === undefined && due.at + graceMs > yardstick.now) return [];
  const line = lineOf(yardstick.tree, orgUnit, due.period.end);
  addMissingToSums(yardstick.sums, { ...due, line, missing: true }, stored);
  if (stored === undefined) return [oneSided({ subject: 'scorecard', key }, 'expected')];
  const bare = { ...stored, cells: [], groups: [], receivedAt: 0 };
  return [...compareScorecard(key, expectedMissing(line, due.at), bare), ...compareSilence(key, stored)];
}

/** The card of something that did not come and is not due, or not any more: it may stay where it says so. */
export function compareNotDue(yardstick: Yardstick, key: string, stored: StoredScorecard): readonly Difference[] {
  const dataset = yardstick.rules.datasets.get(stored.dataset);
  const period = readPeriod(stored.period);
  if (stored.revision > 0 || stored.missing || dataset === undefined || period === undefined)
    return [oneSided({ subject: 'scorecard', key }, 'stored')];
  const line = lineOf(yardstick.tree, stored.orgUnit, period.end);
  addMissingToSums(yardstick.sums, { dataset, period, line, missing: false }, stored);
  const due = dataset.computed ? 0 : dueAt(dataset, period, yardstick.isWorkday);
  const expected = { ...expectedMissing(line, due), missing: false };
  const bare = { ...stored, cells: [], groups: [], receivedAt: 0 };
  return [...compareScorecard(key, expected, bare), ...compareSilence(key, stored)];
}
