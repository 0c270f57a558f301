import type { DemoMonth } from './demo-months.ts';
import type { SubmissionEntry } from './submission.ts';

/** An indicator of which the newest valid data fall short of 100 %. */
export type ExpectedBreach = { readonly orgUnit: string; readonly indicator: string };

const conjunction = 'safety-alarm-video-police-link-rate';
const parts: ReadonlySet<string> = new Set([
  'safety-alarm-video-installed-rate',
  'safety-alarm-video-linked-rate',
  'safety-alarm-video-standard-rate',
]);

const ratiosOf = (entry: SubmissionEntry): { indicator: string; short: boolean }[] =>
  entry.values.flatMap((value) =>
    'denominator' in value && value.denominator > 0
      ? [{ indicator: value.indicator, short: value.numerator < value.denominator }]
      : [],
  );

/** What must be breached once everything has been judged: the latest month with a valid value decides, corrections included. */
export function expectedBreaches(months: readonly DemoMonth[]): ExpectedBreach[] {
  const newest = new Map<string, ExpectedBreach & { short: boolean }>();
  for (const { originals, corrections } of months) {
    for (const entry of [...originals, ...corrections]) {
      const ratios = ratiosOf(entry);
      const joined = ratios.some(({ indicator, short }) => short && parts.has(indicator));
      for (const { indicator, short } of [...ratios, { indicator: conjunction, short: joined }]) {
        newest.set(`${entry.orgUnit}:${indicator}`, { orgUnit: entry.orgUnit, indicator, short });
      }
    }
  }
  return [...newest.values()].flatMap(({ orgUnit, indicator, short }) => (short ? [{ orgUnit, indicator }] : []));
}
