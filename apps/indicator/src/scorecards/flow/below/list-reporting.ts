import type { OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { cardId } from '../../domain/card.ts';
import type { Language } from '../../domain/wording/phrases.ts';
import { sightOf } from '../as-is/sight.ts';
import { pageOf, type Cut, type Page, type Reported } from '../read-scorecards.ts';
import type { ViewPorts } from '../view-scorecards.ts';
import type { ReportedBelow } from './reported-below.ts';

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

/** The units anywhere below one that are expected to report, in the order of ids. */
export type ListReporting = {
  readonly expected: (unit: OrgUnit, below: Below) => Promise<readonly Expected[]>;
  readonly page: (unit: OrgUnit, asked: Below & State & Cut & { readonly atMost?: number }) => Promise<Page<OrgUnit>>;
};

/** Makes the lists. */
export function listReporting(ports: ViewPorts, reportedOf: ReportedBelow): ListReporting {
  const expected: ListReporting['expected'] = async (unit, below) => {
    const units = sightOf(ports, below).expected(unit, below.dataset);
    const reported =
      below.asIs === true
        ? await ports.reader.reportedOf(units.map(({ id }) => cardId({ ...below, orgUnit: id })))
        : await reportedOf(unit, below);
    const found = new Map(reported.map((one) => [one.orgUnit, one]));
    return units.map((one) => ({ unit: one, reported: found.get(one.id) }));
  };

  const page: ListReporting['page'] = async (unit, asked) => {
    const units =
      asked.state === 'all'
        ? sightOf(ports, asked).expected(unit, asked.dataset)
        : inState(await expected(unit, asked), asked);
    return pageOf(units, asked, asked.atMost);
  };

  return { expected, page };
}
