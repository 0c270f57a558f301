import { divide, minus, order, percent, times, whole, type Fraction } from '../figures/fraction.ts';
import { amountOf, figureText, isValid, type Figure } from '../figures/figure.ts';
import { chooseTarget, looksBelow } from '../rules/choose-target.ts';
import type { Rules, Target } from '../rules/catalogue.ts';
import { judgeChildren } from './children.ts';
import { judgeOnceBefore } from './once-before.ts';
import { boundsOf, holds, missed, noData, notApplicable, type Outcome } from './outcome.ts';
import { isOnPath, judgeOnPath } from './path.ts';
import { shown } from './shown.ts';
import type { Known, Situation } from './situation.ts';
import { missedByTrend } from './trend.ts';

export type JudgedCell = Figure & Outcome & { readonly target: Target | undefined };

/** A figure with the number it comes to. */
type Judged = Known;
type MaybeJudged = Omit<Known, 'amount'> & { readonly amount: Fraction | undefined };

const baseText = ({ base, basePeriod }: Target, { period }: Situation): string =>
  ({ '': period.before, 'period-before': period.before, 'last-year': period.lastYear, fixed: basePeriod })[base];

const baseOf = (target: Target, situation: Situation): Known | undefined =>
  situation.around(target.indicator).own(baseText(target, situation));

const isChange = ({ measure }: Target): boolean => measure === 'change-points' || measure === 'change-percent';
const isMonotone = ({ comparator }: Target): boolean =>
  comparator === 'non-decreasing' || comparator === 'non-increasing';
const usesOther = ({ comparator }: Target): boolean =>
  comparator === 'at-least-other' || comparator === 'at-most-other';

// What needs another period or a time of reception.
const needsPast = (target: Target): boolean =>
  isMonotone(target) || isChange(target) || target.measure === 'rounds' || target.comparator === 'once-before';

function isFull({ figure: { numerator, denominator, value }, amount }: Known): boolean {
  return value === '' ? numerator >= denominator : order(amount, whole(100)) >= 0;
}

function roundsOf(target: Target, judged: Judged, { around, period }: Situation): Fraction {
  const earlier = around(target.indicator)
    .earlier()
    .filter(({ day }) => day.slice(0, 4) === period.end.slice(0, 4));
  return whole([...earlier, judged].filter(isFull).length);
}

/** What of the figure is compared; undefined where a number for it is missing. */
function measuredOf(target: Target, judged: Judged, situation: Situation): Fraction | undefined {
  if (target.measure === 'rounds') return roundsOf(target, judged, situation);
  if (!isChange(target)) return judged.amount;
  const base = baseOf(target, situation)?.amount;
  if (base === undefined) return undefined;
  const change = minus(judged.amount, base);
  if (target.measure === 'change-points') return change;
  return base.over === 0n ? undefined : percent(divide(change, base));
}

// A figure as it was pushed or summed.
const textOf = ({ figure, amount, isComputed = false }: Known, { value }: Target): string =>
  isComputed ? shown(amount, value, []) : figureText(figure);

/** Held against a figure of the unit: its own base, or another indicator. */
function judgeAgainst(target: Target, amount: Fraction, situation: Situation): Outcome {
  const known = isMonotone(target) ? baseOf(target, situation) : situation.around(target.indicator).other(target.other);
  if (known === 'never') return notApplicable;
  if (known === undefined) return noData;
  const asked = usesOther(target) ? times(known.amount, target.factor) : known.amount;
  const verdict = holds(target, amount, asked) ? 'met' : missed(target, situation.period.end);
  return { verdict, against: textOf(known, target) };
}

function judgeOrdered(target: Target, judged: Judged, { around, period }: Situation): Outcome {
  const { other } = around(target.indicator);
  const steps = target.order.map((step) => (step === target.indicator ? judged : other(step)));
  if (steps.includes('never')) return notApplicable;
  const known = steps.filter((step) => step !== undefined && step !== 'never');
  if (known.length < steps.length) return noData;
  const rises = known.every(({ amount }, i) => i === 0 || order(amount, known[i - 1]?.amount ?? amount) > 0);
  const against = known.map((one) => textOf(one, target)).join(' ');
  return { verdict: rises ? 'met' : missed(target, period.end), against };
}

function judgeConstant(target: Target, judged: Judged, situation: Situation): Outcome {
  const { period } = situation;
  const measured = measuredOf(target, judged, situation);
  if (measured === undefined) return noData;
  const base = isChange(target) ? baseOf(target, situation) : undefined;
  const said = {
    ...(base === undefined ? {} : { against: textOf(base, target) }),
    ...(target.measure === 'figure' ? {} : { measured: shown(measured, target.value, boundsOf(target)) }),
  };
  if (isOnPath(target, period)) {
    const onPath = judgeOnPath(target, measured, period);
    return onPath.verdict === 'not-applicable' ? onPath : { ...said, ...onPath };
  }
  return { verdict: holds(target, measured, target.low) ? 'met' : missed(target, period.end), ...said };
}

function withTrend(target: Target, judged: Judged, situation: Situation): Outcome {
  const outcome = judgeConstant(target, judged, situation);
  if (!isValid(outcome.verdict)) return outcome;
  const measured = missedByTrend(target, judged.amount, situation);
  if (measured === undefined) return outcome;
  return { ...outcome, verdict: outcome.verdict === 'met' ? 'at-risk' : outcome.verdict, measured };
}

const isOwnBase = (target: Target, { period }: Situation): boolean =>
  (isMonotone(target) || isChange(target)) && target.base === 'fixed' && target.basePeriod === period.text;

// Figures of others are held against the figure alone; a range has no path.
function isSenseless(target: Target): boolean {
  const { comparator, measure, path } = target;
  if (comparator === 'range') return path !== null;
  const ofOthers = isMonotone(target) || usesOther(target) || comparator === 'ordered' || comparator === 'once-before';
  return ofOthers && measure !== 'figure';
}

const cannotBeJudged = (target: Target, situation: Situation): boolean =>
  isOwnBase(target, situation) || isSenseless(target) || (situation.isRollup && needsPast(target));

/** Holds a figure with data against its target. */
function judgeFigure(target: Target, judged: Judged, situation: Situation): Outcome {
  if (target.comparator === 'once-before') return judgeOnceBefore(target, judged.amount, situation);
  if (target.comparator === 'ordered') return judgeOrdered(target, judged, situation);
  if (isMonotone(target) || usesOther(target)) return judgeAgainst(target, judged.amount, situation);
  return withTrend(target, judged, situation);
}

function outcomeOf(target: Target | undefined, { amount, ...judged }: MaybeJudged, situation: Situation): Outcome {
  if (target !== undefined && looksBelow(target)) {
    return cannotBeJudged(target, situation) ? notApplicable : judgeChildren(target, situation);
  }
  if (amount === undefined) return noData;
  if (target === undefined || cannotBeJudged(target, situation)) return notApplicable;
  return judgeFigure(target, { ...judged, amount }, situation);
}

/** Judges a figure by the number it comes to; undefined where it has no data. */
export function judgeAmount(
  rules: Rules,
  { indicator, ...judged }: MaybeJudged & { readonly indicator: string },
  situation: Situation,
): JudgedCell {
  const { line, period, isRollup } = situation;
  const target = chooseTarget(rules, indicator, { line, day: period.end, isRollup });
  return { ...judged.figure, target, ...outcomeOf(target, judged, situation) };
}

/** Judges one figure. */
export function judge(
  rules: Rules,
  { indicator, figure }: { readonly indicator: string; readonly figure: Figure },
  situation: Situation,
): JudgedCell {
  const amount = amountOf(figure, rules.indicators.get(indicator)?.unit ?? '');
  return judgeAmount(rules, { indicator, figure, amount }, situation);
}
