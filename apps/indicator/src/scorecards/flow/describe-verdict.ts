import type { Catalogue, Comparator, Severity, Target } from '../../catalogue/domain/catalogue.ts';
import { decimalText } from '../../catalogue/domain/decimal.ts';
import type { Judged } from '../domain/judge.ts';
import { gapText, reasonText } from '../domain/reason.ts';

/** A cell with the words a reader needs. */
export type DescribedVerdict = Judged & {
  readonly indicatorName: string;
  readonly pack: string;
  readonly unit: string;
  readonly comparator: Comparator | undefined;
  readonly targetValue: string;
  readonly severity: Severity | undefined;
  readonly reason: string;
  readonly gap: string;
};

type Described = Omit<DescribedVerdict, keyof Judged>;

const unknownIndicator = { nameZh: '', pack: '', unit: '' };

const targetWords = (target: Target | undefined): Pick<Described, 'comparator' | 'targetValue' | 'severity'> =>
  target === undefined
    ? { comparator: undefined, targetValue: '', severity: undefined }
    : { comparator: target.comparator, targetValue: decimalText(target.value), severity: target.severity };

/** Puts the catalogue's words beside a cell; a target judged by an older catalogue is looked up by its id. */
export function describeVerdict(catalogue: Catalogue, cell: Judged): DescribedVerdict {
  const indicator = catalogue.indicators.get(cell.indicator) ?? unknownIndicator;
  const target = catalogue.targets.get(cell.indicator)?.find(({ id }) => id === cell.target);
  const { unit } = indicator;
  return {
    indicator: cell.indicator,
    numerator: cell.numerator,
    denominator: cell.denominator,
    value: cell.value,
    verdict: cell.verdict,
    target: cell.target,
    against: cell.against,
    measured: cell.measured,
    indicatorName: indicator.nameZh === '' ? cell.indicator : indicator.nameZh,
    pack: indicator.pack,
    unit,
    ...targetWords(target),
    reason: reasonText(cell, { indicator: { unit }, target }),
    gap: gapText(cell, unit, target),
  };
}
