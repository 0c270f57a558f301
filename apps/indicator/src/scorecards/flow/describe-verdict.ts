import type { Catalogue, Comparator, Severity, Target } from '../../catalogue/domain/catalogue.ts';
import type { Judged } from '../domain/judge.ts';
import { periodOf } from '../domain/judging/judge-target.ts';
import type { RollupCell } from '../domain/rollup.ts';
import type { Absence } from '../domain/wording/absence.ts';
import { lateText, silenceText, type Arrived } from '../domain/wording/arrival-text.ts';
import { boundText, gapText, meanText } from '../domain/wording/figure-text.ts';
import { phrases } from '../domain/wording/languages.ts';
import type { Language, Phrases } from '../domain/wording/phrases.ts';
import { reasonText } from '../domain/wording/reason.ts';

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

function targetWords(
  cell: Judged,
  unit: string,
  target: Target | undefined,
): Pick<Described, 'comparator' | 'targetValue' | 'severity'> {
  if (target === undefined) return { comparator: undefined, targetValue: '', severity: undefined };
  const { comparator, severity } = target;
  return { comparator, targetValue: boundText(cell, unit, target), severity };
}

const targetOf = (catalogue: Catalogue, cell: Judged): Target | undefined =>
  catalogue.targets.get(cell.indicator)?.find(({ id }) => id === cell.target);

/** The figure of a rollup as readers see it: a mean is told as the mean, though its cell holds the sum. */
export function describeRollupCell(
  catalogue: Catalogue,
  cell: RollupCell,
  told: Told & { readonly failing: readonly string[] },
): DescribedVerdict {
  if (catalogue.indicators.get(cell.indicator)?.aggregation !== 'mean') return describeVerdict(catalogue, cell, told);
  const value = meanText(cell.value, cell.valued, targetOf(catalogue, cell));
  return describeVerdict(catalogue, { ...cell, value }, told);
}

type Told = {
  readonly period: string;
  readonly language: Language;
  /** Of a rollup: names of the units right below that miss the target. */
  readonly failing?: readonly string[];
  /** Why there is no unit to judge on the period's last day; undefined = there is one. */
  readonly absence?: Absence | undefined;
};

/** What a cell is told about; of a card of its own also how that came. */
export type About = Told & (Arrived | Partial<Record<keyof Arrived, never>>);

const isCard = (about: About): about is About & Arrived => about.revision !== undefined;

const asItCame = (about: About, reason: string, say: Phrases): string =>
  isCard(about) && about.absence === undefined
    ? (silenceText(about, say) ?? `${reason}${lateText(about, say)}`)
    : reason;

type Named = { readonly id: string; readonly nameZh: string; readonly nameEn: string };

const nameIn = ({ nameZh, nameEn }: Named, language: Language): string =>
  language === 'en' && nameEn !== '' ? nameEn : nameZh;

/** Why a cell has its verdict, in the words of a language; a target judged by an older catalogue is looked up by its id. */
export function verdictReason(catalogue: Catalogue, cell: Judged, about: About): string {
  const { period, failing = [], absence, language } = about;
  const say = phrases[language];
  const named = (id: string): Named => catalogue.indicators.get(id) ?? { id, nameZh: id, nameEn: id };
  const reason = reasonText(cell, {
    ...{ say, target: targetOf(catalogue, cell), failing, absence, period: periodOf(period) },
    unit: catalogue.indicators.get(cell.indicator)?.unit ?? '',
    nameOf: (id) => nameIn(named(id), language),
    unitOf: (id) => catalogue.indicators.get(id)?.unit ?? '',
  });
  return asItCame(about, reason, say);
}

/** Puts the catalogue's words beside a cell. */
export function describeVerdict(catalogue: Catalogue, cell: Judged, about: About): DescribedVerdict {
  const indicator = catalogue.indicators.get(cell.indicator) ?? unknownIndicator;
  const target = targetOf(catalogue, cell);
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
    ...targetWords(cell, unit, target),
    reason: verdictReason(catalogue, cell, about),
    gap: gapText(cell, unit, target),
  };
}
