import type { OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { cardId } from '../../domain/card.ts';
import type { Language } from '../../domain/wording/phrases.ts';
import { sightOf } from '../as-is/sight.ts';
import { pageOf, type Cut, type Page, type Reported } from '../read-scorecards.ts';
import type { OutliersBelow } from '../peers/outliers-below.ts';
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
  /** One part after the other, for who has found enough among the first. */
  readonly expected: (unit: OrgUnit, below: Below) => AsyncIterable<readonly Expected[]>;
  readonly page: (unit: OrgUnit, asked: Below & State & Cut & { readonly atMost?: number }) => Promise<Page<OrgUnit>>;
};

const portion = 500;
const portions = 2;

/** Makes the lists. */
export function listReporting(
  ports: ViewPorts & { readonly outliers: OutliersBelow },
  reportedOf: ReportedBelow,
): ListReporting {
  const withReported = (units: readonly OrgUnit[], reported: readonly Reported[]): readonly Expected[] => {
    const found = new Map(reported.map((one) => [one.orgUnit, one]));
    return units.map((unit) => ({ unit, reported: found.get(unit.id) }));
  };
  const readById = (units: readonly OrgUnit[], below: Below): Promise<readonly Reported[]> =>
    ports.reader.reportedOf(units.map(({ id }) => cardId({ ...below, orgUnit: id })));

  const all = async (unit: OrgUnit, below: Below): Promise<readonly Expected[]> => {
    const units = sightOf(ports, below).expected(unit, below.dataset);
    return withReported(units, await (below.asIs === true ? readById(units, below) : reportedOf(unit, below)));
  };

  // Of few all are read at once: by the rollups they add to a unit costs a quarter of what it costs by id.
  const expected: ListReporting['expected'] = async function* (unit, below) {
    const units = sightOf(ports, below).expected(unit, below.dataset);
    const first = units.length > 2 * portions * portion ? portions * portion : 0;
    for (let at = 0; at < first; at += portion) {
      const some = units.slice(at, at + portion);
      yield withReported(some, await readById(some, below));
    }
    yield (await all(unit, below)).slice(first);
  };

  // Findings of its own are stored with a unit; what lies far from its peers is looked for.
  const doubtful = async (unit: OrgUnit, below: Below): Promise<readonly OrgUnit[]> => {
    const far = await ports.outliers(unit, below);
    return (await all(unit, below))
      .filter(({ unit: { id }, reported }) => reported?.doubtful === true || far.has(id))
      .map((one) => one.unit);
  };

  const inWantedState = async (unit: OrgUnit, asked: Below & State): Promise<readonly OrgUnit[]> =>
    asked.state === 'doubtful' ? doubtful(unit, asked) : inState(await all(unit, asked), asked);

  const page: ListReporting['page'] = async (unit, asked) => {
    const units =
      asked.state === 'all' ? sightOf(ports, asked).expected(unit, asked.dataset) : await inWantedState(unit, asked);
    return pageOf(units, asked, asked.atMost);
  };

  return { expected, page };
}
