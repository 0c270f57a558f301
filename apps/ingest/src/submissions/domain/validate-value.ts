import { err, ok, type Result } from '@xiaomai/kernel';
import { canonicalDecimal } from './decimal.ts';
import type { DraftValue, FigureField, Reason, ValueField } from './draft.ts';
import type { DatasetRule, IndicatorRule, Rules } from './rules.ts';
import type { Value } from './submission.ts';

/** A fault of one value. */
export type ValueFault = { readonly field: ValueField | undefined; readonly reason: Reason };

const fault = (field: ValueField | undefined, reason: Reason): ValueFault => ({ field, reason });

function faultOfIndicator(id: string, dataset: DatasetRule | undefined, rules: Rules): ValueFault | undefined {
  if (dataset?.indicators.has(id) === true) return undefined;
  const known = rules.indicators.get(id);
  if (known === undefined) return fault('indicator', 'unknown-indicator');
  if (known.derived) return fault('indicator', 'derived-indicator');
  return dataset === undefined ? undefined : fault('indicator', 'indicator-not-in-dataset');
}

function faultOfPart(field: 'numerator' | 'denominator', part: number | undefined): readonly ValueFault[] {
  if (part === undefined) return [fault(field, 'missing-field')];
  if (!Number.isSafeInteger(part)) return [fault(field, 'invalid-value')];
  return part < 0 ? [fault(field, `negative-${field}`)] : [];
}

function ratioFaults(draft: DraftValue, rule: IndicatorRule): readonly ValueFault[] {
  if (isGiven(draft, 'value')) return [fault(undefined, 'ambiguous-value')];
  if (!rule.ratio) return [fault('numerator', 'value-kind-not-allowed')];
  return [
    ...faultOfPart('numerator', draft.numerator),
    ...faultOfPart('denominator', draft.denominator),
    ...(draft.rate !== undefined && canonicalDecimal(draft.rate) === undefined ? [fault('rate', 'invalid-value')] : []),
  ];
}

function decimalFaults(text: string | undefined, rule: IndicatorRule): readonly ValueFault[] {
  const decimal = canonicalDecimal(text ?? '');
  if (decimal === undefined) return [fault('value', 'invalid-value')];
  return decimal.startsWith('-') && (rule.ratio || rule.count) ? [fault('value', 'negative-value')] : [];
}

const isMalformed = ({ malformed = [] }: DraftValue, field: FigureField | 'figure'): boolean =>
  malformed.includes(field);

const isGiven = (draft: DraftValue, field: FigureField): boolean =>
  draft[field] !== undefined || isMalformed(draft, field);

function faultsOfForm(draft: DraftValue, rule: IndicatorRule): readonly ValueFault[] {
  if (isGiven(draft, 'numerator') || isGiven(draft, 'denominator')) return ratioFaults(draft, rule);
  return isGiven(draft, 'value') ? decimalFaults(draft.value, rule) : [fault(undefined, 'missing-value')];
}

// What has been reported of a field is enough.
function figureFaults(draft: DraftValue, rule: IndicatorRule): readonly ValueFault[] {
  if (isMalformed(draft, 'figure') || draft.withdrawn === true) return [];
  return faultsOfForm(draft, rule).filter(({ field }) => {
    const told = field === undefined || field === 'indicator' ? 'figure' : field;
    return !isMalformed(draft, told);
  });
}

const toValue = (draft: DraftValue): Value => ({
  indicator: draft.indicator,
  numerator: draft.numerator ?? 0,
  denominator: draft.denominator ?? 0,
  value: draft.value === undefined ? '' : (canonicalDecimal(draft.value) ?? ''),
  note: draft.note ?? '',
  statedRate: draft.rate === undefined ? '' : (canonicalDecimal(draft.rate) ?? ''),
  withdrawn: draft.withdrawn === true,
  receivedAt: 0,
});

/** Whether one figure is acceptable in its dataset; every fault of it at once. */
export function validateValue(
  draft: DraftValue,
  dataset: DatasetRule | undefined,
  rules: Rules,
): Result<Value, readonly ValueFault[]> {
  const place = faultOfIndicator(draft.indicator, dataset, rules);
  const rule = dataset?.indicators.get(draft.indicator) ?? rules.indicators.get(draft.indicator);
  const faults = rule === undefined ? [] : figureFaults(draft, rule);
  if (place === undefined && faults.length === 0) return ok(toValue(draft));
  return err(place === undefined ? faults : [place, ...faults]);
}
