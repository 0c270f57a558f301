import { randomUUID } from 'node:crypto';
import express, { type Express } from 'express';
import { inboxPage, mailPage } from './inbox-page.ts';
import type { Journal } from './journal.ts';
import type { CaughtMail } from './smtp.ts';

/** What was posted to the webhook address. */
export type CaughtWebhook = {
  readonly id: string;
  readonly receivedAt: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
};

export type Journals = { readonly mails: Journal<CaughtMail>; readonly webhooks: Journal<CaughtWebhook> };

/** The inbox: a list, a mail as text, the same as JSON, and an address that records the webhooks it is sent. */
export function inboxApp({ mails, webhooks }: Journals): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/', (_request, response) => void response.send(inboxPage(mails.all())));
  app.get('/messages/:id', (request, response) => {
    const mail = mails.all().find(({ id }) => id === request.params.id);
    if (mail === undefined) response.status(404).send('没有这封邮件。 No such mail.');
    else response.send(mailPage(mail));
  });
  app.get('/api/messages', (_request, response) => void response.json({ items: mails.all() }));
  app.get('/api/webhooks', (_request, response) => void response.json({ items: webhooks.all() }));
  app.post('/webhook', express.json({ limit: '20mb', type: () => true }), (request, response) => {
    const { headers, body } = request as { headers: CaughtWebhook['headers']; body: unknown };
    webhooks.append({ id: randomUUID(), receivedAt: new Date().toISOString(), headers, body });
    response.status(204).end();
  });
  return app;
}
