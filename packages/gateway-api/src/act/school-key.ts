import { z } from 'zod';

import { page } from '../list.ts';
import { Count, Id, Instant } from '../scalar.ts';

/** Something that was done to a key. */
export const SchoolKeyEvent = z
  .object({ at: Instant, by: z.string(), kind: z.enum(['created', 'rotated', 'revoked']), note: z.string() })
  .meta({ id: 'SchoolKeyEvent' });
export type SchoolKeyEvent = z.infer<typeof SchoolKeyEvent>;

/** What a school pushes with. The secret itself is told once, when it is made. `etag` is what If-Match takes. */
export const SchoolKey = z
  .object({
    id: z.string(),
    orgUnit: Id,
    datasets: z.array(Id).meta({ description: 'Empty = all.' }),
    label: z.string(),
    signature: z.enum(['optional', 'required']),
    state: z.enum(['active', 'revoked']),
    oldSecretUntil: Instant.nullable().meta({
      description: 'Until then the secret before the last one works as well.',
    }),
    createdAt: Instant,
    lastUsedAt: Instant.nullable().meta({ description: 'To about half a minute.' }),
    version: Count,
    etag: z.string(),
  })
  .meta({ id: 'SchoolKey' });
export type SchoolKey = z.infer<typeof SchoolKey>;

/** A key with everything that was done to it, oldest first. */
export const SchoolKeyDetail = SchoolKey.extend({ history: z.array(SchoolKeyEvent) }).meta({ id: 'SchoolKeyDetail' });
export type SchoolKeyDetail = z.infer<typeof SchoolKeyDetail>;

/** A key with its new secrets, told this once: `secret` goes behind `Bearer`, requests are signed with `signingSecret`. */
export const IssuedSchoolKey = SchoolKeyDetail.extend({ secret: z.string(), signingSecret: z.string() }).meta({
  id: 'IssuedSchoolKey',
});
export type IssuedSchoolKey = z.infer<typeof IssuedSchoolKey>;

/** Query of the keys. */
export const SchoolKeyQuery = z.strictObject({ orgUnit: Id.optional(), ...page });

/** What a new key is for. */
export const SchoolKeyOrder = z
  .strictObject({
    orgUnit: Id,
    datasets: z.array(Id).max(200).default([]),
    label: z.string().max(120).default(''),
    signature: z.enum(['optional', 'required']).default('optional'),
  })
  .meta({ id: 'SchoolKeyOrder' });
export type SchoolKeyOrder = z.infer<typeof SchoolKeyOrder>;

const longestGraceDays = 90;

/** How a key is rotated: for how many days the present secret goes on; 0 = it ends now. */
export const SchoolKeyRotation = z
  .strictObject({ graceDays: z.number().min(0).max(longestGraceDays).default(7) })
  .meta({ id: 'SchoolKeyRotation' });

/** Why a key is revoked. */
export const SchoolKeyRevocation = z
  .strictObject({ reason: z.string().trim().min(1, 'missing-field').max(500) })
  .meta({ id: 'SchoolKeyRevocation' });
