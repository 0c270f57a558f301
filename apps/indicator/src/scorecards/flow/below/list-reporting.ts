import type { OrgUnit } from '../../../org-tree/domain/org-tree.ts';
import { sightOf } from '../as-is/sight.ts';
import { pageOf, type Cut, type Page } from '../read-scorecards.ts';
import type { OutliersBelow } from '../peers/outliers-below.ts';
import type { ViewPorts } from '../view-scorecards.ts';
import { inState, readById, withReported, type Below, type Expected, type State } from './expected.ts';
import { findFirst, type FindFirst } from './find-first.ts';
import type { ReportedBelow } from './reported-below.ts';

/** The units anywhere below one that are expected to report, in the order of ids. */
export type ListReporting = {
  readonly first: FindFirst;
  readonly page: (unit: OrgUnit, asked: Below & State & Cut & { readonly atMost?: number }) => Promise<Page<OrgUnit>>;
};

/** Makes the lists. */
export function listReporting(
  ports: ViewPorts & { readonly outliers: OutliersBelow },
  reportedOf: ReportedBelow,
): ListReporting {
  const all = async (unit: OrgUnit, below: Below): Promise<readonly Expected[]> => {
    const units = sightOf(ports, below).expected(unit, below.dataset);
    return withReported(
      units,
      await (below.asIs === true ? readById(ports.reader, units, below) : reportedOf(unit, below)),
    );
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

  return { first: findFirst(ports, all), page };
}
