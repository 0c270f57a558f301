import { z } from 'zod';

import { Id } from '../scalar.ts';

/** What a caller is: a school's key or a person. */
export const Role = z.enum(['school', 'staff', 'leader', 'admin', 'service']).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** Who is asking. `path` is the subtree the caller sees; empty `datasets` = all. */
export const Me = z
  .object({ subject: z.string(), name: z.string(), role: Role, orgUnit: Id, path: z.string(), datasets: z.array(Id) })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

/** What may be known without signing in; `notice` says that this is a demonstration, where it is one. */
export const About = z.object({ name: z.string(), notice: z.string().nullable() }).meta({ id: 'About' });
export type About = z.infer<typeof About>;
