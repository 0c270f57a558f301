import { createHash } from 'node:crypto';
import { Agent, request, type Dispatcher } from 'undici';
import { webhookOf } from '../domain/webhook-payload.ts';
import type { Outcome, Receiver } from '../flow/receiver.ts';
import { within } from './within.ts';

/** A receiver per address; each keeps its connection. */
export type WebhookReceivers = { readonly receivers: readonly Receiver[]; readonly stop: () => Promise<void> };

const timeoutMs = 8_000;
const longestAskedWaitMs = 60_000;
const busy = new Set([408, 425, 429]);

// The address may carry a secret: it is not shown, only told apart.
const idOf = (url: string): string => `webhook-${createHash('sha256').update(url).digest('hex').slice(0, 12)}`;

function askedWait({ headers }: Dispatcher.ResponseData): { readonly waitMs?: number } {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? { waitMs: Math.min(seconds * 1_000, longestAskedWaitMs) } : {};
}

function outcomeOf(response: Dispatcher.ResponseData): Outcome {
  const { statusCode } = response;
  if (statusCode >= 200 && statusCode < 300) return { kind: 'sent' };
  const why = `HTTP ${String(statusCode)}`;
  if (statusCode >= 500 || busy.has(statusCode)) return { kind: 'unreachable', why, ...askedWait(response) };
  return { kind: 'refused', why };
}

/** Posts version 4 of Alertmanager's webhook; redirects are not followed. */
export function webhookReceivers(urls: readonly string[], publicUrl: string): WebhookReceivers {
  const dispatcher = new Agent({ connections: 1, connect: { timeout: timeoutMs } });

  const receiverOf = (url: string): Receiver => ({
    id: idOf(url),
    send: async (notification) => {
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'xiaomai-alert',
        'x-message-id': notification.id,
      };
      const body = JSON.stringify(webhookOf(notification, publicUrl));
      try {
        return await within(timeoutMs, async (signal) => {
          const response = await request(url, { dispatcher, method: 'POST', headers, body, signal });
          const outcome = outcomeOf(response);
          await response.body.dump();
          return outcome;
        });
      } catch (error) {
        return { kind: 'unreachable', why: String(error) };
      }
    },
  });

  return { receivers: urls.map(receiverOf), stop: () => dispatcher.destroy() };
}
