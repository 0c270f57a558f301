import { parsePeriod, previousPeriod, type Period } from '@xiaomai/period';
import type { Catalogue, DatasetPlan } from '../../catalogue/domain/catalogue.ts';
import { nearestPlace, type OrgUnit } from '../../org-tree/domain/org-tree.ts';
import { cardId, type Scorecard } from '../domain/card.ts';
import { sightOf } from './as-is/sight.ts';
import { describeVerdict, type DescribedVerdict } from './describe-verdict.ts';
import { pageOf, periodEnd, type Page } from './read-scorecards.ts';
import type { ReadViews, ScorecardView, ViewPorts } from './view-scorecards.ts';

/** A unit with its view, where it has one. */
export type UnitView = { readonly unit: OrgUnit; readonly view: ScorecardView | undefined };

/** A page of a question about a unit in a period. */
export type PageRequest = {
  readonly period: string;
  readonly dataset: string;
  readonly limit: number;
  readonly cursor: string;
  /** Under the tree of today instead of that of the period's last day. */
  readonly asIs?: boolean;
};

/** Which reporting units are wanted. */
export type ReportingRequest = PageRequest & {
  readonly state: 'all' | 'failing' | 'missing' | 'late';
  /** With failing: only those that breach this indicator. */
  readonly indicator: string;
};

/** One point of a series. */
export type SeriesPoint = { readonly period: string; readonly item: DescribedVerdict };

/** One submission a figure was made of. */
export type TraceStep = {
  readonly unit: string;
  readonly name: string;
  readonly card: Scorecard;
  readonly item: DescribedVerdict;
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

async function unitViews(
  read: ReadViews,
  units: readonly OrgUnit[],
  request: PageRequest,
): Promise<readonly UnitView[]> {
  const found = await read(units, request);
  return found.map(({ unit, views }) => ({ unit, view: views[0] }));
}

type SeriesRequest = {
  readonly indicator: string;
  readonly dataset: string;
  readonly from: string;
  readonly to: string;
};
type TraceRequest = { readonly indicator: string; readonly dataset: string; readonly period: string };

/** The questions readers ask. */
export type AskScorecards = {
  /** Units right below one. */
  readonly children: (unit: OrgUnit, request: PageRequest) => Promise<Page<UnitView>>;
  /** Reporting units anywhere below one. */
  readonly reporting: (unit: OrgUnit, request: ReportingRequest) => Promise<Page<UnitView>>;
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
        const [one] = await read([unit], { dataset: request.dataset, period: text });
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
        yield { unit: card.orgUnit, name, card, item: describeVerdict(catalogue, cell, card) };
      }
    }
  };

/** Makes the questions; a series and a trace are of figures alone, `look` reads what is found beside them too. */
export function askScorecards(ports: ViewPorts, read: ReadViews, look: ReadViews): AskScorecards {
  const children = async (unit: OrgUnit, request: PageRequest): Promise<Page<UnitView>> => {
    const page = pageOf(sightOf(ports, request).children(unit), request.limit, request.cursor);
    return { items: await unitViews(look, page.items, request), next: page.next };
  };

  const reporting = async (unit: OrgUnit, request: ReportingRequest): Promise<Page<UnitView>> => {
    const expected = sightOf(ports, request).expected(unit, request.dataset);
    const reported =
      request.asIs === true
        ? await ports.reader.reportedOf(expected.map(({ id }) => cardId({ ...request, orgUnit: id })))
        : await ports.reader.reported({ ...request, path: unit.path });
    const byUnit = new Map(reported.map((one) => [one.orgUnit, one.failing]));
    const late = new Set(reported.flatMap((one) => (one.late ? [one.orgUnit] : [])));
    const wanted = (id: string): boolean => {
      const failing = byUnit.get(id);
      if (request.state === 'missing') return failing === undefined;
      if (request.state === 'late') return late.has(id);
      if (request.state === 'all') return true;
      return (
        failing !== undefined && (request.indicator === '' ? failing.length > 0 : failing.includes(request.indicator))
      );
    };
    const sorted = expected.filter(({ id }) => wanted(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
    const page = pageOf(sorted, request.limit, request.cursor);
    return { items: await unitViews(look, page.items, request), next: page.next };
  };

  return { children, reporting, series: readSeries(read), trace: traceFigure(ports) };
}
