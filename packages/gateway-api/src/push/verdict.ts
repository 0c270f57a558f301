import { z } from 'zod';

import { Comparator, Count, Instant, Verdict } from '../scalar.ts';

/** A judged figure. `value` is a decimal text, of a ratio its percentage; `target` is the number it is held against, in its
 *  own unit: the target's, or what a base or another figure make of it; null where no one number is it. */
export const VerdictView = z
  .object({
    verdict: Verdict,
    value: z.string().nullable(),
    numerator: Count.optional(),
    denominator: Count.optional(),
    target: z.string().nullable(),
    comparator: Comparator.nullable(),
    gap: z
      .string()
      .nullable()
      .meta({ description: 'Value minus target, in the unit of the figure; null where either is.' }),
    reason: z.string(),
    judgedAt: Instant.optional(),
  })
  .meta({ id: 'Verdict' });
export type VerdictView = z.infer<typeof VerdictView>;
