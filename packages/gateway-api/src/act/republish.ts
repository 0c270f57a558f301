import { z } from 'zod';

import { Count } from '../scalar.ts';

/** Sends the intake log again from a receipt time. */
export const Republish = z.strictObject({ from: z.iso.datetime({ offset: true }) }).meta({ id: 'Republish' });
export type Republish = z.infer<typeof Republish>;

/** How many revisions were sent again. */
export const RepublishResult = z.object({ sent: Count }).meta({ id: 'RepublishResult' });
export type RepublishResult = z.infer<typeof RepublishResult>;
