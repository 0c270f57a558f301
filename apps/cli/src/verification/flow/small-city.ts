// A city of two schools, worked out by hand: what is pushed and what must be stored.
import type {
  StoredAlert,
  StoredCell,
  StoredRollup,
  StoredRollupCell,
  StoredScorecard,
} from '../domain/compare/stored.ts';
import type { Verdict } from '../domain/figures/figure.ts';
import type { CatalogueExport, DatasetExport, Indicator, TargetExport } from '../domain/rules/catalogue.ts';
import type { OrgUnit } from '../domain/rules/tree.ts';
import type { Revision } from '../domain/units/book.ts';
import type { StoredHazard, StoredRound } from '../domain/units/hazard-ledger.ts';
import type { Exports } from './exports.ts';

/** Everything the exports hold. */
export type Everything = {
  catalogue: CatalogueExport;
  orgUnits: OrgUnit[];
  revisions: Revision[];
  scorecards: StoredScorecard[];
  rollups: StoredRollup[];
  alerts: StoredAlert[];
  hazards: StoredHazard[];
  rounds: StoredRound[];
};

const target = (indicator: string, comparator: 'equals' | 'at-least', value: string): TargetExport => ({
  id: `${indicator}@1`,
  indicator,
  comparator,
  value,
  upper: '',
  severity: 'critical',
  soft: false,
  validFrom: '2021-01-01',
  validTo: '',
  due: '',
  scope: [],
  ...{ types: [], tags: [], measure: 'figure', base: '', basePeriod: '', other: '', times: '1', order: [], before: '' },
  ...{ path: null, projected: false },
});

const indicator = (id: string, unit: string, more: Pick<Indicator, 'aggregation'> & Partial<Indicator>): Indicator => ({
  id,
  unit,
  conjunctionOf: [],
  atLeast: 0,
  plausibleMin: '',
  plausibleMax: '',
  outlierFloor: '',
  ...more,
});

const safety: DatasetExport = {
  id: 'safety',
  indicators: ['guards', 'points', 'incidents'],
  ...{ reportedBy: ['primary'], periodKinds: ['month'], rollsUp: true, due: null, computed: false, checks: [] },
  ...{ validFrom: '', validTo: '' },
};

const catalogue: CatalogueExport = {
  indicators: [
    indicator('guards', 'percent', { aggregation: 'units-met' }),
    indicator('points', 'percent', { aggregation: 'ratio-of-sums' }),
    indicator('incidents', 'count', { aggregation: 'sum' }),
    indicator('both', 'percent', { aggregation: 'units-met', conjunctionOf: ['guards', 'points'] }),
  ],
  targets: [target('guards', 'equals', '100'), target('points', 'at-least', '95'), target('both', 'equals', '100')],
  groups: [{ id: 'all', members: ['guards', 'both'], atLeast: 0 }],
  datasets: [safety],
};

const orgUnit = (id: string, parent: string, type: string): OrgUnit => ({
  ...{ id, parent, type, tags: [], validFrom: '', validTo: '' },
});

const orgUnits: readonly OrgUnit[] = [
  orgUnit('cn', '', 'nation'),
  orgUnit('33', 'cn', 'province'),
  orgUnit('3307', '33', 'city'),
  orgUnit('330702', '3307', 'district'),
  orgUnit('t1', '330702', 'town'),
  orgUnit('a', 't1', 'primary'),
  orgUnit('b', 't1', 'primary'),
];

const townPath = 'cn/33/3307/330702/t1/';
const dataset = 'safety';
const period = '2026-10';

const ratio = (indicator: string, numerator: number, denominator: number) => ({
  indicator,
  numerator,
  denominator,
  value: '',
  statedRate: '',
});
const decimal = (indicator: string, value: string) => ({ ...ratio(indicator, 0, 0), value });
const cell = (figure: ReturnType<typeof ratio>, verdict: Verdict, targetId: string) => ({
  ...figure,
  ...{ verdict, target: targetId, against: '', measured: '' },
});

const pushed = (
  orgUnit: string,
  { revision, receivedAt }: Pick<Revision, 'revision' | 'receivedAt'>,
  figures: Revision['figures'],
): Revision => ({
  id: `${orgUnit}|${dataset}|${period}`,
  orgUnit,
  dataset,
  period,
  revision,
  receivedAt,
  figures,
  withdrawn: false,
});

const revisions: readonly Revision[] = [
  pushed('a', { revision: 1, receivedAt: 1000 }, [
    ratio('guards', 4, 4),
    ratio('points', 19, 20),
    decimal('incidents', '2.50'),
  ]),
  pushed('b', { revision: 1, receivedAt: 1100 }, [
    ratio('guards', 4, 4),
    ratio('points', 0, 0),
    decimal('incidents', '1'),
  ]),
  pushed('b', { revision: 2, receivedAt: 1200 }, [
    ratio('guards', 3, 4),
    ratio('points', 0, 0),
    decimal('incidents', '1'),
  ]),
];

const inTown = {
  ...{ parent: 't1', dataset, period, findings: [], missing: false, late: false, withdrawn: false, dueAt: 0 },
};

const scorecards: readonly StoredScorecard[] = [
  {
    ...inTown,
    orgUnit: 'a',
    path: `${townPath}a/`,
    version: 1,
    revision: 1,
    receivedAt: 1000,
    cells: [
      cell(ratio('guards', 4, 4), 'met', 'guards@1'),
      cell(ratio('points', 19, 20), 'met', 'points@1'),
      cell(decimal('incidents', '2.50'), 'not-applicable', ''),
      cell(ratio('both', 1, 1), 'met', 'both@1'),
    ],
    groups: [{ group: 'all', verdict: 'met' }],
  },
  {
    ...inTown,
    orgUnit: 'b',
    path: `${townPath}b/`,
    version: 2,
    revision: 2,
    receivedAt: 1200,
    cells: [
      cell(ratio('guards', 3, 4), 'breached', 'guards@1'),
      cell(ratio('points', 0, 0), 'no-data', 'points@1'),
      cell(decimal('incidents', '1'), 'not-applicable', ''),
      cell(ratio('both', 0, 0), 'no-data', 'both@1'),
    ],
    groups: [{ group: 'all', verdict: 'breached' }],
  },
];

type Sums = Omit<StoredRollupCell, keyof StoredCell>;
const units = (counts: Partial<Sums>): Sums => ({
  ...{
    met: 0,
    atRisk: 0,
    breached: 0,
    noData: 0,
    notApplicable: 0,
    valued: 0,
    latestAt: 0,
    latestUnit: '',
    failing: [],
  },
  ...counts,
});

const rollup = (orgUnit: string, parent: string, path: string): StoredRollup => ({
  orgUnit,
  dataset,
  period,
  parent,
  path,
  version: 3,
  reported: 2,
  receivedAt: 1200,
  ...{ missing: 0, late: 0, findings: {} },
  cells: [
    { ...cell(ratio('guards', 1, 2), 'breached', 'guards@1'), ...units({ met: 1, breached: 1, valued: 2 }) },
    { ...cell(ratio('points', 19, 20), 'met', 'points@1'), ...units({ met: 1, noData: 1, valued: 1 }) },
    { ...cell(decimal('incidents', '3.5'), 'not-applicable', ''), ...units({ notApplicable: 2, valued: 2 }) },
    { ...cell(ratio('both', 1, 1), 'met', 'both@1'), ...units({ met: 1, noData: 1, valued: 1 }) },
  ],
  groups: [{ group: 'all', met: 1, judged: 2, verdict: 'breached' }],
});

const alert: StoredAlert = {
  id: 'b:guards:1',
  orgUnit: 'b',
  indicator: 'guards',
  path: `${townPath}b/`,
  dataset,
  period,
  severity: 'critical',
  condition: 'firing',
  numerator: 3,
  denominator: 4,
  value: '',
  comparator: 'equals',
  targetValue: '100',
  receivedAt: 1200,
};

/** The city as it must be stored; a test changes its own copy. */
export const smallCity = (): Everything => ({
  catalogue: structuredClone(catalogue),
  orgUnits: [...orgUnits],
  revisions: structuredClone([...revisions]),
  scorecards: structuredClone([...scorecards]),
  rollups: [
    rollup('t1', '330702', townPath),
    rollup('330702', '3307', 'cn/33/3307/330702/'),
    rollup('3307', '33', 'cn/33/3307/'),
    rollup('33', 'cn', 'cn/33/'),
  ],
  alerts: [structuredClone(alert)],
  hazards: [],
  rounds: [],
});

async function* streamed<T>(items: readonly T[]): AsyncGenerator<T> {
  await Promise.resolve();
  yield* items;
}

/** Exports held in memory. */
export const exportsOf = (city: Everything): Exports => ({
  catalogue: () => Promise.resolve(city.catalogue),
  orgUnits: () => streamed(city.orgUnits),
  submissions: () => streamed(city.revisions),
  scorecards: () =>
    streamed([...city.scorecards.map((scorecard) => ({ scorecard })), ...city.rollups.map((rollup) => ({ rollup }))]),
  alerts: () => streamed(city.alerts),
  hazards: () => streamed(city.hazards),
  rounds: () => streamed(city.rounds),
});
