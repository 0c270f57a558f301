import type { Alert } from '@xiaomai/gateway-api/alert';
import type { OrgUnit } from '@xiaomai/gateway-api/org-unit';
import type { ServerResponse } from 'node:http';
import { monthsUpTo } from '../src/format/month.ts';
import { json, list, people, problem, type Person } from './answer.ts';
import { withoutTimeline } from './alerts.ts';
import { duePeriodOf, dueRule } from './city/due.ts';
import { figuresBelow } from './city/bare-figures.ts';
import { groups, type DemoGroup } from './city/figures.ts';
import { groupOfDataset, groupOfIndicator } from './city/intake.ts';
import { childViews, pageOf, reportingViews, scorecardOf } from './city/scorecards.ts';
import { detailOf, isSchool, schoolsBelow, unitOf, unitsNamed } from './city/tree.ts';
import type { World } from './world.ts';

export type Asked = {
  readonly world: World;
  readonly person: Person;
  readonly parts: readonly string[];
  readonly params: URLSearchParams;
  readonly response: ServerResponse;
};

export type Route = (asked: Asked) => void;

const firstGroup: DemoGroup = groups[0] ?? ({} as never);
const visible = ({ person }: Asked, id: string | undefined): OrgUnit | undefined => {
  const unit = unitOf(id ?? '');
  return unit?.path.startsWith(unitOf(person.orgUnit)?.path ?? '-') === true ? unit : undefined;
};

const sliceOf = ({ params }: Asked): { group: DemoGroup; period: string } => ({
  group: groupOfDataset(params.get('dataset')) ?? firstGroup,
  period: params.get('period') ?? '',
});

const me: Route = ({ person, response }) =>
  json(response, 200, {
    subject: person.token,
    name: person.name,
    role: person.role,
    orgUnit: person.orgUnit,
    path: unitOf(person.orgUnit)?.path ?? '',
    datasets: [],
  });

const orgUnits: Route = (asked) => {
  const id = asked.parts[1];
  if (id === undefined) {
    const named = unitsNamed(asked.params).filter((unit) => visible(asked, unit.id) !== undefined);
    return list(asked.response, named, asked.params);
  }
  const unit = visible(asked, id);
  return unit === undefined ? problem(asked.response, 404) : json(asked.response, 200, detailOf(unit));
};

const scorecards: Route = (asked) => {
  const unit = visible(asked, asked.parts[1]);
  const { world, params, response } = asked;
  if (unit === undefined) return problem(response, 404);
  const slice = sliceOf(asked);
  if (asked.parts[2] === 'children') return list(response, childViews(world.intake, unit, slice), params);
  const at = { ...slice, state: params.get('state') };
  if (asked.parts[2] === 'reporting') return list(response, reportingViews(world.intake, unit, at), params);
  if (asked.parts[2] === 'figures') return list(response, figuresBelow(world.intake, unit, at), params);
  return json(response, 200, pageOf(world.intake, unit, slice.period));
};

const indicators: Route = (asked) => {
  const { world, parts, params, response } = asked;
  const members = groups.flatMap((group) => group.members.map((member) => ({ ...member, pack: group.pack })));
  const rest = {
    kind: 'ratio',
    unit: 'percent',
    aggregation: 'ratio-of-sums',
    conjunctionOf: [],
    numeratorZh: '',
    denominatorZh: '',
    source: null,
    note: '',
    ...{ direction: 'up', atLeast: 0, items: [], owners: [] },
    ...{ plausibleMin: null, plausibleMax: null, outlierFloor: null },
  };
  if (parts[1] === undefined)
    return list(
      response,
      members.map((member) => ({ ...member, ...rest })),
      params,
    );
  const unit = visible(asked, params.get('orgUnit') ?? '');
  const group = groupOfIndicator(parts[1]);
  if (unit === undefined || group === undefined) return problem(response, 404);
  const months = monthsUpTo(params.get('to') ?? world.period, 6).filter((month) => month >= (params.get('from') ?? ''));
  const points = months.map((period) => ({
    period,
    item:
      scorecardOf(world.intake, unit, { group, period }).items.find(({ indicator }) => indicator === parts[1]) ?? null,
    changeFromPrevious: null,
    changeFromLastYear: null,
  }));
  return json(response, 200, { indicator: parts[1], orgUnit: unit.id, points });
};

const packs: Route = ({ params, response }) =>
  list(
    response,
    groups.map(({ id, pack, nameZh, nameEn, members }) => ({
      id: pack,
      version: '1',
      nameZh: pack,
      nameEn: pack,
      change: '',
      since: null,
      groups: [
        {
          ...{ id, pack, nameZh, nameEn, complete: true, source: null, atLeast: 0 },
          members: members.map((member) => member.id),
        },
      ],
    })),
    params,
  );

/** What a dataset is, by when a period of it is due, and what was decided on its periods. */
const datasets: Route = (asked) => {
  const { world, parts, params, response } = asked;
  const [, dataset = '', more] = parts;
  if (more === undefined) return allDatasets(asked);
  const unit = visible(asked, params.get('orgUnit') ?? asked.person.orgUnit);
  if (unit === undefined) return problem(response, 404);
  if (more === 'due') {
    const expected = isSchool(unit) ? 1 : schoolsBelow(unit.path).length;
    return json(response, 200, duePeriodOf(dataset, params.get('period') ?? '', expected));
  }
  return list(
    response,
    world.decided.filter((one) => one.dataset === dataset),
    params,
  );
};

const hazards: Route = ({ world, parts, params, response }) => {
  if (parts[1] !== undefined) {
    const hazard = world.hazards.get(parts[1]);
    return hazard === undefined ? problem(response, 404) : json(response, 200, hazard);
  }
  const scope = unitOf(params.get('orgUnit') ?? '')?.path ?? '-';
  const state = params.get('state') ?? '';
  const onLedger = ({ state: is }: { state: string }): boolean =>
    state === 'on-ledger' ? is !== 'struck-off' : state === '' || is === state;
  const found = [...world.hazards.values()].filter(
    (one) =>
      onLedger(one) &&
      unitOf(one.orgUnit)?.path.startsWith(scope) === true &&
      (params.get('class') ?? one.class) === one.class &&
      (params.get('overdue') !== 'true' || one.overdue),
  );
  return list(
    response,
    found.map(({ timeline: _, rechecks: __, ...hazard }) => hazard),
    params,
  );
};

const treeChanges: Route = ({ world, params, response }) => list(response, world.changes, params);

const allDatasets: Route = ({ params, response }) =>
  list(
    response,
    groups.map(({ dataset: id, pack, nameZh, nameEn, members }) => ({
      id,
      pack,
      nameZh,
      nameEn,
      indicators: members.map((member) => member.id),
      reportedBy: ['primary', 'secondary', 'nine-year', 'kindergarten'],
      periodKinds: ['month'],
      rollsUp: true,
      ...{ due: dueRule, computed: false, checks: [], validFrom: null, validTo: null },
    })),
    params,
  );

const trace: Route = (asked) => {
  const { world, params, response } = asked;
  const unit = visible(asked, params.get('orgUnit') ?? '');
  const indicator = params.get('indicator') ?? '';
  const group = groupOfIndicator(indicator);
  if (unit === undefined || group === undefined) return problem(response, 404);
  const period = params.get('period') ?? '';
  const steps = (isSchool(unit) ? [unit] : schoolsBelow(unit.path)).flatMap((school) => {
    const found = world.intake.newest(school.id, group, period);
    const numerator = found?.values.get(indicator);
    if (found === undefined || numerator === undefined) return [];
    return {
      orgUnit: school.id,
      name: school.nameZh,
      submission: `${school.id}|${group.dataset}|${period}`,
      revision: found.revision,
      receivedAt: new Date(found.receivedAt).toISOString(),
      numerator,
      denominator: 1,
      value: numerator === 1 ? '100' : '0',
      verdict: numerator === 1 ? 'met' : 'breached',
    };
  });
  const figure =
    scorecardOf(world.intake, unit, { group, period }).items.find((item) => item.indicator === indicator) ?? null;
  return json(response, 200, { orgUnit: unit.id, indicator, period, figure, steps });
};

const revisions: Route = ({ world, parts, params, response }) => {
  const [school = '', dataset = '', period = ''] = (parts[1] ?? '').split('|');
  const group = groupOfDataset(dataset);
  if (group === undefined) return problem(response, 404);
  const found = world.intake.all(school, group, period).map((submitted) => ({
    id: parts[1],
    orgUnit: school,
    dataset,
    period,
    revision: submitted.revision,
    values: [...submitted.values].map(([indicator, numerator]) => ({ indicator, numerator, denominator: 1 })),
    receivedAt: new Date(submitted.receivedAt).toISOString(),
    acceptedBy: `演示密钥 ${school}`,
  }));
  return list(response, found, params);
};

const wanted = (alert: Alert, params: URLSearchParams): boolean => {
  const states = params.get('state')?.split(',') ?? [];
  const isOpen = alert.handling !== 'closed';
  return states.length === 0 || states.includes(alert.handling) || (isOpen && states.includes('open'));
};

const alerts: Route = (asked) => {
  const { world, parts, params, response } = asked;
  if (parts[1] !== undefined) {
    const alert = world.alerts.get(parts[1]);
    return alert === undefined ? problem(response, 404) : json(response, 200, alert);
  }
  const scope = visible(asked, params.get('orgUnit') ?? asked.person.orgUnit);
  const found = [...world.alerts.values()]
    .filter((alert) => unitOf(alert.orgUnit)?.path.startsWith(scope?.path ?? '-') === true && wanted(alert, params))
    .sort((a, b) => b.openedAt.localeCompare(a.openedAt));
  return list(response, found.map(withoutTimeline), params);
};

const reports: Route = ({ world, params, response }) => {
  const fits = (name: 'scope' | 'period', value: string): boolean => (params.get(name) ?? value) === value;
  const found = world.reports.filter((report) => fits('scope', report.scope) && fits('period', report.period));
  return list(response, found.toReversed(), params);
};

/** What can be read without a token. */
export const about: Route = ({ response }) =>
  json(response, 200, { name: '校脉', notice: '演示环境：组织、学校与数字均为虚构' });

export const readingRoutes: Readonly<Record<string, Route>> = {
  me,
  'org-units': orgUnits,
  scorecards,
  indicators,
  packs,
  datasets,
  trace,
  submissions: revisions,
  alerts,
  reports,
  hazards,
  'org-tree': treeChanges,
};

export const personOf = (authorization: string | undefined): Person | undefined =>
  people.find(({ token }) => authorization === `Bearer ${token}`);
