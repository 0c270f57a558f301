import { parsePeriodInReach } from '@xiaomai/period';
import { z } from 'zod';

/** Largest integer that is exact as a JSON number (2^53 - 1). */
export const maxInteger: number = Number.MAX_SAFE_INTEGER;

/** Id of an org unit, a dataset, an indicator or the like: 1 to 80 characters. */
export const Id = z.string().min(1).max(80);

/** Instant, RFC 3339 in UTC with milliseconds. */
export const Instant = z.iso.datetime({ precision: 3 }).meta({ id: 'Instant', example: '2026-11-21T08:30:00.000Z' });

/** Day, YYYY-MM-DD. */
export const Day = z.iso.date().meta({ id: 'Day', example: '2026-11-21' });

const periodForm = /^\d{4}(?:-(?:W\d\d|\d\d(?:-\d\d)?|Q[1-4]|H[12]|T[12]|\d{4})|\.\.\d{4})?$/;

/** Text of a period that exists, within the years 1900 to 2199 and at most 20 years long. */
export const PeriodText = z
  .string()
  .regex(periodForm, { error: 'invalid-period', abort: true })
  .refine((text) => parsePeriodInReach(text).ok, 'invalid-period')
  .meta({
    id: 'Period',
    description: 'Day, ISO week, month, quarter, half-year, year, term, school year or several years.',
    examples: ['2026-11-21', '2026-W47', '2026-11', '2026-Q4', '2026-H2', '2026', '2026-T1', '2026-2027', '2021..2025'],
  });

/** Whole number of things, 0 or more. */
export const Count = z.int().min(0);

/** Decimal as text, exact, without exponent. */
export const DecimalText = z
  .string()
  .regex(/^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/, 'invalid-value')
  .meta({ id: 'Decimal', description: 'Exact decimal; its digits are its stated precision.', example: '38.60' });

/** The state of a figure against its target. */
export const Verdict = z.enum(['met', 'at-risk', 'breached', 'no-data', 'not-applicable']).meta({ id: 'VerdictState' });
export type Verdict = z.infer<typeof Verdict>;

/** How a figure is compared with its target. */
export const Comparator = z
  .enum([
    'at-least',
    'at-most',
    'above',
    'below',
    'equals',
    'range',
    'zero',
    'non-decreasing',
    'non-increasing',
    'at-least-other',
    'at-most-other',
    'ordered',
    'once-before',
  ])
  .meta({ id: 'Comparator' });
export type Comparator = z.infer<typeof Comparator>;

/** How grave a miss is. */
export const Severity = z.enum(['notice', 'warning', 'major', 'critical']).meta({ id: 'Severity' });
export type Severity = z.infer<typeof Severity>;
