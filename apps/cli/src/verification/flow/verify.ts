import { compareEmpty, compareRollup } from '../domain/compare/compare-rollup.ts';
import { compareUnit, type UnitExports } from '../domain/compare/compare-unit.ts';
import { oneSided, twice, type Difference } from '../domain/compare/difference.ts';
import type { StoredAlert, StoredRollup, StoredScorecard } from '../domain/compare/stored.ts';
import type { Yardstick } from '../domain/compare/yardstick.ts';
import { rulesOf } from '../domain/rules/catalogue.ts';
import { duePeriods, type IsWorkday } from '../domain/rules/due.ts';
import { readPeriod } from '../domain/rules/period.ts';
import { treeOf, type OrgUnit, type Tree } from '../domain/rules/tree.ts';
import { rollupAt } from '../domain/sums/judge-sums.ts';
import { createSums } from '../domain/sums/sums.ts';
import { keyOf, type Revision } from '../domain/units/book.ts';
import type { StoredHazard, StoredRound } from '../domain/units/hazard-ledger.ts';
import type { Exports } from './exports.ts';
import type { Shelf, Shelves } from './shelves.ts';

/** How much was compared. */
export type Compared = {
  readonly revisions: number;
  readonly submissions: number;
  readonly scorecards: number;
  readonly rollups: number;
  /** Newest valid figures, each of one indicator of one org unit. */
  readonly standings: number;
  readonly alerts: number;
  /** Scorecards and rollups of datasets that are gone: they keep the judgement they had, which nothing can recount. */
  readonly left: number;
};

/** What a verification needs besides the exports. */
export type Means = {
  readonly shelves: Shelves;
  readonly isWorkday: IsWorkday;
  /** Unix milliseconds of the exports: what is not yet due then is not missing. */
  readonly now: number;
};

type Stored = {
  readonly revisions: Shelf<Revision>;
  readonly scorecards: Shelf<StoredScorecard>;
  readonly rollups: Shelf<StoredRollup>;
  readonly alerts: Shelf<StoredAlert>;
  readonly hazards: Shelf<StoredHazard>;
  readonly rounds: Shelf<StoredRound>;
};

type Tell = (differences: readonly Difference[]) => void;

async function readTree(orgUnits: AsyncIterable<OrgUnit>): Promise<Tree> {
  const units: OrgUnit[] = [];
  for await (const unit of orgUnits) units.push(unit);
  return treeOf(units);
}

async function putAll<T extends { readonly orgUnit: string }>(
  things: AsyncIterable<T>,
  shelf: Shelf<T>,
): Promise<number> {
  let count = 0;
  for await (const thing of things) {
    count += 1;
    const written = shelf.put(thing.orgUnit, thing);
    if (written !== undefined) await written;
  }
  return count;
}

async function* storedCards(exports: Exports, rollups: Shelf<StoredRollup>): AsyncGenerator<StoredScorecard> {
  for await (const one of exports.scorecards()) {
    if ('scorecard' in one) yield one.scorecard;
    else await rollups.put(one.rollup.orgUnit, one.rollup);
  }
}

async function grouped<T extends { readonly orgUnit: string }>(things: AsyncIterable<T>): Promise<Map<string, T[]>> {
  const groups = new Map<string, T[]>();
  for await (const thing of things) {
    const group = groups.get(thing.orgUnit);
    if (group === undefined) groups.set(thing.orgUnit, [thing]);
    else group.push(thing);
  }
  return groups;
}

/** The exports of each org unit of one part. */
async function* unitsOf(stored: Stored, part: number, expected: Iterable<string>): AsyncGenerator<UnitExports> {
  const said = await grouped(stored.revisions.part(part));
  const cards = await grouped(stored.scorecards.part(part));
  const raised = await grouped(stored.alerts.part(part));
  const ledger = await grouped(stored.hazards.part(part));
  const rounds = await grouped(stored.rounds.part(part));
  const units = [said, cards, raised, ledger, rounds].flatMap((one) => [...one.keys()]);
  for (const orgUnit of new Set([...units, ...expected])) {
    yield {
      orgUnit,
      revisions: said.get(orgUnit) ?? [],
      scorecards: cards.get(orgUnit) ?? [],
      alerts: raised.get(orgUnit) ?? [],
      hazards: ledger.get(orgUnit) ?? [],
      rounds: rounds.get(orgUnit) ?? [],
    };
  }
}

type Held = Pick<Shelves, 'parts' | 'partOf'> & { readonly yardstick: Yardstick };

async function compareUnits(
  stored: Stored,
  { parts, partOf, yardstick }: Held,
  tell: Tell,
): Promise<Pick<Compared, 'submissions' | 'standings' | 'left'>> {
  let [submissions, standings, left] = [0, 0, 0];
  const expected = yardstick.due.length === 0 ? [] : [...yardstick.tree.keys()];
  const expectedOf = Map.groupBy(expected, partOf);
  for (let part = 0; part < parts; part += 1) {
    for await (const unit of unitsOf(stored, part, expectedOf.get(part) ?? [])) {
      const compared = compareUnit(yardstick, unit);
      submissions += compared.submissions;
      standings += compared.standings;
      left += compared.left;
      tell(compared.differences);
    }
  }
  return { submissions, standings, left };
}

async function compareRollups(
  stored: Shelf<StoredRollup>,
  { parts, yardstick }: Held,
  tell: Tell,
): Promise<Pick<Compared, 'rollups' | 'left'>> {
  const met = new Set<string>();
  let [rollups, left] = [0, 0];
  for (let part = 0; part < parts; part += 1) {
    for await (const rollup of stored.part(part)) {
      rollups += 1;
      const key = keyOf(rollup.orgUnit, rollup.dataset, rollup.period);
      if (met.has(key)) tell([twice({ subject: 'rollup', key })]);
      met.add(key);
      if (!yardstick.rules.datasets.has(rollup.dataset)) {
        left += 1;
        continue;
      }
      const period = readPeriod(rollup.period);
      const expected = period && rollupAt(yardstick, { unit: rollup.orgUnit, dataset: rollup.dataset, period });
      tell(expected === undefined ? compareEmpty(key, rollup) : compareRollup(key, expected, rollup));
    }
  }
  const absent = [...yardstick.sums.tallies.keys()].filter((key) => !met.has(key));
  tell(absent.map((key) => oneSided({ subject: 'rollup', key }, 'expected')));
  return { rollups, left };
}

/** Recomputes everything from the accepted submissions and tells each field that is stored otherwise. */
export async function verify(
  exports: Exports,
  means: Means,
  tell: (difference: Difference) => void,
): Promise<Compared> {
  const tellAll: Tell = (differences) => {
    differences.forEach(tell);
  };
  const { shelves, isWorkday, now } = means;
  const rules = rulesOf(await exports.catalogue());
  const tree = await readTree(exports.orgUnits());
  const stored: Stored = {
    revisions: shelves.shelf('revisions'),
    scorecards: shelves.shelf('scorecards'),
    rollups: shelves.shelf('rollups'),
    alerts: shelves.shelf('alerts'),
    hazards: shelves.shelf('hazards'),
    rounds: shelves.shelf('rounds'),
  };
  const revisions = await putAll(exports.submissions(), stored.revisions);
  const scorecards = await putAll(storedCards(exports, stored.rollups), stored.scorecards);
  const alerts = await putAll(exports.alerts(), stored.alerts);
  await putAll(exports.hazards(), stored.hazards);
  await putAll(exports.rounds(), stored.rounds);
  const due = duePeriods(rules, now, isWorkday);
  const { parts, partOf } = shelves;
  const held = { parts, partOf, yardstick: { rules, tree, now, isWorkday, due, sums: createSums(rules) } };
  const { submissions, standings, left } = await compareUnits(stored, held, tellAll);
  const { rollups, left: sums } = await compareRollups(stored.rollups, held, tellAll);
  return { revisions, submissions, scorecards, rollups, standings, alerts, left: left + sums };
}
