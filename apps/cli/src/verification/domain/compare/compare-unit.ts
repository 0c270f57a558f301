import { compareAlert, compareCount } from './compare-alert.ts';
import { compareMissing, compareNotDue, dueOf, graceMs } from './compare-missing.ts';
import { compareScorecard } from './compare-scorecard.ts';
import { compareLeft, keepLeft } from './compare-left.ts';
import { oneSided, twice, type Difference } from './difference.ts';
import type { StoredAlert, StoredScorecard } from './stored.ts';
import type { Yardstick } from './yardstick.ts';
import { dueAt } from '../rules/due.ts';
import { shanghaiDay } from '../judging/once-before.ts';
import { readPeriod } from '../rules/period.ts';
import { lineOf } from '../rules/tree.ts';
import { addToSums } from '../sums/sums.ts';
import { entryOf, keyOf, type Entry, type Revision } from '../units/book.ts';
import { ledgerEntries, type StoredHazard, type StoredRound } from '../units/hazard-ledger.ts';
import { expectedOf } from '../units/expected-card.ts';
import { recountUnit, type Book, type RecountedCard } from '../units/recount-unit.ts';
import { keepNewest, type Standing } from '../units/standing.ts';

/** Everything exported about one org unit. */
export type UnitExports = {
  readonly orgUnit: string;
  readonly revisions: readonly Revision[];
  readonly scorecards: readonly StoredScorecard[];
  readonly alerts: readonly StoredAlert[];
  readonly hazards: readonly StoredHazard[];
  readonly rounds: readonly StoredRound[];
};

/** What was found, and how much was compared. */
export type UnitCompared = {
  readonly differences: readonly Difference[];
  readonly submissions: number;
  readonly standings: number;
  /** Scorecards of datasets that are gone: their verdicts are not recounted. */
  readonly left: number;
};

// Revisions are 1, 2, 3 …: with none missing and none twice, as many were seen as the newest one says.
const compareRevisions = (key: string, { revision, seen }: Entry): readonly Difference[] =>
  revision === seen
    ? []
    : [{ subject: 'submission', key, field: 'revisions', expected: String(revision), stored: String(seen) }];

function compareCard(
  { rules, isWorkday, sums, now }: Yardstick,
  key: string,
  { recounted, stored }: { readonly recounted: RecountedCard; readonly stored: StoredScorecard | undefined },
): readonly Difference[] {
  const { entry } = recounted;
  const dataset = rules.datasets.get(entry.dataset);
  const due = dataset === undefined ? 0 : dueAt(dataset, entry.period, isWorkday);
  const expected = expectedOf(recounted, { due, now });
  for (const tally of addToSums(sums, rules, recounted)) {
    tally.version += stored?.version ?? 0;
    if (expected.late) tally.late += 1;
    if (expected.missing) tally.missing += 1;
  }
  if (stored === undefined) return [oneSided({ subject: 'scorecard', key }, 'expected')];
  return compareScorecard(key, expected, stored);
}

const verdictsOf = (cells: Iterable<readonly [string, { readonly verdict: string }]>): string =>
  [...cells]
    .map(([id, { verdict }]) => `${id} ${verdict}`)
    .sort()
    .join();

// At the beginning of a day a card may still say what was true the day before: then it is that day's.
function recount(yardstick: Yardstick, book: Book, storedAt: (index: number) => StoredScorecard | undefined) {
  const cards = recountUnit(yardstick, book);
  const before = yardstick.now - graceMs;
  if (shanghaiDay(before) === shanghaiDay(yardstick.now)) return cards;
  const earlier = recountUnit({ ...yardstick, now: before }, book);
  return cards.map((card, index) => {
    const [stored, old] = [storedAt(index), earlier[index]];
    if (stored === undefined || old === undefined || typeof old === 'string') return card;
    const said = verdictsOf(stored.cells.map((cell) => [cell.indicator, cell] as const));
    return verdictsOf(old.card.cells) === said ? old : card;
  });
}

type Left = readonly { readonly entry: Entry; readonly stored: StoredScorecard | undefined }[];

function standingsOf(cards: readonly (RecountedCard | string)[], left: Left): ReadonlyMap<string, Standing> {
  const standings = new Map<string, Standing>();
  for (const { entry, stored } of left) keepLeft(standings, entry, stored);
  for (const recounted of cards) {
    if (typeof recounted === 'string') continue;
    const { dataset, period, revision, receivedAt } = recounted.entry;
    for (const [indicator, cell] of recounted.card.cells) {
      const place = { dataset, period: period.text, day: period.end, revision, receivedAt };
      keepNewest(standings, indicator, { cell, ...place });
    }
  }
  return standings;
}

const endOf = (period: string): string => readPeriod(period)?.end ?? '';

// A dataset that is due and did not come has one alert by rule, for as long as any of its periods is missing.
function compareMissingAlerts({ orgUnit, alerts, scorecards }: UnitExports): readonly Difference[] {
  const missing = Map.groupBy(
    scorecards.filter((card) => card.missing),
    ({ dataset }) => `missing@${dataset}`,
  );
  const firing = alerts.filter(
    ({ condition, indicator }) => condition === 'firing' && indicator.startsWith('missing@'),
  );
  const isNewest = ({ indicator, period }: StoredAlert): boolean => {
    const ends = (missing.get(indicator) ?? []).map((card) => endOf(card.period)).sort();
    return ends.length > 0 && endOf(period) === ends.at(-1);
  };
  const groundless = firing.filter((alert) => !isNewest(alert));
  const unheard = [...missing.keys()].filter(
    (rule) => firing.filter(({ indicator }) => indicator === rule).length !== 1,
  );
  return [
    ...groundless.map(({ id, period }) =>
      wrong(id, { field: 'period', expected: 'the newest that is missing', stored: period }),
    ),
    ...unheard.map((rule) => {
      const stored = String(firing.filter(({ indicator }) => indicator === rule).length);
      return wrong(`${orgUnit}:${rule}`, { field: 'firing alerts', expected: '1', stored });
    }),
  ];
}

const wrong = (key: string, said: Pick<Difference, 'field' | 'expected' | 'stored'>): Difference => ({
  ...{ subject: 'alert', key },
  ...said,
});

// The stored alerts against the newest valid figures, and every breach against its alerts.
function compareAlerts(
  { tree }: Yardstick,
  { orgUnit, alerts }: Pick<UnitExports, 'orgUnit' | 'alerts'>,
  standings: ReadonlyMap<string, Standing>,
): readonly Difference[] {
  const firing = Map.groupBy(
    alerts.filter(({ condition }) => condition === 'firing'),
    ({ indicator }) => indicator,
  );
  const byIndicator = alerts.filter(({ indicator }) => !indicator.startsWith('missing@'));
  const said = byIndicator.flatMap((alert) => {
    const standing = standings.get(alert.indicator);
    return compareAlert({ standing, line: lineOf(tree, orgUnit, standing?.day ?? '9999-12-31') }, alert);
  });
  const counts = [...standings].flatMap(([indicator, standing]) =>
    compareCount(`${orgUnit}:${indicator}`, standing, firing.get(indicator)?.length ?? 0),
  );
  return [...said, ...counts];
}

function entriesOf(revisions: readonly Revision[]): {
  readonly entries: readonly Entry[];
  readonly strange: readonly Difference[];
} {
  const strange: Difference[] = [];
  const entries: Entry[] = [];
  for (const [key, ofOne] of Map.groupBy(revisions, ({ id }) => id)) {
    const entry = entryOf(ofOne);
    if (entry !== undefined) entries.push(entry);
    else strange.push({ subject: 'submission', key, field: 'period', expected: 'a period', stored: 'none' });
  }
  return { entries, strange };
}

function compareEntry(
  yardstick: Yardstick,
  {
    key,
    entry,
    recounted,
  }: { readonly key: string; readonly entry: Entry; readonly recounted: RecountedCard | string },
  stored: StoredScorecard | undefined,
): readonly Difference[] {
  const revisions = compareRevisions(key, entry);
  if (typeof recounted !== 'string') return [...revisions, ...compareCard(yardstick, key, { recounted, stored })];
  if (!yardstick.rules.datasets.has(entry.dataset)) return [...revisions, ...compareLeft(key, entry, stored)];
  if (stored === undefined) return revisions;
  return [...revisions, { subject: 'scorecard', key, field: '', expected: recounted, stored: 'present' }];
}

// What is stored without a submission: what was due and did not come, and nothing else.
function compareUnasked(
  yardstick: Yardstick,
  orgUnit: string,
  { said, stored }: { readonly said: ReadonlySet<string>; readonly stored: ReadonlyMap<string, StoredScorecard> },
): readonly Difference[] {
  const due = dueOf(yardstick, orgUnit);
  const silent = [...due].filter(([key]) => !said.has(key));
  const missing = silent.flatMap(([key, one]) =>
    compareMissing(yardstick, { key, orgUnit, due: one }, stored.get(key)),
  );
  const isLeft = ({ dataset, revision }: StoredScorecard): boolean =>
    revision === 0 && !yardstick.rules.datasets.has(dataset);
  const unasked = [...stored].filter(([key, card]) => !said.has(key) && !due.has(key) && !isLeft(card));
  return [...missing, ...unasked.flatMap(([key, card]) => compareNotDue(yardstick, key, card))];
}

// What nobody pushes: the figures of the hazard ledger.
const computedEntries = ({ rules }: Yardstick, ledger: UnitExports): readonly Entry[] =>
  [...rules.datasets.values()].filter(({ computed }) => computed).flatMap((dataset) => ledgerEntries(dataset, ledger));

/** Recounts one org unit and names everything that is stored otherwise; what it adds up to goes into the sums. */
export function compareUnit(yardstick: Yardstick, unit: UnitExports): UnitCompared {
  const { orgUnit, revisions, scorecards } = unit;
  const { entries: pushed, strange } = entriesOf(revisions);
  const entries = [...pushed, ...computedEntries(yardstick, unit)];
  const stored = new Map<string, StoredScorecard>();
  const doubles: Difference[] = [];
  for (const card of scorecards) {
    const key = keyOf(orgUnit, card.dataset, card.period);
    if (stored.has(key)) doubles.push(twice({ subject: 'scorecard', key }));
    stored.set(key, card);
  }
  const keys = entries.map(({ dataset, period }) => keyOf(orgUnit, dataset, period.text));
  const cards = recount(yardstick, { orgUnit, entries }, (index) => stored.get(keys[index] ?? ''));
  const ofEntries = entries.flatMap((entry, i) => {
    const key = keys[i] ?? '';
    return compareEntry(yardstick, { key, entry, recounted: cards[i] ?? '' }, stored.get(key));
  });
  const unasked = compareUnasked(yardstick, orgUnit, { said: new Set(keys), stored });
  const left = entries.flatMap((entry, i) =>
    yardstick.rules.datasets.has(entry.dataset) ? [] : [{ entry, stored: stored.get(keys[i] ?? '') }],
  );
  const standings = standingsOf(cards, left);
  const alerts = [...compareAlerts(yardstick, unit, standings), ...compareMissingAlerts(unit)];
  const differences = [...strange, ...doubles, ...ofEntries, ...unasked, ...alerts];
  const leftBehind = scorecards.filter(({ dataset }) => !yardstick.rules.datasets.has(dataset)).length;
  return { differences, submissions: pushed.length, standings: standings.size, left: leftBehind };
}
