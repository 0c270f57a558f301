import { parsePeriod } from '@xiaomai/period';
import type { Catalogue, DatasetPlan } from '../../catalogue/domain/catalogue.ts';
import { dueOf } from '../../due/domain/due-plan.ts';
import { hasReported, type Scorecard } from '../domain/card.ts';
import type { MissingPeriods } from '../domain/missing.ts';
import { minuteText } from '../domain/wording/arrival-text.ts';
import type { DescribedVerdict } from './describe-verdict.ts';

const mostNamed = 6;

function dueText(dataset: DatasetPlan | undefined, text: string): string {
  const period = parsePeriod(text);
  const due = dataset === undefined || !period.ok ? undefined : dueOf(dataset, period.value);
  return due === undefined ? '' : `（期限 ${minuteText(due.at)}）`;
}

function reasonOf(dataset: DatasetPlan | undefined, card: Scorecard, periods: MissingPeriods['periods']): string {
  const names = periods.map(({ period }) => period);
  const [only] = names;
  if (only === undefined && !hasReported(card)) return `${card.period} 不再要求报送`;
  if (only === undefined) return `${card.period} 已于 ${minuteText(card.receivedAt)} 补报`;
  if (names.length === 1) return `${only} 未按时报送${dueText(dataset, only)}`;
  const more = names.length > mostNamed ? ' 等' : '';
  return `${String(names.length)} 期未按时报送：${names.slice(-mostNamed).join('、')}${more}`;
}

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
): DescribedVerdict & { readonly period: string } {
  const dataset = catalogue.datasets.get(card.dataset);
  const newest = periods.at(-1)?.period ?? card.period;
  return {
    ...namesOf(card.dataset, dataset),
    ...{ verdict: periods.length > 0 ? 'breached' : 'met', severity: 'warning' },
    ...{ numerator: 0, denominator: 0, value: '', target: '', targetValue: '', unit: '', gap: '' },
    ...{ comparator: undefined, against: '', measured: '', reason: reasonOf(dataset, card, periods) },
    period: newest === card.period ? '' : newest,
  };
}
