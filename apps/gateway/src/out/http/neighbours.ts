import { z } from 'zod';

import type { AskReady } from '../../flow/readiness.ts';

const answer = z.object({ notReady: z.array(z.string()).default([]) });

/** Asks the operations port of a service. */
export const httpAskReady =
  (timeoutMs: number): AskReady =>
  async (opsUrl) => {
    try {
      const response = await fetch(new URL('/readyz', opsUrl), { signal: AbortSignal.timeout(timeoutMs) });
      if (response.ok) return [];
      const told = answer.safeParse(await response.json());
      return told.success && told.data.notReady.length > 0 ? told.data.notReady : [`HTTP ${response.status}`];
    } catch {
      return ['unreachable'];
    }
  };
