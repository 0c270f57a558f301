import { z } from 'zod';

import { Id } from './scalar.ts';

/** One page of a list: `next` is the cursor of the page after it, null at the end. */
export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

/** A page as it travels. */
export type List<T> = { readonly items: readonly T[]; readonly next: string | null };

/** Query parameters every list takes. */
export const page = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().min(1).max(512).optional(),
} as const;

/** The same of a list that goes by number. */
export const numberedPage = {
  limit: page.limit,
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
} as const;

/** Several names of a closed set in one query parameter, separated by commas. */
export const namesOf = <const T extends readonly [string, ...string[]]>(names: T) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(names)));

/** Several ids in one query parameter, separated by commas. */
export const idsOf = (most: number) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(Id).max(most));

/** `true` or `false` in a query parameter. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
