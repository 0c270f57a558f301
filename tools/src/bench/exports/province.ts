// A province as the five exports would hold it: every scorecard, rollup and alert is worked out here, so that verify must find nothing.

/** How large it is. */
export type Extent = { readonly schools: number; readonly months: number };

export type Line = Readonly<Record<string, unknown>>;

type Kind = { readonly id: string; readonly aggregation: 'units-met' | 'ratio-of-sums' | 'sum' | 'max' };

export const dataset = 'campus-safety';
const schoolsOfTown = 34;
const townsOfDistrict = 16;
const districtsOfCity = 8;
const correctedOneIn = 100;
const breachedOneIn = 25;
const start = Date.UTC(2026, 0, 1);

const kinds: readonly Kind[] = [
  { id: 'closed-management', aggregation: 'units-met' },
  { id: 'guards', aggregation: 'units-met' },
  { id: 'alarms', aggregation: 'ratio-of-sums' },
  { id: 'guardian-posts', aggregation: 'units-met' },
  { id: 'drills', aggregation: 'ratio-of-sums' },
  { id: 'hazards-open', aggregation: 'sum' },
  { id: 'incidents', aggregation: 'sum' },
  { id: 'longest-absence', aggregation: 'max' },
];
const isRatio = ({ aggregation }: Kind): boolean => aggregation === 'units-met' || aggregation === 'ratio-of-sums';

/** A number below `below` that is always the same for these three. */
function drawn(school: number, month: number, below: number): number {
  let hash = Math.imul(school + 1, 2_654_435_761) ^ Math.imul(month + 1, 40_503);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return ((hash ^ (hash >>> 16)) >>> 0) % below;
}

export type Figure = { readonly numerator: number; readonly denominator: number; readonly value: string | null };

function figureOf(kind: number, school: number, month: number): Figure {
  const size = 4 + drawn(school, kind, 40);
  const one = kinds[kind];
  if (one === undefined || !isRatio(one)) {
    const whole = drawn(school * 31 + kind, month, 20);
    return {
      numerator: 0,
      denominator: 0,
      value: kind === 7 ? `${String(whole)}.${String(school % 10)}` : String(whole),
    };
  }
  const breached = drawn(school, month + 100, breachedOneIn) === 0 && drawn(school, month + 200, 5) === kind;
  return { numerator: breached ? size - 1 : size, denominator: size, value: null };
}

const schoolId = (school: number): string => `s${String(school).padStart(6, '0')}`;
export const periodOf = (month: number): string =>
  `${String(2025 + Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}`;
const instant = (ms: number): string => new Date(ms).toISOString();

/** The units above a school, nearest first: what they are called and of which type. */
function above(school: number): readonly (readonly [id: string, type: string])[] {
  const town = Math.floor(school / schoolsOfTown);
  const district = Math.floor(town / townsOfDistrict);
  const city = Math.floor(district / districtsOfCity);
  return [
    [`t${String(town).padStart(5, '0')}`, 'town'],
    [`d${String(district).padStart(4, '0')}`, 'district'],
    [`c${String(city).padStart(3, '0')}`, 'city'],
    ['p33', 'province'],
    ['cn', 'nation'],
  ];
}

const pathOf = (line: readonly string[]): string =>
  line
    .toReversed()
    .map((id) => `${id}/`)
    .join('');
const lineOf = (school: number): readonly string[] => [schoolId(school), ...above(school).map(([id]) => id)];

/** How many revisions a submission has, and when the newest came. */
type Pushed = { readonly revision: number; readonly at: number };
export type Place = Pushed & { readonly line: readonly string[] };

function pushed(extent: Extent, school: number, month: number): Pushed {
  const sequence = (month * extent.schools + school) * 10;
  return drawn(school, month + 300, correctedOneIn) === 0
    ? { revision: 2, at: start + sequence + 5 }
    : { revision: 1, at: start + sequence };
}

const source = null;
const everywhere = { validFrom: null, validTo: null };

function indicatorLine(one: Kind): Line {
  const names = { id: one.id, pack: 'safety', nameZh: one.id, nameEn: one.id, numeratorZh: '', denominatorZh: '' };
  const rest = { source, note: '', direction: 'up', atLeast: 0, items: [], owners: [], conjunctionOf: [] };
  const open = { plausibleMin: null, plausibleMax: null, outlierFloor: null };
  const [kind, unit] = isRatio(one) ? ['ratio', 'percent'] : ['count', 'count'];
  return { kind: 'indicator', indicator: { ...names, ...rest, ...open, kind, unit, aggregation: one.aggregation } };
}

const targetLine = ({ id }: Kind): Line => ({
  kind: 'target',
  target: {
    ...{ id: `${id}@1`, indicator: id, comparator: 'equals', value: '100', upper: null, severity: 'critical' },
    ...{ soft: false, ...everywhere, due: null, scope: [], source, types: [], tags: [], measure: 'figure', base: null },
    ...{ basePeriod: null, other: null, times: '1', order: [], before: null, path: null, projected: false, owners: [] },
  },
});

const datasetLine = (): Line => ({
  kind: 'dataset',
  dataset: {
    ...{
      id: dataset,
      pack: 'safety',
      nameZh: '校园安全',
      nameEn: 'Campus safety',
      indicators: kinds.map(({ id }) => id),
    },
    ...{ reportedBy: ['primary'], periodKinds: ['month'], rollsUp: true, due: null, computed: false, checks: [] },
    ...everywhere,
  },
});

export function* catalogueLines(): Generator<Line> {
  yield { kind: 'version', version: 1 };
  yield { kind: 'pack', pack: { id: 'safety', version: '1', nameZh: '校园安全', nameEn: 'Campus safety', change: '' } };
  yield* kinds.map(indicatorLine);
  yield* kinds.filter(isRatio).map(targetLine);
  yield datasetLine();
}

export function* orgUnitLines({ schools }: Extent): Generator<Line> {
  const known = new Set<string>();
  const unit = (line: readonly string[], type: string): Line => ({
    ...{ id: line[0], parent: line[1] ?? null, type, nameZh: line[0], nameEn: null, path: pathOf(line) },
    ...{ validFrom: null, validTo: null, tags: [] },
  });
  for (let school = 0; school < schools; school += 1) {
    const types = above(school);
    for (let i = types.length - 1; i >= 0; i -= 1) {
      const line = types.slice(i).map(([id]) => id);
      const [id = ''] = line;
      if (!known.has(id)) yield unit(line, types[i]?.[1] ?? '');
      known.add(id);
    }
    yield unit(lineOf(school), 'primary');
  }
}

function submission(extent: Extent, [school, month]: readonly [number, number], revision: number): Line {
  const { at } = pushed(extent, school, month);
  const values = kinds.map(({ id }, kind) => {
    const { numerator, denominator, value } = figureOf(kind, school, month);
    return value === null ? { indicator: id, numerator, denominator } : { indicator: id, value };
  });
  return {
    ...{ id: `${schoolId(school)}|${dataset}|${periodOf(month)}`, orgUnit: schoolId(school), dataset },
    ...{ period: periodOf(month), revision, values, receivedAt: instant(revision === 1 ? at - (at % 10) : at) },
    acceptedBy: `key-${schoolId(school)}`,
  };
}

/** In the order of the log: month by month, school by school. */
export function* submissionLines(extent: Extent): Generator<Line> {
  for (let month = 0; month < extent.months; month += 1) {
    for (let school = 0; school < extent.schools; school += 1) {
      for (let revision = 1; revision <= pushed(extent, school, month).revision; revision += 1) {
        yield submission(extent, [school, month], revision);
      }
    }
  }
}

const verdictOf = ({ numerator, denominator, value }: Figure): 'met' | 'breached' | 'not-applicable' => {
  if (value !== null) return 'not-applicable';
  return numerator === denominator ? 'met' : 'breached';
};

export type JudgedFigure = Figure & { readonly kind: Kind; readonly verdict: ReturnType<typeof verdictOf> };

/** What a school said for a month, judged. */
export const judged = (school: number, month: number): readonly JudgedFigure[] =>
  kinds.map((kind, i) => {
    const figure = figureOf(i, school, month);
    return { ...figure, kind, verdict: verdictOf(figure) };
  });

export const cellOf = ({ kind, numerator, denominator, value, verdict }: JudgedFigure): Line => ({
  ...{ indicator: kind.id, numerator, denominator, value, verdict, target: value === null ? `${kind.id}@1` : null },
  ...{ against: null, measured: null },
});

/** Where the scorecard of a school stands and when it came. */
export function placeOf(extent: Extent, school: number, month: number): Place {
  return { line: lineOf(school), ...pushed(extent, school, month) };
}

export function scorecardLine(extent: Extent, school: number, month: number): Line {
  const { line, revision, at } = placeOf(extent, school, month);
  const id = `${schoolId(school)}|${dataset}|${periodOf(month)}`;
  return {
    ...{ kind: 'scorecard', orgUnit: line[0], dataset, period: periodOf(month), parent: line[1], path: pathOf(line) },
    ...{
      version: revision,
      catalogueVersion: 1,
      receivedAt: instant(at),
      revision,
      cause: `${id}#${String(revision)}`,
    },
    ...{ judgedAt: instant(at + 1), groups: [], findings: [] },
    cells: judged(school, month).map((figure) => ({ ...cellOf(figure), statedRate: null })),
    ...{ missing: false, late: false, withdrawn: false, dueAt: null },
  };
}

/** The alert of a figure that breaches in the last month. */
export function* alertLines(extent: Extent): Generator<Line> {
  const month = extent.months - 1;
  for (let school = 0; school < extent.schools; school += 1) {
    for (const figure of judged(school, month)) {
      if (figure.verdict !== 'breached') continue;
      const { line, at } = placeOf(extent, school, month);
      const id = figure.kind.id;
      yield {
        ...{ id: `${schoolId(school)}:${id}:1`, orgUnit: line[0], orgName: line[0], pathNames: [], indicator: id },
        ...{ indicatorName: id, pack: 'safety', dataset, period: periodOf(month), severity: 'critical' },
        ...{ condition: 'firing', handling: 'new', suppressedBy: [], openedAt: instant(at), resolvedAt: null },
        ...{ closedAt: null, deadline: null, overdue: false, assignee: null, value: '99', unit: 'percent' },
        ...{ numerator: figure.numerator, denominator: figure.denominator, comparator: 'equals', target: '100' },
        ...{ gap: '-1', reason: '', endedBecause: null, receivedAt: instant(at), version: 1, etag: '"1"' },
        ...{ timeline: [], path: pathOf(line), scorecardVersion: 1, handlingVersion: 1 },
      };
    }
  }
}
