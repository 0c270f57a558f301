import { createHash } from 'node:crypto';
import { webhookOf } from '../domain/webhook-payload.ts';
import type { Outcome, Receiver } from '../flow/receiver.ts';

const timeoutMs = 8_000;
const longestAskedWaitMs = 60_000;
const busy = new Set([408, 425, 429]);

// The address may carry a secret: it is not shown, only told apart.
const idOf = (url: string): string => `webhook-${createHash('sha256').update(url).digest('hex').slice(0, 12)}`;

function askedWait(response: Response): { readonly waitMs?: number } {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? { waitMs: Math.min(seconds * 1_000, longestAskedWaitMs) } : {};
}

function outcomeOf(response: Response): Outcome {
  if (response.ok) return { kind: 'sent' };
  const why = `HTTP ${response.status}`;
  if (response.status >= 500 || busy.has(response.status)) return { kind: 'unreachable', why, ...askedWait(response) };
  return { kind: 'refused', why };
}

/** Posts version 4 of Alertmanager's webhook; redirects are not followed. */
export function webhookReceiver(url: string, publicUrl: string): Receiver {
  return {
    id: idOf(url),
    send: async (notification) => {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'Content-Type': 'application/json',
            'User-Agent': 'xiaomai-alert',
            'X-Message-Id': notification.id,
          },
          body: JSON.stringify(webhookOf(notification, publicUrl)),
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        await response.body?.cancel();
        return outcomeOf(response);
      } catch (error) {
        const { cause } = error as { cause?: unknown };
        return { kind: 'unreachable', why: String(cause ?? error) };
      }
    },
  };
}
