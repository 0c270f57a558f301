// Catches the mails and webhooks of a local stack. SMTP_PORT, HTTP_PORT, DATA_DIR in the environment; stops on SIGTERM.
import { once } from 'node:events';
import { join } from 'node:path';
import { inboxApp, type CaughtWebhook } from './inbox.ts';
import { openJournal } from './journal.ts';
import { smtpCatcher, type CaughtMail } from './smtp.ts';

const host = '127.0.0.1';
const dataDir = process.env['DATA_DIR'] ?? 'mail';
const mails = openJournal<CaughtMail>(join(dataDir, 'messages.ndjson'));
const webhooks = openJournal<CaughtWebhook>(join(dataDir, 'webhooks.ndjson'));

const smtp = smtpCatcher(mails);
smtp.on('error', (error) => console.error(error.message));
smtp.listen(Number(process.env['SMTP_PORT']), host);
const http = inboxApp({ mails, webhooks }).listen(Number(process.env['HTTP_PORT']), host);
await once(http, 'listening');
console.log('mail catcher ready');

process.once('SIGTERM', () => {
  smtp.close();
  http.close();
  http.closeAllConnections();
});
