import { parsePeriod, previousPeriod, type Period } from '@xiaomai/period';
import type { Catalogue, DatasetPlan } from '../../catalogue/domain/catalogue.ts';
import { nearestPlace, type OrgUnit } from '../../org-tree/domain/org-tree.ts';
import type { Scorecard } from '../domain/card.ts';
import type { Language } from '../domain/wording/phrases.ts';
import { sightOf } from './as-is/sight.ts';
import { firstBelow } from './below/first-below.ts';
import { listFigures } from './below/list-figures.ts';
import { type Below, type State } from './below/expected.ts';
import { listReporting } from './below/list-reporting.ts';
import { reportedBelow } from './below/reported-below.ts';
import type { DescribedVerdict } from './describe-verdict.ts';
import type { OutliersBelow } from './peers/outliers-below.ts';
import { pageOf, periodEnd, type Cut, type Page } from './read-scorecards.ts';
import type { ReadViews, UnitView, ViewPorts } from './view-scorecards.ts';

/** A page of a question about a unit in a period. */
export type PageRequest = Below & Cut;

/** Which reporting units are wanted. */
export type ReportingRequest = PageRequest & State;

/** One point of a series. */
export type SeriesPoint = { readonly period: string; readonly item: DescribedVerdict };

/** One submission a figure was made of. */
export type TraceStep = {
  readonly unit: string;
  readonly name: string;
  readonly card: Scorecard;
  readonly cell: Scorecard['cells'][number];
};

const longestSeries = 120;

function periodsBetween(from: string, to: string): readonly Period[] {
  const first = parsePeriod(from);
  const last = parsePeriod(to);
  if (!first.ok || !last.ok || first.value.kind !== last.value.kind) return [];
  const periods: Period[] = [];
  for (let at = last.value; at.end >= first.value.end && periods.length < longestSeries; at = previousPeriod(at)) {
    periods.unshift(at);
  }
  return periods;
}

type SeriesRequest = {
  readonly indicator: string;
  readonly dataset: string;
  readonly from: string;
  readonly to: string;
  readonly language?: Language;
};
type TraceRequest = { readonly indicator: string; readonly dataset: string; readonly period: string };

/** The questions readers ask. */
export type AskScorecards = {
  /** Units right below one. */
  readonly children: (unit: OrgUnit, request: PageRequest) => Promise<Page<UnitView>>;
  /** Reporting units anywhere below one. */
  readonly reporting: (unit: OrgUnit, request: ReportingRequest) => Promise<Page<UnitView>>;
  /** The same units with their scorecards as they are stored, part by part; thousands at once. */
  readonly figures: ReturnType<typeof listFigures>;
  /** Who fails and who is missing, beside the views of a unit that does not report itself. */
  readonly below: ReturnType<typeof firstBelow>;
  /** Whose figures below a unit lie far from those of their peers, and how many of each. */
  readonly outliers: OutliersBelow;
  /** One indicator of one unit over time. */
  readonly series: (unit: OrgUnit, request: SeriesRequest) => Promise<readonly SeriesPoint[]>;
  /** The submissions a figure was made of. */
  readonly trace: (unit: OrgUnit, request: TraceRequest) => AsyncIterable<TraceStep>;
};

const readSeries =
  (read: ReadViews): AskScorecards['series'] =>
  async (unit, request) => {
    const found = await Promise.all(
      periodsBetween(request.from, request.to).map(async ({ text }) => {
        const [one] = await read([unit], { ...request, period: text });
        const items = one?.views.flatMap((view) => view.items) ?? [];
        return items.filter(({ indicator }) => indicator === request.indicator).map((item) => ({ period: text, item }));
      }),
    );
    return found.flat();
  };

// Without a dataset: every one that has the figure, pushed or derived.
function tracedDatasets(catalogue: Catalogue, { dataset, indicator }: TraceRequest): readonly string[] {
  if (dataset !== '') return [dataset];
  const has = ({ indicators, derived }: DatasetPlan): boolean =>
    indicators.includes(indicator) || derived.some(({ id }) => id === indicator);
  return [...catalogue.datasets.values()].filter(has).map(({ id }) => id);
}

const traceFigure = (ports: ViewPorts): AskScorecards['trace'] =>
  async function* (unit, request) {
    const catalogue = ports.catalogue();
    const day = periodEnd(request.period);
    for (const dataset of tracedDatasets(catalogue, request)) {
      for await (const card of ports.reader.below({ ...request, dataset, path: unit.path })) {
        const cell = card.cells.find(({ indicator }) => indicator === request.indicator);
        if (cell === undefined) continue;
        const name = nearestPlace(ports.tree(), card.orgUnit, day)?.nameZh ?? card.orgUnit;
        yield { unit: card.orgUnit, name, card, cell };
      }
    }
  };

/** Makes the questions; a series and a trace are of figures alone, `look` reads what is found beside them too. */
export function askScorecards(
  ports: ViewPorts & { readonly outliers: OutliersBelow },
  read: ReadViews,
  look: ReadViews,
): AskScorecards {
  const list = listReporting(ports, reportedBelow(ports));
  const viewsOf = async (units: readonly OrgUnit[], wanted: Below): Promise<readonly UnitView[]> =>
    (await look(units, wanted)).map(({ unit, views }) => ({ unit, view: views[0] }));

  const children = async (unit: OrgUnit, request: PageRequest): Promise<Page<UnitView>> => {
    const page = pageOf(sightOf(ports, request).children(unit), request);
    return { items: await viewsOf(page.items, request), next: page.next };
  };

  const reporting = async (unit: OrgUnit, request: ReportingRequest): Promise<Page<UnitView>> => {
    const page = await list.page(unit, request);
    return { items: await viewsOf(page.items, request), next: page.next };
  };

  const below = firstBelow({ ...ports, list, viewsOf });
  const figures = listFigures(ports, list);
  const { outliers } = ports;
  return { children, reporting, figures, below, outliers, series: readSeries(read), trace: traceFigure(ports) };
}
