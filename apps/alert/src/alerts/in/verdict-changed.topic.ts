import { Comparator, Severity } from '@xiaomai/contracts/catalogue';
import { Verdict, type VerdictChanged, type VerdictItem } from '@xiaomai/contracts/scorecard';
import { topics } from '@xiaomai/contracts/topics';
import { startConsumer, UnprocessableMessage, type KafkaSettings, type RunningConsumer } from '@xiaomai/kafka';
import { parsePeriod } from '@xiaomai/period';
import * as z from 'zod';
import type { Reading } from '../domain/reading.ts';
import type { Judgement, WatchVerdicts } from '../flow/watch-verdicts.ts';

const verdicts: Record<Verdict, Reading['verdict'] | undefined> = {
  [Verdict.UNSPECIFIED]: undefined,
  [Verdict.MET]: 'met',
  [Verdict.AT_RISK]: 'at-risk',
  [Verdict.BREACHED]: 'breached',
  [Verdict.NO_DATA]: 'no-data',
  [Verdict.NOT_APPLICABLE]: 'not-applicable',
};

// What has no target has no severity either; it can breach nothing.
const severities: Record<Severity, Reading['severity']> = {
  [Severity.UNSPECIFIED]: 'notice',
  [Severity.NOTICE]: 'notice',
  [Severity.WARNING]: 'warning',
  [Severity.MAJOR]: 'major',
  [Severity.CRITICAL]: 'critical',
};

const comparators: Record<Comparator, Reading['comparator']> = {
  [Comparator.UNSPECIFIED]: 'none',
  [Comparator.AT_LEAST]: 'at-least',
  [Comparator.AT_MOST]: 'at-most',
  [Comparator.ABOVE]: 'above',
  [Comparator.BELOW]: 'below',
  [Comparator.EQUALS]: 'equals',
  [Comparator.RANGE]: 'range',
  [Comparator.ZERO]: 'zero',
  [Comparator.NON_DECREASING]: 'non-decreasing',
  [Comparator.NON_INCREASING]: 'non-increasing',
  [Comparator.AT_LEAST_OTHER]: 'at-least-other',
  [Comparator.AT_MOST_OTHER]: 'at-most-other',
  [Comparator.ORDERED]: 'ordered',
  [Comparator.ONCE_BEFORE]: 'once-before',
};

// An id may not hold what separates the parts of an alert's id or key.
const id = z.string().regex(/^[^:|]+$/);
const envelope = z.object({
  orgUnit: id,
  path: z.string().endsWith('/'),
  dataset: z.string().min(1),
  period: z.string().min(1),
  periodEnd: z.iso.date(),
  version: z.int().min(1),
  sequence: z.int().min(0),
  items: z.array(z.object({ indicator: id })),
});

// A value taken back lets an earlier period speak: then the item names that one.
function periodOf(message: VerdictChanged, item: VerdictItem): { period: string; periodEnd: string } {
  const parsed = item.period === '' ? undefined : parsePeriod(item.period);
  if (parsed?.ok !== true) return { period: message.period, periodEnd: message.periodEnd };
  return { period: parsed.value.text, periodEnd: parsed.value.end };
}

function judgementOf(message: VerdictChanged, item: VerdictItem): readonly Judgement[] {
  const verdict = verdicts[item.verdict];
  if (verdict === undefined) return [];
  const { orgUnit, orgName, path, pathNames, dataset, version, sequence, receivedAt } = message;
  const { indicator, indicatorName, pack, unit, numerator, denominator, value, targetValue, reason } = item;
  return [
    {
      subject: { orgUnit, orgName, path, pathNames, indicator, indicatorName, pack, unit },
      reading: {
        ...periodOf(message, item),
        ...{ dataset, version, sequence, verdict, numerator, denominator, value, targetValue, reason, receivedAt },
        severity: severities[item.severity],
        comparator: comparators[item.comparator],
        ...(item.reasonEn === '' ? {} : { reasonEn: item.reasonEn }),
        ...(item.closedSince === '' ? {} : { closedSince: item.closedSince }),
      },
    },
  ];
}

/** What a message says about each indicator; throws when it cannot be one. */
export function judgementsFromWire(message: VerdictChanged): readonly Judgement[] {
  const parsed = envelope.safeParse(message);
  if (!parsed.success) throw new UnprocessableMessage(z.prettifyError(parsed.error));
  return message.items.flatMap((item) => judgementOf(message, item));
}

/** Watches the verdicts, all partitions merged, nothing skipped. */
export function consumeVerdicts(
  kafka: KafkaSettings,
  watch: WatchVerdicts,
  onFatal: (error: unknown) => void,
): Promise<RunningConsumer> {
  return startConsumer({
    kafka,
    groupId: 'alert',
    topics: [topics.verdictChanged],
    fromBeginning: true,
    onFatal,
    handle: ({ messages }) => watch(messages.flatMap(({ message }) => judgementsFromWire(message))),
  });
}
