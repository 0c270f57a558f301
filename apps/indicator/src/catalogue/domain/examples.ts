// What tests about the catalogue start from: everything that a case does not care about.
import type { Dataset, Group, Indicator, Pack, Target } from './catalogue.ts';

export const anIndicator = (id: string, rest: Partial<Indicator> = {}): Indicator => ({
  id,
  ...{ pack: 'p', nameZh: id, nameEn: id, kind: 'ratio', unit: 'percent', aggregation: 'units-met' },
  ...{ conjunctionOf: [], numeratorZh: '', denominatorZh: '', source: undefined, note: '', direction: 'neutral' },
  ...{ atLeast: 0, items: [], plausibleMin: undefined, plausibleMax: undefined, outlierFloor: undefined, owners: [] },
  ...rest,
});

export const aTarget = (indicator: string, rest: Partial<Target> = {}): Target => ({
  id: `${indicator}@1`,
  indicator,
  ...{ comparator: 'equals', value: { mantissa: 100n, scale: 0 }, upper: undefined, severity: 'major', soft: false },
  ...{ validFrom: '', validTo: '', due: '', scope: [], source: undefined, types: [], tags: [], measure: 'figure' },
  ...{ base: 'none', basePeriod: '', other: '', times: { mantissa: 1n, scale: 0 }, order: [], before: '' },
  ...{ path: undefined, projected: false, owners: [] },
  ...rest,
});

export const aGroup = (id: string, members: readonly string[], rest: Partial<Group> = {}): Group => ({
  ...{ id, pack: 'p', nameZh: id, nameEn: id, members, complete: true, source: undefined, atLeast: 0 },
  ...rest,
});

export const aDataset = (id: string, indicators: readonly string[], rest: Partial<Dataset> = {}): Dataset => ({
  ...{ id, pack: 'p', nameZh: id, nameEn: id, indicators, reportedBy: ['primary'], periodKinds: ['month'] },
  ...{ rollsUp: true, due: undefined, computed: false, checks: [], validFrom: '', validTo: '' },
  ...rest,
});

export const aPack = (rest: Partial<Pack> = {}): Pack => ({
  ...{ id: 'p', version: '1', nameZh: 'p', nameEn: 'p', change: '', since: 0 },
  ...{ indicators: [], targets: [], groups: [], datasets: [] },
  ...rest,
});
