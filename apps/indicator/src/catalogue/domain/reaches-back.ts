import { holdsOn } from './applicable.ts';
import type { Group, Indicator, Pack, Target } from './catalogue.ts';
import { changedDays, firstDays, textOf, type Reading, type Stretch } from './readings.ts';

/** What a new catalogue judges otherwise than the one before, and on which days. */
export type CatalogueChange = Stretch & {
  readonly pack: string;
  /** What the change is of. */
  readonly subject: string;
};

// Who answers for it, how grave a breach is and where it was taken from judge nothing; days are compared by themselves.
const judgedBy = ({ id: _i, source: _s, owners: _o, severity: _g, validFrom: _f, validTo: _t, ...rest }: Target) =>
  rest;
const madeBy = ({ kind, unit, aggregation, conjunctionOf, atLeast }: Indicator): string =>
  textOf([kind, unit, aggregation, conjunctionOf, atLeast]);
const foundBy = ({ plausibleMin, plausibleMax, outlierFloor }: Indicator): string =>
  textOf([plausibleMin, plausibleMax, outlierFloor]);
const groupedBy = ({ members, atLeast }: Group): string => textOf([members, atLeast]);

const readingOfTargets = (targets: readonly Target[]): Reading => ({
  days: firstDays(targets),
  on: (day) => textOf(targets.filter((target) => holdsOn(target, day)).map(judgedBy)),
});

const byIndicator = (packs: readonly Pack[]): ReadonlyMap<string, readonly Target[]> =>
  Map.groupBy(
    packs.flatMap(({ targets }) => targets),
    ({ indicator }) => indicator,
  );

const always = { from: '', to: '' };

function indicatorChanges(before: readonly Pack[], after: readonly Pack[]): readonly CatalogueChange[] {
  const now = new Map(after.flatMap(({ indicators }) => indicators).map((one) => [one.id, one]));
  const [oldTargets, newTargets] = [byIndicator(before), byIndicator(after)];
  return before
    .flatMap(({ indicators }) => indicators)
    .flatMap((old): readonly CatalogueChange[] => {
      const next = now.get(old.id);
      const about = { pack: next?.pack ?? old.pack };
      if (next === undefined || madeBy(next) !== madeBy(old))
        return [{ ...about, subject: `indicator ${old.id}`, ...always }];
      const days = changedDays(
        readingOfTargets(oldTargets.get(old.id) ?? []),
        readingOfTargets(newTargets.get(old.id) ?? []),
      );
      return [
        ...(foundBy(next) === foundBy(old) ? [] : [{ ...about, subject: `findings of ${old.id}`, ...always }]),
        ...days.map((stretch) => ({ ...about, subject: `target of ${old.id}`, ...stretch })),
      ];
    });
}

function groupChanges(before: readonly Pack[], after: readonly Pack[]): readonly CatalogueChange[] {
  const now = new Map(after.flatMap(({ groups }) => groups).map((one) => [one.id, one]));
  return before
    .flatMap(({ groups }) => groups)
    .filter((old) => old.members.length > 0)
    .flatMap((old): readonly CatalogueChange[] => {
      const next = now.get(old.id);
      if (next !== undefined && groupedBy(next) === groupedBy(old)) return [];
      return [{ pack: next?.pack ?? old.pack, subject: `group ${old.id}`, ...always }];
    });
}

function checkChanges(before: readonly Pack[], after: readonly Pack[]): readonly CatalogueChange[] {
  const now = new Map(after.flatMap(({ datasets }) => datasets).map((one) => [one.id, one]));
  return before
    .flatMap(({ datasets }) => datasets)
    .flatMap(({ id, checks }): readonly CatalogueChange[] => {
      const next = now.get(id);
      if (next === undefined || textOf(next.checks) === textOf(checks)) return [];
      return [{ pack: next.pack, subject: `checks of ${id}`, ...always }];
    });
}

/** Everything that was there before and is judged otherwise now. What is new has judged nothing yet. */
export const catalogueChanges = (before: readonly Pack[], after: readonly Pack[]): readonly CatalogueChange[] => [
  ...indicatorChanges(before, after),
  ...groupChanges(before, after),
  ...checkChanges(before, after),
];

/** Those of the changes that judge a day before today otherwise. */
export const reachesBack = (
  before: readonly Pack[],
  after: readonly Pack[],
  today: string,
): readonly CatalogueChange[] => catalogueChanges(before, after).filter(({ from }) => from < today);

/** Changes that reach back without a reason: their pack says none, or still that of its version before. */
export function unexplained(
  before: readonly Pack[],
  after: readonly Pack[],
  today: string,
): readonly CatalogueChange[] {
  const versions = new Map(before.map(({ id, version }) => [id, version]));
  const explains = new Set(
    after.filter(({ id, version, change }) => change !== '' && versions.get(id) !== version).map(({ id }) => id),
  );
  return reachesBack(before, after, today).filter(({ pack }) => !explains.has(pack));
}
