import { z } from 'zod';

import { numberedPage } from '../list.ts';
import { Count, Day, Id, Instant } from '../scalar.ts';

const newId = z.string().regex(/^[0-9a-z][0-9a-z-]{0,39}$/, 'invalid-org-unit-id');
const nameZh = z.string().min(1).max(200);
const nameEn = z.string().max(200).optional();
const tags = z.array(z.string().min(1).max(80)).max(50);

const since = {
  from: Day.meta({ description: 'First day of the change, past or future.' }),
  reason: z.string().trim().min(1).max(500),
};

const part = z.strictObject({
  id: newId,
  type: Id.optional().meta({ description: 'Absent: as the one that is split.' }),
  nameZh,
  nameEn,
  tags: tags.optional(),
  children: z.array(Id).max(5_000).optional().meta({ description: 'Units right below that go to this part.' }),
});

/** What each verb on an org unit takes. */
export const orgUnitCommands = {
  move: z.strictObject({ ...since, parent: Id }),
  rename: z.strictObject({ ...since, nameZh, nameEn }),
  reclassify: z.strictObject({ ...since, type: Id, tags }),
  close: z.strictObject(since),
  open: z.strictObject({ ...since, parent: Id, type: Id, nameZh, nameEn, tags: tags.optional() }),
  merge: z.strictObject({ ...since, into: Id }),
  split: z.strictObject({
    ...since,
    closes: z.boolean().default(true).meta({ description: 'Whether the unit itself closes the day before.' }),
    parts: z.array(part).min(1).max(50),
  }),
} as const;

/** What an administrator may do to an org unit. */
export type OrgUnitVerb = keyof typeof orgUnitCommands;

/** Every verb. */
export const orgUnitVerbs: readonly OrgUnitVerb[] = Object.keys(orgUnitCommands) as OrgUnitVerb[];

/** A verb with its body. */
export type OrgUnitCommand = {
  [Verb in OrgUnitVerb]: { readonly verb: Verb } & z.infer<(typeof orgUnitCommands)[Verb]>;
}[OrgUnitVerb];

/** One version of the tree: what made it, from which day on, who and why. */
export const OrgTreeChange = z
  .object({
    version: Count,
    verb: z.enum(['import', 'move', 'rename', 'reclassify', 'close', 'open', 'merge', 'split']),
    orgUnit: Id.nullable(),
    from: Day.nullable(),
    reason: z.string(),
    by: z.string(),
    at: Instant,
    changed: z.array(Id).meta({ description: 'Units whose record changed; empty for an import.' }),
    affected: Count.meta({ description: 'How many units stand elsewhere or are something else since.' }),
  })
  .meta({ id: 'OrgTreeChange' });
export type OrgTreeChange = z.infer<typeof OrgTreeChange>;

/** The tree after a command; `change` is null where everything was so already. */
export const OrgUnitChanged = z
  .object({ version: Count, change: OrgTreeChange.nullable() })
  .meta({ id: 'OrgUnitChanged' });
export type OrgUnitChanged = z.infer<typeof OrgUnitChanged>;

/** Query of the changes of the tree, newest first. */
export const OrgTreeChangeQuery = z.strictObject({
  orgUnit: Id.optional(),
  ...numberedPage,
});
