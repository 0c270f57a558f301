import { parsePeriod, type Period } from '@xiaomai/period';
import type { Comparator, Measure, Target } from '../../../catalogue/domain/catalogue.ts';
import { toQuotient, type Quotient } from '../../../catalogue/domain/decimal.ts';
import { compareQuotients, integer, minus, over, times } from '../../../catalogue/domain/quotient.ts';
import { baseOf, roundPeriods } from './base.ts';
import { judgeEachChild, judgeSpread } from './children.ts';
import { boundOf, isPlain, meets, type Plain } from './compare.ts';
import { computedText, heldAgainst, missOf } from './miss.ts';
import { dueDay } from './path.ts';
import { noData, notApplicable, type Known, type Outcome, type Scene } from './scene.ts';
import { projection } from './trend.ts';

/** A figure with data, its target, and what surrounds them. */
export type Judging = { readonly figure: Known; readonly target: Target; readonly scene: Scene };

const compared: readonly Measure[] = ['change-points', 'change-percent'];
const monotone: readonly Comparator[] = ['non-decreasing', 'non-increasing'];
const hasBase = ({ comparator, measure }: Target): boolean =>
  monotone.includes(comparator) || compared.includes(measure);

// A base that is the period itself, and combinations that mean nothing, are faults of the catalogue.
function isFaulty(target: Target, period: Period): boolean {
  const plain = isPlain(target.comparator);
  if (!plain && target.measure !== 'figure') return true;
  if (target.path !== undefined && (target.comparator === 'range' || target.measure === 'spread')) return true;
  return hasBase(target) && baseOf(period, target)?.text === period.text;
}

// A rollup knows no other period and no time of reception.
const needsTime = (target: Target): boolean =>
  hasBase(target) || target.measure === 'rounds' || target.comparator === 'once-before';

const baseFigure = ({ target, scene }: Judging): Known | undefined => {
  const base = baseOf(scene.period, target);
  return base === undefined ? undefined : scene.own(base.text);
};

/** The number that is compared; `computed` = it is not the figure itself. */
type Measured = { readonly number: Quotient; readonly against: string; readonly computed: boolean };

function changeOf(judging: Judging, change: (figure: Quotient, base: Quotient) => Quotient): Measured | undefined {
  const base = baseFigure(judging);
  if (base === undefined) return undefined;
  return { number: change(judging.figure.number, base.number), against: base.text, computed: true };
}

const hundred = integer(100);

const measures: Record<Measure, (judging: Judging) => Measured | undefined> = {
  figure: ({ figure }) => ({ number: figure.number, against: '', computed: false }),
  'change-points': (judging) => changeOf(judging, minus),
  'change-percent': (judging) =>
    baseFigure(judging)?.number.numerator === 0n
      ? undefined
      : changeOf(judging, (figure, base) => times(over(minus(figure, base), base), hundred)),
  rounds: ({ figure, scene }) => {
    const known = ({ text }: Period): Known | undefined => (text === scene.period.text ? figure : scene.own(text));
    const full = roundPeriods(scene.period).filter((period) => known(period)?.full === true);
    return { number: integer(full.length), against: '', computed: true };
  },
  'each-child': () => undefined,
  spread: () => undefined,
};

function reaches(comparator: Plain, number: Quotient, { figure, target }: Judging): boolean {
  const bound = boundOf(target);
  if (comparator !== 'equals' && comparator !== 'zero') return meets(comparator, number, bound);
  const value = comparator === 'zero' ? integer(0) : bound.value;
  return meets(compareQuotients(figure.number, value) <= 0 ? 'at-least' : 'at-most', number, { value, upper: value });
}

const looksAhead = ({ projected, measure }: Target, { children }: Scene): boolean =>
  projected && measure === 'figure' && children === undefined;

// What would be met is at risk when the trend of the own past misses it by the due day.
function withTrend(judging: Judging, comparator: Plain, outcome: Outcome): Outcome {
  const { figure, target, scene } = judging;
  const due = dueDay(target);
  if (!looksAhead(target, scene) || due <= scene.period.end) return outcome;
  const own = (period: string): Known | undefined => (period === scene.period.text ? figure : scene.own(period));
  const projected = projection(scene.period, own, due);
  if (projected === undefined || reaches(comparator, projected, judging)) return outcome;
  const verdict = outcome.verdict === 'met' ? 'at-risk' : outcome.verdict;
  return { ...outcome, verdict, measured: computedText(projected, target) };
}

function judgePlain(judging: Judging, comparator: Plain): Outcome {
  const { target, scene } = judging;
  if (target.measure === 'each-child') return judgeEachChild(target, comparator, scene);
  if (target.measure === 'spread') return judgeSpread(target, comparator, scene);
  const measured = measures[target.measure](judging);
  if (measured === undefined) return noData;
  const held = heldAgainst(target, comparator, scene);
  if (held === undefined) return notApplicable;
  const path = held.text([measured.number]);
  return withTrend(judging, comparator, {
    verdict: meets(held.comparator, measured.number, held.bound) ? 'met' : missOf(target, scene),
    against: path === '' ? measured.against : path,
    measured: measured.computed ? computedText(measured.number, target) : '',
  });
}

function judgeMonotone(judging: Judging): Outcome {
  const base = baseFigure(judging);
  if (base === undefined) return noData;
  const direction = judging.target.comparator === 'non-decreasing' ? 1 : -1;
  const holds = compareQuotients(judging.figure.number, base.number) * direction >= 0;
  return { verdict: holds ? 'met' : missOf(judging.target, judging.scene), against: base.text, measured: '' };
}

function judgeOther({ figure, target, scene }: Judging): Outcome {
  const other = scene.other(target.other);
  if (other === 'outside') return notApplicable;
  if (other === undefined) return noData;
  const direction = target.comparator === 'at-least-other' ? 1 : -1;
  const asked = times(toQuotient(target.times), other.number);
  const holds = compareQuotients(figure.number, asked) * direction >= 0;
  return { verdict: holds ? 'met' : missOf(target, scene), against: other.text, measured: '' };
}

function judgeOrdered({ figure, target, scene }: Judging): Outcome {
  const steps = target.order.map((id) => (id === target.indicator ? figure : scene.other(id)));
  if (steps.includes('outside')) return notApplicable;
  const known = steps.filter((step): step is Known => step !== undefined && step !== 'outside');
  if (known.length < steps.length) return noData;
  const holds = known.every((step, index) => {
    const before = known[index - 1];
    return before === undefined || compareQuotients(step.number, before.number) > 0;
  });
  const against = known.map(({ text }) => text).join(' ');
  return { verdict: holds ? 'met' : missOf(target, scene), against, measured: '' };
}

/** The first day of that month and day on or after the start of a period. */
export function firstDay(before: string, start: string): string {
  const day = `${start.slice(0, 4)}-${before}`;
  return day >= start ? day : `${String(Number(start.slice(0, 4)) + 1).padStart(4, '0')}-${before}`;
}

function judgeOnce({ figure, target, scene }: Judging): Outcome {
  const day = firstDay(target.before, scene.period.start);
  const miss = target.soft ? 'at-risk' : 'breached';
  if (compareQuotients(figure.number, toQuotient(target.value)) >= 0) {
    const received = scene.receivedOn();
    return { verdict: received < day ? 'met' : miss, against: day, measured: received };
  }
  return { verdict: scene.today() < day ? 'at-risk' : miss, against: day, measured: '' };
}

type Contextual = Exclude<Comparator, Plain>;

const judges: Record<Contextual, (judging: Judging) => Outcome> = {
  'non-decreasing': judgeMonotone,
  'non-increasing': judgeMonotone,
  'at-least-other': judgeOther,
  'at-most-other': judgeOther,
  ordered: judgeOrdered,
  'once-before': judgeOnce,
};

/** Judges a figure that has data against a target that is for it. */
export function judgeTarget(judging: Judging): Outcome {
  const { target, scene } = judging;
  if (isFaulty(target, scene.period)) return notApplicable;
  if (scene.children !== undefined && needsTime(target)) return notApplicable;
  const { comparator } = target;
  return isPlain(comparator) ? judgePlain(judging, comparator) : judges[comparator](judging);
}

/** A period by its text; throws on what is none. */
export function periodOf(text: string): Period {
  const parsed = parsePeriod(text);
  if (!parsed.ok) throw new Error(`no period: ${text}`);
  return parsed.value;
}
