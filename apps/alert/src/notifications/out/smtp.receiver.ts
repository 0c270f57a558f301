import { createTransport } from 'nodemailer';
import { mailOf } from '../domain/mail-text.ts';
import type { Outcome, Receiver } from '../flow/receiver.ts';
import { within } from './within.ts';

export type MailSettings = {
  readonly smtpUrl: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly publicUrl: string;
};

/** A receiver per address, so that one that bounces delays no other; they share a pool of connections. */
export type MailReceivers = { readonly receivers: readonly Receiver[]; readonly stop: () => void };

type SmtpFault = { readonly code?: string; readonly responseCode?: number; readonly message?: string };

const timeoutMs = 8_000;
const ownFault = new Set(['EENVELOPE', 'EMESSAGE']);

function outcomeOf(error: unknown): Outcome {
  const { code = '', responseCode = 0, message } = error as SmtpFault;
  const why = `${code} ${message ?? String(error)}`.trim();
  // 5xx to the address or the message is about this mail; anything else is about the server.
  return ownFault.has(code) && responseCode >= 500 ? { kind: 'refused', why } : { kind: 'unreachable', why };
}

/** Sends by SMTP; the notification's id is the Message-ID, so that a second sending is the same mail. */
export function mailReceivers({ smtpUrl, from, to, publicUrl }: MailSettings): MailReceivers {
  const transport = createTransport({
    ...{ url: smtpUrl, pool: true, maxConnections: 3, maxRequeues: 0 },
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const host =
    from
      .split('@')
      .at(-1)
      ?.replace(/[^a-zA-Z0-9.-]/g, '') ?? 'localhost';
  const receiverOf = (address: string): Receiver => ({
    id: `mail-${address}`,
    send: async (notification) => {
      try {
        await within(timeoutMs, (signal) =>
          transport.sendMail({
            ...{ from, to: address, ...mailOf(notification, publicUrl), signal },
            messageId: `<${notification.id}@${host}>`,
            headers: { 'X-Message-Id': notification.id, 'Auto-Submitted': 'auto-generated' },
          }),
        );
        return { kind: 'sent' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  });
  return {
    receivers: to.map(receiverOf),
    stop: () => {
      transport.close();
    },
  };
}
