import {
  ChildrenQuery,
  FiguresQuery,
  OutlierQuery,
  ReportingQuery,
  ScorecardQuery,
} from '@xiaomai/gateway-api/scorecard';
import { SeriesQuery, type Series } from '@xiaomai/gateway-api/series';
import { TraceQuery } from '@xiaomai/gateway-api/trace';
import { ok } from '@xiaomai/kernel';

import type { Scorecards } from '../../flow/scorecards.ts';
import { withChanges, yearBefore } from '../../flow/reading/series-changes.ts';
import { listText } from '../../flow/reading/list-text.ts';
import { traceText } from '../../flow/reading/trace-text.ts';
import { answered, type Asked, type Handle } from '../edge/answer.ts';
import { pathParam, queryOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

const jsonType = 'application/json; charset=utf-8';

const place = (asked: Asked, tree: 'as-was' | 'as-is' | undefined) => ({
  ...{ orgUnit: pathParam(asked, 'orgUnit'), asIs: tree === 'as-is', language: asked.language },
});

const page =
  (scorecards: Scorecards): Handle =>
  async (asked) => {
    const query = queryOf(ScorecardQuery, asked);
    if (!query.ok) return query;
    const { period, dataset = '', tree } = query.value;
    return answered(await scorecards.get(asked.caller.token, { period, dataset, ...place(asked, tree) }));
  };

const children =
  (scorecards: Scorecards): Handle =>
  async (asked) => {
    const query = queryOf(ChildrenQuery, asked);
    if (!query.ok) return query;
    const { tree, ...filter } = query.value;
    const wanted = { ...filter, ...place(asked, tree) };
    return answered(await scorecards.children(asked.caller.token, wanted));
  };

const reporting =
  (scorecards: Scorecards): Handle =>
  async (asked) => {
    const query = queryOf(ReportingQuery, asked);
    if (!query.ok) return query;
    const { tree, ...filter } = query.value;
    const wanted = { ...filter, ...place(asked, tree) };
    return answered(await scorecards.reporting(asked.caller.token, wanted));
  };

const figures =
  (scorecards: Scorecards): Handle =>
  (asked) => {
    const query = queryOf(FiguresQuery, asked);
    if (!query.ok) return Promise.resolve(query);
    const { tree, ...filter } = query.value;
    const wanted = { ...filter, ...place(asked, tree) };
    const stream = listText(scorecards.figures(asked.caller.token, wanted));
    return Promise.resolve(ok({ stream, headers: { 'Content-Type': jsonType } }));
  };

const outliers =
  (scorecards: Scorecards): Handle =>
  async (asked) => {
    const query = queryOf(OutlierQuery, asked);
    if (!query.ok) return query;
    const orgUnit = pathParam(asked, 'orgUnit');
    return answered(await scorecards.outliers(asked.caller.token, { ...query.value, orgUnit }));
  };

// Asked from a year earlier, so that the first point has something to be compared with.
const series =
  (scorecards: Scorecards): Handle =>
  async (asked) => {
    const query = queryOf(SeriesQuery, asked);
    if (!query.ok) return query;
    const { orgUnit, from, to, dataset = '' } = query.value;
    const indicator = pathParam(asked, 'id');
    const { language } = asked;
    const span = { indicator, orgUnit, from: yearBefore(from) ?? from, to, dataset, language };
    const points = await scorecards.series(asked.caller.token, span);
    return answered({ indicator, orgUnit, points: withChanges(points, from) } satisfies Series);
  };

const trace =
  (scorecards: Scorecards): Handle =>
  (asked) => {
    const query = queryOf(TraceQuery, asked);
    if (!query.ok) return Promise.resolve(query);
    const figure = { ...query.value, dataset: query.value.dataset ?? '' };
    const parts = scorecards.trace(asked.caller.token, { ...figure, language: asked.language });
    const stream = traceText(figure, parts);
    return Promise.resolve(ok({ stream, headers: { 'Content-Type': jsonType } }));
  };

/** Scorecards, series and traces. */
export const figureRoutes = (scorecards: Scorecards): readonly Route[] => [
  { method: 'get', path: '/scorecards/:orgUnit', handle: page(scorecards) },
  { method: 'get', path: '/scorecards/:orgUnit/children', handle: children(scorecards) },
  { method: 'get', path: '/scorecards/:orgUnit/reporting', handle: reporting(scorecards) },
  { method: 'get', path: '/scorecards/:orgUnit/figures', handle: figures(scorecards) },
  { method: 'get', path: '/scorecards/:orgUnit/outliers', handle: outliers(scorecards) },
  { method: 'get', path: '/indicators/:id/series', handle: series(scorecards) },
  { method: 'get', path: '/trace', handle: trace(scorecards) },
];
