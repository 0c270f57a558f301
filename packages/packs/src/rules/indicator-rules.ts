import { compareDecimals } from '../decimals.ts';
import type { Finding } from '../fault.ts';
import type { IndicatorHead, TargetFile } from '../pack-schema.ts';

/** A target with its place in the list of its indicator. */
export type PlacedTarget = { readonly index: number; readonly target: TargetFile };

const isParts = ({ kind }: IndicatorHead): boolean => kind === 'ratio' || kind === 'checklist';

function kindFindings(indicator: IndicatorHead): readonly Finding[] {
  const { kind, aggregation } = indicator;
  const found: Finding[] = [];
  const named = [indicator.numerator, indicator.denominator].filter((words) => words !== '').length;
  if (named !== (kind === 'ratio' ? 2 : 0)) found.push({ path: ['kind'], code: 'ratio-words', value: kind });
  const fits = isParts(indicator) ? aggregation !== 'sum' : aggregation !== 'ratio-of-sums';
  if (!fits) found.push({ path: ['aggregation'], code: 'aggregation-not-for-kind', value: aggregation, detail: kind });
  return found;
}

function unitAndItems({ kind, unit, items }: IndicatorHead): readonly Finding[] {
  const found: Finding[] = [];
  if ((kind === 'milestone') !== (unit === 'milestone')) {
    found.push({ path: ['unit'], code: 'unit-not-for-kind', value: unit, detail: kind });
  }
  if (kind === 'checklist' && items.length === 0) found.push({ path: ['kind'], code: 'items-missing', value: kind });
  if (kind !== 'checklist' && items.length > 0) {
    found.push({ path: ['items'], code: 'key-not-wanted', value: 'items', detail: kind });
  }
  return found;
}

function derivedFindings({ conjunction_of: parts, at_least: atLeast, kind }: IndicatorHead): readonly Finding[] {
  const found: Finding[] = [];
  if (parts.length > 0 && kind !== 'ratio') {
    found.push({ path: ['conjunction_of'], code: 'key-not-wanted', value: 'conjunction_of', detail: kind });
  }
  if (atLeast === undefined) return found;
  if (parts.length === 0) {
    found.push({ path: ['at_least'], code: 'key-missing', value: 'at_least', detail: 'conjunction_of' });
  } else if (atLeast > parts.length) {
    found.push({ path: ['at_least'], code: 'at-least-too-high', value: atLeast, detail: String(parts.length) });
  }
  return found;
}

function boundFindings({ plausible }: IndicatorHead): readonly Finding[] {
  const { min, max } = plausible ?? {};
  if (min === undefined || max === undefined || compareDecimals(min, max) <= 0) return [];
  return [{ path: ['plausible', 'min'], code: 'plausible-empty', value: min, detail: max }];
}

// Shares lie at most 100 apart: 100 × 0.6745 is not above 3.5 × such a floor.
const leastFloorOutOfReach = '19.28';

function floorFindings(indicator: IndicatorHead): readonly Finding[] {
  const { outlier_floor: floor, kind, conjunction_of: parts } = indicator;
  if (floor === undefined) return [];
  const found: Finding[] = [];
  const add = (code: Finding['code'], value: string, detail?: string): unknown =>
    found.push({ path: ['outlier_floor'], code, value, ...(detail === undefined ? {} : { detail }) });
  if (parts.length > 0) add('key-not-wanted', 'outlier_floor', 'conjunction_of');
  if (kind === 'milestone') add('key-not-wanted', 'outlier_floor', kind);
  if (compareDecimals(floor, '0') <= 0) add('floor-not-positive', floor);
  const isShare = isParts(indicator) && indicator.unit === 'percent';
  if (isShare && compareDecimals(floor, leastFloorOutOfReach) >= 0) {
    add('floor-out-of-reach', floor, leastFloorOutOfReach);
  }
  return found;
}

const sharesOfPercent: readonly TargetFile['measure'][] = ['figure', 'each-child'];

function shareFindings(indicator: IndicatorHead, { index, target }: PlacedTarget): readonly Finding[] {
  if (!isParts(indicator) || indicator.unit !== 'percent' || !sharesOfPercent.includes(target.measure)) return [];
  const stages = (target.path?.stages ?? []).map(({ value }, at) => [value, ['path', 'stages', at, 'value']] as const);
  const values = [[target.value, ['value']] as const, [target.upper, ['upper']] as const, ...stages];
  return values.flatMap(([value, path]): Finding[] =>
    value === undefined || (compareDecimals(value, '0') >= 0 && compareDecimals(value, '100') <= 0)
      ? []
      : [{ path: ['targets', index, ...path], code: 'percent-out-of-reach', value }],
  );
}

function itselfFindings({ id }: IndicatorHead, { index, target }: PlacedTarget): readonly Finding[] {
  const found: Finding[] = [];
  const at = (...path: (string | number)[]): (string | number)[] => ['targets', index, ...path];
  if (target.other?.indicator === id) {
    found.push({ path: at('other', 'indicator'), code: 'other-is-itself', value: id });
  }
  if (target.comparator !== 'ordered' || target.order.length === 0) return found;
  if (!target.order.includes(id)) found.push({ path: at('order'), code: 'order-without-itself', value: id });
  if (target.order.length < 2) found.push({ path: at('order'), code: 'order-too-short', value: target.order.join() });
  return found;
}

const reachOf = ({ scope, types, tags }: TargetFile): string =>
  JSON.stringify([scope, types, tags].map((words) => [...words].sort()));

const isTogether = (a: TargetFile, b: TargetFile): boolean =>
  (a.valid_from ?? '') <= (b.valid_to ?? '9999') && (b.valid_from ?? '') <= (a.valid_to ?? '9999');

function overlapFindings(targets: readonly PlacedTarget[]): readonly Finding[] {
  return targets.flatMap(({ index, target }, place): Finding[] => {
    const other = targets
      .slice(0, place)
      .find((earlier) => reachOf(earlier.target) === reachOf(target) && isTogether(earlier.target, target));
    if (other === undefined) return [];
    const value = `${target.valid_from ?? ''}..${target.valid_to ?? ''}`;
    return [{ path: ['targets', index], code: 'targets-overlap', value, detail: `targets.${String(other.index)}` }];
  });
}

/** What makes no sense within one indicator and between its targets. */
export function indicatorFindings(indicator: IndicatorHead, targets: readonly PlacedTarget[]): readonly Finding[] {
  const needsTarget = indicator.aggregation === 'units-met' && indicator.targets.length === 0;
  return [
    ...kindFindings(indicator),
    ...unitAndItems(indicator),
    ...derivedFindings(indicator),
    ...boundFindings(indicator),
    ...floorFindings(indicator),
    ...(needsTarget ? [{ path: ['aggregation'], code: 'units-met-needs-target', value: 'units-met' } as const] : []),
    ...targets.flatMap((target) => [...shareFindings(indicator, target), ...itselfFindings(indicator, target)]),
    ...overlapFindings(targets),
  ];
}
