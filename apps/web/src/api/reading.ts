import { Alert, AlertDetail } from '@xiaomai/gateway-api/alert';
import { Hazard, HazardDetail } from '@xiaomai/gateway-api/hazard';
import { listOf } from '@xiaomai/gateway-api/list';
import { DuePeriod } from '@xiaomai/gateway-api/due';
import { About } from '@xiaomai/gateway-api/me';
import { OrgUnit, OrgUnitDetail } from '@xiaomai/gateway-api/org-unit';
import { OrgTreeChange } from '@xiaomai/gateway-api/org-unit-command';
import { DecidedPeriod } from '@xiaomai/gateway-api/period';
import { Report } from '@xiaomai/gateway-api/report';
import { OutlierCount, ScorecardPage, UnitFigures, UnitScorecard } from '@xiaomai/gateway-api/scorecard';
import { Series } from '@xiaomai/gateway-api/series';
import { SubmissionRevision } from '@xiaomai/gateway-api/submission';
import { Trace } from '@xiaomai/gateway-api/trace';
import { Dataset, Indicator, Pack } from '@xiaomai/gateway-api/catalogue';
import type { z } from 'zod';
import { api, read, urlOf, type Caller, type Query } from './client.ts';

/** One thing to read: its key for the cache, its address and what it must look like. */
export type Reading<T extends z.ZodType> = {
  readonly schema: T;
  readonly path: string;
  readonly query: Query;
  /** All pages of a list, as one. */
  readonly isWhole?: boolean;
  /** Asked again so often, not whenever a figure changes: it is dear to answer. */
  readonly everyMs?: number;
};

const reading = <T extends z.ZodType>(schema: T, path: string, query: Query = {}): Reading<T> => ({
  schema,
  path,
  query,
});

const whole = <T extends z.ZodType>(list: Reading<T>): Reading<T> => ({ ...list, isWhole: true });

type ListOf<T extends z.ZodType> = ReturnType<typeof listOf<T>>;

const part = encodeURIComponent;

export type Slice = {
  readonly scope: string;
  readonly period: string;
  readonly dataset: string;
  /** Under the tree of today; else of the period's last day. */
  readonly tree?: 'as-is' | undefined;
};
export type ReportingState = 'failing' | 'missing' | 'late';

export const orgUnitReading = (id: string): Reading<typeof OrgUnitDetail> =>
  reading(OrgUnitDetail, `/org-units/${part(id)}`);

const orgUnits: ListOf<typeof OrgUnit> = listOf(OrgUnit);
export const unitsBelowReading = (parent: string): Reading<typeof orgUnits> =>
  reading(orgUnits, '/org-units', { parent, limit: 500 });

/** Units anywhere, by id. */
export const namedUnitsReading = (ids: readonly string[]): Reading<typeof orgUnits> =>
  reading(orgUnits, '/org-units', { ids: ids.join(','), limit: 500 });

/** The first unit of a type among those the reader may see. */
export const firstOfTypeReading = (type: string): Reading<typeof orgUnits> =>
  reading(orgUnits, '/org-units', { type, limit: 1 });

const indicators: ListOf<typeof Indicator> = listOf(Indicator);
export const indicatorsReading = (): Reading<typeof indicators> =>
  whole(reading(indicators, '/indicators', { limit: 500 }));

const packs: ListOf<typeof Pack> = listOf(Pack);
export const packsReading = (): Reading<typeof packs> => whole(reading(packs, '/packs', { limit: 500 }));

const datasets: ListOf<typeof Dataset> = listOf(Dataset);
export const datasetsReading = (): Reading<typeof datasets> => whole(reading(datasets, '/datasets', { limit: 500 }));

export const scorecardsReading = (scope: string, period: string, tree?: Slice['tree']): Reading<typeof ScorecardPage> =>
  reading(ScorecardPage, `/scorecards/${part(scope)}`, { period, tree });

const units: ListOf<typeof UnitScorecard> = listOf(UnitScorecard);
export const childrenReading = ({ scope, period, dataset, tree }: Slice): Reading<typeof units> =>
  reading(units, `/scorecards/${part(scope)}/children`, { period, dataset, tree, limit: 500 });

/** Schools anywhere below with figures that do not fit. */
export const doubtfulReading = ({ scope, period, dataset, tree }: Slice): Reading<typeof units> =>
  reading(units, `/scorecards/${part(scope)}/reporting`, { period, dataset, tree, state: 'doubtful', limit: 200 });

/** How many figures below lie far from those of their peers. */
export const outliersReading = ({ scope, period, dataset }: Slice): Reading<typeof OutlierCount> => ({
  ...reading(OutlierCount, `/scorecards/${part(scope)}/outliers`, { period, dataset }),
  everyMs: 15_000,
});

const figures: ListOf<typeof UnitFigures> = listOf(UnitFigures);
export const figuresReading = (
  { scope, period, dataset, tree }: Slice,
  state: ReportingState,
  cursor?: string,
): Reading<typeof figures> =>
  reading(figures, `/scorecards/${part(scope)}/figures`, { period, dataset, tree, state, limit: 5_000, cursor });

export const seriesReading = (indicator: string, slice: Slice, from: string): Reading<typeof Series> =>
  reading(Series, `/indicators/${part(indicator)}/series`, {
    orgUnit: slice.scope,
    from,
    to: slice.period,
    dataset: slice.dataset,
  });

export const traceReading = (indicator: string, slice: Slice): Reading<typeof Trace> =>
  reading(Trace, '/trace', { orgUnit: slice.scope, indicator, period: slice.period, dataset: slice.dataset });

/** When a unit owes a period of a dataset. */
export const dueReading = ({ scope, period, dataset }: Slice): Reading<typeof DuePeriod> =>
  reading(DuePeriod, `/datasets/${part(dataset)}/due`, { orgUnit: scope, period });

const periods: ListOf<typeof DecidedPeriod> = listOf(DecidedPeriod);
export const periodsReading = (dataset: string, orgUnit: string): Reading<typeof periods> =>
  whole(reading(periods, `/datasets/${part(dataset)}/periods`, { orgUnit, limit: 500 }));

const changes: ListOf<typeof OrgTreeChange> = listOf(OrgTreeChange);
export const treeChangesReading = (limit: number): Reading<typeof changes> =>
  reading(changes, '/org-tree/changes', { limit });

const alerts: ListOf<typeof Alert> = listOf(Alert);
export const alertsReading = (query: Query): Reading<typeof alerts> => reading(alerts, '/alerts', query);

export const alertReading = (id: string): Reading<typeof AlertDetail> => reading(AlertDetail, `/alerts/${part(id)}`);

const hazards: ListOf<typeof Hazard> = listOf(Hazard);
export const hazardsReading = (query: Query): Reading<typeof hazards> => reading(hazards, '/hazards', query);

export const hazardReading = (id: string): Reading<typeof HazardDetail> =>
  reading(HazardDetail, `/hazards/${part(id)}`);

const revisions: ListOf<typeof SubmissionRevision> = listOf(SubmissionRevision);
export const revisionsReading = (submission: string): Reading<typeof revisions> =>
  reading(revisions, `/submissions/${part(submission)}/revisions`);

const reports: ListOf<typeof Report> = listOf(Report);
export const reportsReading = (query: Query): Reading<typeof reports> => reading(reports, '/reports', query);

/** What the demonstration says of itself; needs no token. */
export async function readAbout(lang: Caller['lang']): Promise<About> {
  return read({ token: '', lang }, About, { url: `${api}/about` });
}

type Page = { readonly items: readonly unknown[]; readonly next: string | null };

const isPage = (answer: unknown): answer is Page =>
  typeof answer === 'object' && answer !== null && 'items' in answer && 'next' in answer;

type Asked = { readonly caller: Caller; readonly signal: AbortSignal };

async function readPages<T extends z.ZodType>(wanted: Reading<T>, { caller, signal }: Asked): Promise<z.infer<T>> {
  const items: unknown[] = [];
  for (let query = wanted.query; ;) {
    const page: unknown = await read(caller, wanted.schema, { url: urlOf(wanted.path, query), signal });
    if (!isPage(page)) return wanted.schema.parse(page);
    items.push(...page.items);
    if (page.next === null) return wanted.schema.parse({ items, next: null });
    query = { ...wanted.query, cursor: page.next };
  }
}

/** A query of the cache for a reading. */
export function queryOf<T extends z.ZodType>(
  caller: Caller,
  wanted: Reading<T>,
): { queryKey: readonly unknown[]; queryFn: (context: { signal: AbortSignal }) => Promise<z.infer<T>> } {
  return {
    queryKey: [
      wanted.everyMs === undefined ? wanted.path.split('/')[1] : 'now and then',
      ...[wanted.path, wanted.query, caller.lang],
    ],
    queryFn: ({ signal }) =>
      wanted.isWhole === true
        ? readPages(wanted, { caller, signal })
        : read(caller, wanted.schema, { url: urlOf(wanted.path, wanted.query), signal }),
  };
}
