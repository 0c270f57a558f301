import { divide, minus, order, percent, times, whole, type Fraction } from '../figures/fraction.ts';
import { amountOf, type Figure } from '../figures/figure.ts';
import { chooseTarget } from '../rules/choose-target.ts';
import type { Rules, Target } from '../rules/catalogue.ts';
import { judgeChildren } from './children.ts';
import { judgeOnceBefore } from './once-before.ts';
import { holds, missed, noData, notApplicable, type Outcome } from './outcome.ts';
import { askedByPath } from './path.ts';
import type { Situation } from './situation.ts';
import { projected } from './trend.ts';

export type JudgedCell = Figure & Outcome & { readonly target: Target | undefined };

function baseOf(target: Target, { around, period }: Situation): Fraction | undefined {
  const texts = { '': '', 'period-before': period.before, 'last-year': period.lastYear, fixed: target.basePeriod };
  const text = texts[target.base];
  return text === '' ? undefined : around(target.indicator).own(text);
}

function roundsOf(target: Target, amount: Fraction, { around, period }: Situation): Fraction {
  const isFull = (one: Fraction): boolean => order(one, whole(100)) >= 0;
  const earlier = around(target.indicator)
    .earlier()
    .filter(({ day }) => day.slice(0, 4) === period.end.slice(0, 4));
  return whole([...earlier.map((one) => one.amount), amount].filter(isFull).length);
}

/** What of the figure is compared; undefined where a number for it is missing. */
function measuredOf(target: Target, amount: Fraction, situation: Situation): Fraction | undefined {
  if (target.measure === 'rounds') return roundsOf(target, amount, situation);
  if (target.measure === 'figure') return amount;
  const base = baseOf(target, situation);
  if (base === undefined) return undefined;
  const change = minus(amount, base);
  if (target.measure === 'change-points') return change;
  return base.over === 0n ? undefined : percent(divide(change, base));
}

/** What it is compared with; undefined where a number for it is missing. */
function askedOf(target: Target, situation: Situation): Fraction | undefined {
  const { comparator, other, factor, low } = target;
  if (comparator === 'non-decreasing' || comparator === 'non-increasing') return baseOf(target, situation);
  if (comparator !== 'at-least-other' && comparator !== 'at-most-other') return low;
  const number = situation.around(target.indicator).other(other);
  return number && times(number, factor);
}

function judgeOrdered(target: Target, amount: Fraction, { around, period }: Situation): Outcome {
  const { other } = around(target.indicator);
  const steps = target.order.map((step) => (step === target.indicator ? amount : other(step)));
  if (steps.includes(undefined)) return noData;
  const rises = steps.every((step, i) => {
    const before = steps[i - 1];
    return step === undefined || before === undefined || order(step, before) > 0;
  });
  return { verdict: rises ? 'met' : missed(target, period.end) };
}

// Before its due day a staged target asks for what its path says.
function judgeOnPath(target: Target, measured: Fraction, { period }: Situation): Outcome {
  const asked = askedByPath(target, period);
  if (asked === undefined) return notApplicable;
  return { verdict: holds(target, measured, asked) ? 'met' : 'at-risk', against: asked };
}

const isAhead = ({ due }: Target, { period }: Situation): boolean => due !== '' && due > period.end;

// Met today, and yet the trend misses it by the due day.
function withTrend(target: Target, amount: Fraction, situation: Situation): Outcome | undefined {
  if (!target.projected || !isAhead(target, situation)) return undefined;
  const points = [...situation.around(target.indicator).earlier(), { day: situation.period.end, amount }];
  const there = projected(points, target.due);
  return there === undefined || holds(target, there, target.low) ? undefined : { verdict: 'at-risk', measured: there };
}

function judgeConstant(target: Target, amount: Fraction, situation: Situation): Outcome {
  const measured = measuredOf(target, amount, situation);
  const asked = askedOf(target, situation);
  if (measured === undefined || asked === undefined) return noData;
  if (target.path !== null && isAhead(target, situation)) return judgeOnPath(target, measured, situation);
  const isMet = holds(target, measured, asked);
  return {
    verdict: isMet ? 'met' : missed(target, situation.period.end),
    against: asked === target.low ? undefined : asked,
    measured: measured === amount ? undefined : measured,
  };
}

const isOwnBase = ({ base, basePeriod }: Target, { period }: Situation): boolean =>
  base === 'fixed' && basePeriod === period.text;

/** Holds a number against its target. */
export function outcomeOf(target: Target, amount: Fraction, situation: Situation): Outcome {
  if (isOwnBase(target, situation)) return notApplicable;
  if (target.measure === 'each-child' || target.measure === 'spread') return judgeChildren(target, situation);
  if (target.comparator === 'once-before') return judgeOnceBefore(target, amount, situation);
  if (target.comparator === 'ordered') return judgeOrdered(target, amount, situation);
  const outcome = judgeConstant(target, amount, situation);
  return outcome.verdict === 'met' ? (withTrend(target, amount, situation) ?? outcome) : outcome;
}

/** Judges a figure that comes to a number; undefined where it has no data. */
export function judgeAmount(
  rules: Rules,
  judged: { readonly indicator: string; readonly figure: Figure; readonly amount: Fraction | undefined },
  situation: Situation,
): JudgedCell {
  const { indicator, figure, amount } = judged;
  const target = chooseTarget(rules, indicator, { line: situation.line, day: situation.period.end });
  if (amount === undefined) return { ...figure, target, ...noData };
  return { ...figure, target, ...(target === undefined ? notApplicable : outcomeOf(target, amount, situation)) };
}

/** Judges one figure. */
export const judge = (
  rules: Rules,
  { indicator, figure }: { readonly indicator: string; readonly figure: Figure },
  situation: Situation,
): JudgedCell => {
  const amount = amountOf(figure, rules.indicators.get(indicator)?.unit ?? '');
  return judgeAmount(rules, { indicator, figure, amount }, situation);
};
