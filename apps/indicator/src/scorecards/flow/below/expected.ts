import type { OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { cardId } from '../../domain/card.ts';
import type { Language } from '../../domain/wording/phrases.ts';
import type { CardReader, Reported } from '../read-scorecards.ts';

/** Whose units are meant, and through which tree. */
export type Below = {
  readonly period: string;
  readonly dataset: string;
  /** Under the tree of today instead of that of the period's last day. */
  readonly asIs?: boolean;
  /** In which the verdicts are told; Chinese where nothing is said. */
  readonly language?: Language;
};

/** In which state reporting units are wanted. */
export type State = {
  readonly state: 'all' | 'failing' | 'missing' | 'late' | 'doubtful';
  /** With failing: only those that breach this indicator. */
  readonly indicator: string;
};

type IsWanted = (found: Reported | undefined, indicator: string) => boolean;

const isWantedIn: Readonly<Record<State['state'], IsWanted>> = {
  all: () => true,
  missing: (found) => found === undefined,
  late: (found) => found?.late === true,
  doubtful: (found) => found?.doubtful === true,
  failing: (found, indicator) =>
    found !== undefined && (indicator === '' ? found.failing.length > 0 : found.failing.includes(indicator)),
};

/** A unit that is expected to report, with what it has reported. */
export type Expected = { readonly unit: OrgUnit; readonly reported: Reported | undefined };

/** Those of the expected units that are in a state. */
export const inState = (expected: readonly Expected[], { state, indicator }: State): readonly OrgUnit[] =>
  expected.filter(({ reported }) => isWantedIn[state](reported, indicator)).map(({ unit }) => unit);

/** Units with what they have reported. */
export function withReported(units: readonly OrgUnit[], reported: readonly Reported[]): readonly Expected[] {
  const found = new Map(reported.map((one) => [one.orgUnit, one]));
  return units.map((unit) => ({ unit, reported: found.get(unit.id) }));
}

/** Reads what units have reported by the ids of their scorecards. */
export const readById = (
  reader: Pick<CardReader, 'reportedOf'>,
  units: readonly OrgUnit[],
  below: Below,
): Promise<readonly Reported[]> => reader.reportedOf(units.map(({ id }) => cardId({ ...below, orgUnit: id })));
