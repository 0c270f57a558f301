import { dayAfter, dayBefore } from '../../org-tree/domain/days.ts';
import { makeCatalogue, type DatasetPlan, type Group, type Indicator, type Pack, type Target } from './catalogue.ts';
import { decimalText, type Decimal } from './decimal.ts';

/** What a new catalogue judges otherwise than the one before, on which days (YYYY-MM-DD, inclusive; empty = open). */
export type CatalogueChange = {
  readonly pack: string;
  /** What the change is of; a group and a target name their indicators. */
  readonly subject: string;
  readonly indicators: readonly string[];
  /** Of an indicator that is no more: the datasets that carried it. */
  readonly datasets?: readonly string[];
  readonly from: string;
  readonly to: string;
};

const isDecimal = (value: unknown): value is Decimal =>
  typeof value === 'object' && value !== null && 'mantissa' in value && 'scale' in value;
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (isDecimal(inner) ? decimalText(inner) : inner));

// Who answers for it, how grave a breach is and where it was taken from judge nothing; days are compared by themselves.
const judgedBy = ({ id: _i, source: _s, owners: _o, severity: _g, validFrom: _f, validTo: _t, ...rest }: Target) =>
  rest;
const madeBy = ({ kind, unit, aggregation, conjunctionOf, atLeast }: Indicator): string =>
  textOf([kind, unit, aggregation, conjunctionOf, atLeast]);
const foundBy = ({ plausibleMin, plausibleMax, outlierFloor }: Indicator): string =>
  textOf([plausibleMin, plausibleMax, outlierFloor]);
const groupedBy = ({ members, atLeast }: Group): string => textOf([members, atLeast]);

const inForce = (targets: readonly Target[], day: string): string =>
  textOf(targets.filter((one) => one.validFrom <= day && (one.validTo === '' || day <= one.validTo)).map(judgedBy));

const firstDays = (targets: readonly Target[]): readonly string[] =>
  targets.flatMap(({ validFrom, validTo }) => [validFrom, validTo === '' ? '' : dayAfter(validTo)]);

/** Stretches of days on which other targets count. */
function changedDays(before: readonly Target[], after: readonly Target[]): readonly { from: string; to: string }[] {
  const days = [...new Set(['', ...firstDays(before), ...firstDays(after)])].sort();
  const stretches: { from: string; to: string }[] = [];
  days.forEach((from, index) => {
    if (inForce(before, from) === inForce(after, from)) return;
    const next = days[index + 1];
    const to = next === undefined ? '' : dayBefore(next);
    const last = stretches.at(-1);
    if (last !== undefined && last.to !== '' && dayAfter(last.to) === from) last.to = to;
    else stretches.push({ from, to });
  });
  return stretches;
}

const byIndicator = (packs: readonly Pack[]): ReadonlyMap<string, readonly Target[]> =>
  Map.groupBy(
    packs.flatMap(({ targets }) => targets),
    ({ indicator }) => indicator,
  );

const always = { from: '', to: '' };

const carriedBy = ({ id }: Indicator, plans: readonly DatasetPlan[]): readonly string[] =>
  plans
    .filter(({ indicators, derived }) => indicators.includes(id) || derived.some((one) => one.id === id))
    .map((plan) => plan.id);

function indicatorChanges(before: readonly Pack[], after: readonly Pack[]): readonly CatalogueChange[] {
  const now = new Map(after.flatMap(({ indicators }) => indicators).map((one) => [one.id, one]));
  const plans = [...makeCatalogue(0, before).datasets.values()];
  const [oldTargets, newTargets] = [byIndicator(before), byIndicator(after)];
  return before
    .flatMap(({ indicators }) => indicators)
    .flatMap((old): readonly CatalogueChange[] => {
      const next = now.get(old.id);
      const about = { pack: next?.pack ?? old.pack, indicators: [old.id] };
      if (next === undefined)
        return [{ ...about, subject: `indicator ${old.id}`, datasets: carriedBy(old, plans), ...always }];
      if (madeBy(next) !== madeBy(old)) return [{ ...about, subject: `indicator ${old.id}`, ...always }];
      const days = changedDays(oldTargets.get(old.id) ?? [], newTargets.get(old.id) ?? []);
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
      return [{ pack: next?.pack ?? old.pack, subject: `group ${old.id}`, indicators: old.members, ...always }];
    });
}

function checkChanges(before: readonly Pack[], after: readonly Pack[]): readonly CatalogueChange[] {
  const now = new Map(after.flatMap(({ datasets }) => datasets).map((one) => [one.id, one]));
  return before
    .flatMap(({ datasets }) => datasets)
    .flatMap(({ id, checks, indicators }): readonly CatalogueChange[] => {
      const next = now.get(id);
      if (next === undefined || textOf(next.checks) === textOf(checks)) return [];
      return [{ pack: next.pack, subject: `checks of ${id}`, indicators, ...always }];
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
