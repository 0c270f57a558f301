import type { Period } from '@xiaomai/period';
import { ofChildren, type Comparator, type Target } from '../../../catalogue/domain/catalogue.ts';
import { decimalText } from '../../../catalogue/domain/decimal.ts';
import type { Judged } from '../judge.ts';
import { baseOf } from '../judging/base.ts';
import { isPlain } from '../judging/compare.ts';
import { hasData } from '../judging/figure.ts';
import { dueDay } from '../judging/path.ts';
import { absenceText, type Absence } from './absence.ts';
import { comparedUnit, figureText, rememberedText, targetText } from './figure-text.ts';
import type { Phrases } from './phrases.ts';

/** What the sentence is made with. */
export type Words = {
  readonly say: Phrases;
  readonly unit: string;
  readonly target: Target | undefined;
  readonly period: Period;
  /** Name and unit of any indicator. */
  readonly nameOf: (indicator: string) => string;
  readonly unitOf: (indicator: string) => string;
  /** Of a rollup: names of the units right below that miss the target. */
  readonly failing: readonly string[];
  /** Why there is no unit to judge on the period's last day; undefined = there is one. */
  readonly absence: Absence | undefined;
};

type Told = { readonly cell: Judged; readonly target: Target; readonly words: Words; readonly figure: string };

const baseName = ({ target, words }: Told): string => baseOf(words.period, target)?.text ?? words.say.basePeriod;

function reserve({ cell, target, words }: Told): string {
  if (cell.verdict !== 'at-risk') return '';
  if (target.soft) return words.say.soft;
  const due = dueDay(target);
  return due > words.period.end ? words.say.by(due) : '';
}

const goal = ({ target, words }: Told): string => targetText(target, words.unit, words.say);
const against = ({ cell, words }: Told): string => rememberedText(cell.against, words.unit, words.say);
const measuredText = ({ cell, target, words }: Told): string =>
  `${cell.measured}${comparedUnit(target, words.unit, words.say)}`;

const changeText = (told: Told): string =>
  told.words.say.changed({
    ...{ figure: told.figure, base: baseName(told), against: against(told), change: measuredText(told) },
  });

const compareText: Partial<Record<Target['measure'], (told: Told) => string>> = {
  'change-points': changeText,
  'change-percent': changeText,
  rounds: (told) => told.words.say.rounds({ figure: told.figure, rounds: measuredText(told) }),
  spread: (told) => told.words.say.spread({ measured: measuredText(told) }),
};

function eachChild(told: Told): string {
  const { say, failing } = told.words;
  if (failing.length === 0) return say.everyUnit({ goal: goal(told) });
  return `${say.someUnits({ goal: goal(told), units: failing })}${reserve(told)}`;
}

const onPath = ({ cell, target, words }: Told): boolean =>
  target.path !== undefined && cell.against !== '' && dueDay(target) > words.period.end;

function pathText(told: Told): string {
  const { cell, target, words, figure } = told;
  const { say } = words;
  return say.path({
    ...{ figure, behind: cell.verdict === 'at-risk' && cell.measured === '' },
    ...{ day: words.period.end, asked: against(told) },
    whole: say.whole({ goal: goal(told), due: dueDay(target) }),
  });
}

// A figure that was projected remembers where its trend leads to.
function trendText({ cell, target, words }: Told): string {
  if (!target.projected || target.measure !== 'figure' || cell.measured === '') return '';
  const projected = rememberedText(cell.measured, words.unit, words.say);
  return words.say.trend({ due: dueDay(target), projected });
}

type Told3 = 'met' | 'at-risk' | 'breached';

function plainText(told: Told): string {
  const { cell, target, words, figure } = told;
  if (target.measure === 'each-child') return eachChild(told);
  if (onPath(told)) return `${pathText(told)}${trendText(told)}`;
  const compared = compareText[target.measure]?.(told) ?? figure;
  const outcome = words.say.outcome({ compared, verdict: cell.verdict as Told3, goal: goal(told) });
  return `${outcome}${reserve(told)}${trendText(told)}`;
}

function monotoneText(told: Told): string {
  const { cell, target, words, figure } = told;
  const [met, missed] = target.comparator === 'non-decreasing' ? rising : falling;
  const side = cell.verdict === 'met' ? met : missed;
  return `${words.say.besideBase({ figure, side, base: baseName(told), against: against(told) })}${reserve(told)}`;
}

const rising = ['not-below', 'below'] as const;
const falling = ['not-above', 'above'] as const;

function otherText(told: Told): string {
  const { cell, target, words, figure } = told;
  const [met, missed] = target.comparator === 'at-least-other' ? rising : falling;
  const said = words.say.besideOther({
    ...{ figure, side: cell.verdict === 'met' ? met : missed, other: words.nameOf(target.other) },
    against: rememberedText(cell.against, words.unitOf(target.other), words.say),
    times: decimalText(target.times),
  });
  return `${said}${reserve(told)}`;
}

function orderedText(told: Told): string {
  const { cell, target, words } = told;
  const figures = cell.against.split(' ');
  const steps = target.order.map(
    (id, index) => `${words.nameOf(id)} ${rememberedText(figures[index] ?? '', words.unitOf(id), words.say)}`,
  );
  return `${words.say.ordered({ steps, rising: cell.verdict === 'met' })}${reserve(told)}`;
}

function onceText({ cell, figure, target, words: { say } }: Told): string {
  const soft = cell.verdict === 'at-risk' && target.soft ? say.soft : '';
  const before = cell.against;
  if (cell.measured === '') return `${say.notCompleted({ figure, before })}${soft}`;
  return `${say.completed({ figure, on: cell.measured, before, inTime: cell.verdict === 'met' })}${soft}`;
}

type Contextual = 'non-decreasing' | 'non-increasing' | 'at-least-other' | 'at-most-other' | 'ordered' | 'once-before';

const told: Record<Contextual, (told: Told) => string> = {
  'non-decreasing': monotoneText,
  'non-increasing': monotoneText,
  'at-least-other': otherText,
  'at-most-other': otherText,
  ordered: orderedText,
  'once-before': onceText,
};

const namesOther = (comparator: Comparator): boolean =>
  comparator === 'at-least-other' || comparator === 'at-most-other' || comparator === 'ordered';

function missingText(one: Told): string {
  const { target, words, figure } = one;
  const { say } = words;
  if (ofChildren(target)) return say.noneBelow;
  if (namesOther(target.comparator)) {
    const ids = target.other === '' ? target.order.filter((id) => id !== target.indicator) : [target.other];
    return say.noOther({ figure, others: ids.map(words.nameOf) });
  }
  return say.noBase({ figure, base: baseName(one), orZero: target.measure === 'change-percent' });
}

function judgedText(one: Told): string {
  const { comparator, id: target } = one.target;
  const { figure } = one;
  if (one.cell.verdict === 'no-data') return missingText(one);
  if (one.cell.verdict === 'not-applicable') return one.words.say.notJudged({ figure, target });
  return isPlain(comparator) ? plainText(one) : told[comparator](one);
}

const looksBelow = (target: Target | undefined): boolean => target !== undefined && ofChildren(target);

/** Why a cell has its verdict, with the numbers. */
export function reasonText(cell: Judged, words: Words): string {
  const { target, say, absence } = words;
  if (cell.verdict === 'no-data' && !hasData(cell) && !looksBelow(target)) return say.noData;
  const figure = figureText(cell, words);
  if (target !== undefined) return judgedText({ cell, target, words, figure });
  if (absence === undefined) return say.noTarget(figure);
  return say.absent({ figure, absence: absenceText(absence, say) });
}
