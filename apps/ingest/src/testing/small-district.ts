import { makeCatalogue, type Catalogue } from '../reference/domain/catalogue.ts';
import type { OrgUnit } from '../reference/domain/org-tree.ts';
import type { Draft, DraftValue } from '../submissions/domain/draft.ts';
import type { Rules } from '../submissions/domain/rules.ts';
import type { Submission, Value } from '../submissions/domain/submission.ts';

const indicator = (id: string, kind: 'ratio' | 'count' | 'amount' | 'milestone' | 'derived') => ({
  id,
  label: {
    name: `指标 ${id}`,
    unit: kind === 'ratio' ? 'percent' : 'items',
    numerator: kind === 'ratio' ? '达标数' : '',
    denominator: kind === 'ratio' ? '总数' : '',
    milestone: kind === 'milestone',
  },
  ratio: kind === 'ratio' || kind === 'derived',
  count: kind === 'count',
  derived: kind === 'derived',
});

/** Two datasets: safety, monthly and weekly, of every school; canteen, monthly, of primary schools. */
export const catalogue: Catalogue = makeCatalogue(
  1,
  [
    indicator('closed-management', 'ratio'),
    indicator('guards', 'ratio'),
    indicator('alarm', 'ratio'),
    indicator('four-100', 'derived'),
    indicator('meals', 'count'),
    indicator('price-change', 'amount'),
    indicator('lonely', 'count'),
    indicator('kitchen-open', 'milestone'),
  ],
  [
    {
      id: 'safety',
      name: '校园安全',
      indicators: ['closed-management', 'guards', 'alarm', 'four-100'],
      reportedBy: ['primary', 'secondary'],
      periodKinds: ['month', 'week'],
    },
    {
      id: 'canteen',
      name: '食堂',
      indicators: ['meals', 'price-change', 'alarm', 'kitchen-open'],
      reportedBy: ['primary'],
      periodKinds: ['month'],
    },
    {
      id: 'ledger',
      name: '隐患台账',
      indicators: ['lonely'],
      reportedBy: ['primary'],
      periodKinds: ['month'],
      computed: true,
    },
  ],
);

const unit = (id: string, type: string, path: string, valid: Partial<OrgUnit> = {}): OrgUnit => ({
  id,
  name: `单位 ${id}`,
  type,
  path,
  validFrom: '',
  validTo: '',
  ...valid,
});

const district = 'cn/33/3307/330702/';

/** A district with two schools, one that closed in summer, and a school of the district beside it. */
export const units: readonly OrgUnit[] = [
  unit('cn', 'nation', 'cn/'),
  unit('330702', 'district', district),
  unit('school-1', 'primary', `${district}school-1/`),
  unit('school-2', 'secondary', `${district}school-2/`),
  unit('school-closed', 'primary', `${district}school-closed/`, { validTo: '2026-08-31' }),
  unit('school-beside', 'primary', 'cn/33/3307/330703/school-beside/'),
];

/** What acceptance looks things up in. */
export const rules: Rules = {
  datasets: catalogue.datasets,
  indicators: catalogue.indicators,
  units: new Map(units.map((one) => [one.id, one])),
};

/** A ratio of a draft. */
export const draftRatio = (indicator: string, numerator: number, denominator: number): DraftValue => ({
  indicator,
  numerator,
  denominator,
});

/** A decimal of a draft. */
export const draftDecimal = (indicator: string, value: string): DraftValue => ({ indicator, value });

/** A draft of school-1, safety, November 2026. */
export const draft = (values: readonly (DraftValue | undefined)[], more: Partial<Draft> = {}): Draft => ({
  orgUnit: 'school-1',
  dataset: 'safety',
  period: '2026-11',
  values,
  note: '',
  observedAt: 0,
  ...more,
});

/** A ratio as it is stored. */
export const ratio = (indicator: string, numerator: number, denominator: number): Value => ({
  indicator,
  numerator,
  denominator,
  value: '',
  note: '',
  statedRate: '',
  receivedAt: 0,
  withdrawn: false,
});

/** An acceptable submission of school-1, safety, November 2026. */
export const submission = (values: readonly Value[], more: Partial<Submission> = {}): Submission => ({
  orgUnit: 'school-1',
  dataset: 'safety',
  period: '2026-11',
  values,
  note: '',
  observedAt: 0,
  ...more,
});
