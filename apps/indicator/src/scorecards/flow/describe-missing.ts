import { parsePeriod } from '@xiaomai/period';
import type { Catalogue, DatasetPlan } from '../../catalogue/domain/catalogue.ts';
import { dueOf } from '../../due/domain/due-plan.ts';
import { hasReported, type Scorecard } from '../domain/card.ts';
import type { MissingPeriods } from '../domain/missing.ts';
import { minuteText } from '../domain/wording/arrival-text.ts';
import { phrases } from '../domain/wording/languages.ts';
import type { Phrases } from '../domain/wording/phrases.ts';
import type { DescribedVerdict } from './describe-verdict.ts';

const mostNamed = 6;

function dueMinute(dataset: DatasetPlan | undefined, text: string): string | undefined {
  const period = parsePeriod(text);
  const due = dataset === undefined || !period.ok ? undefined : dueOf(dataset, period.value);
  return due && minuteText(due.at);
}

function reasonOf({ card, dataset, periods }: Silence, say: Phrases): string {
  const names = periods.map(({ period }) => period);
  const { period } = card;
  const [only] = names;
  if (only === undefined && !hasReported(card)) return say.notAsked(period);
  if (only === undefined) return say.madeUp({ period, at: minuteText(card.receivedAt) });
  if (names.length === 1) return say.missing({ period: only, due: dueMinute(dataset, only) });
  return say.missingMany({ count: names.length, newest: names.slice(-mostNamed) });
}

type Silence = {
  readonly card: Scorecard;
  readonly dataset: DatasetPlan | undefined;
  readonly periods: MissingPeriods['periods'];
};

type Names = Pick<DescribedVerdict, 'indicator' | 'indicatorName' | 'pack'>;

const namesOf = (id: string, dataset: DatasetPlan | undefined): Names => ({
  indicator: `missing@${id}`,
  indicatorName: `未按时报送：${dataset?.nameZh ?? id}`,
  pack: dataset?.pack ?? '',
});

/** What others hear of submissions that have not come: an item by the rule missing@<dataset> instead of an indicator. */
export function describeMissing(
  catalogue: Catalogue,
  card: Scorecard,
  { periods }: MissingPeriods,
): DescribedVerdict & { readonly period: string; readonly reasonEn: string } {
  const dataset = catalogue.datasets.get(card.dataset);
  const silence: Silence = { card, dataset, periods };
  const newest = periods.at(-1)?.period ?? card.period;
  return {
    ...namesOf(card.dataset, dataset),
    ...{ verdict: periods.length > 0 ? 'breached' : 'met', severity: 'warning' },
    ...{ numerator: 0, denominator: 0, value: '', target: '', targetValue: '', unit: '', gap: '' },
    ...{ comparator: undefined, against: '', measured: '' },
    ...{ reason: reasonOf(silence, phrases.zh), reasonEn: reasonOf(silence, phrases.en) },
    period: newest === card.period ? '' : newest,
  };
}
