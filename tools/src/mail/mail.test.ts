import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { inboxApp, type CaughtWebhook } from './inbox.ts';
import { openJournal } from './journal.ts';
import { smtpCatcher, type CaughtMail } from './smtp.ts';

const host = '127.0.0.1';
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

type Catcher = { readonly smtpPort: number; readonly url: string; readonly close: () => void };

async function startCatcher(dir: string): Promise<Catcher> {
  const mails = openJournal<CaughtMail>(join(dir, 'messages.ndjson'));
  const webhooks = openJournal<CaughtWebhook>(join(dir, 'webhooks.ndjson'));
  const smtp = smtpCatcher(mails);
  const http = inboxApp({ mails, webhooks }).listen(0, host);
  await Promise.all([
    new Promise<void>((done) => smtp.listen(0, host, done)),
    new Promise((done) => http.once('listening', done)),
  ]);
  const close = (): void => {
    smtp.close();
    http.close();
    http.closeAllConnections();
  };
  return { smtpPort: portOf(smtp.server), url: `http://${host}:${String(portOf(http))}`, close };
}

async function items(url: string): Promise<Record<string, unknown>[]> {
  const body = (await (await fetch(url)).json()) as { items: Record<string, unknown>[] };
  return body.items;
}

describe('the mail catcher', () => {
  let dir: string;
  let catcher: Catcher;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'mail-'));
    catcher = await startCatcher(dir);
  });

  afterEach(() => {
    catcher.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function send(subject: string): Promise<void> {
    const transport = createTransport({ host, port: catcher.smtpPort, secure: false });
    const mail = {
      from: 'alert@xiaomai.test',
      to: 'staff@xiaomai.test',
      subject,
      text: '两个 <b>百分百</b> 未达标',
      messageId: '<m-1@xiaomai>',
    };
    await transport.sendMail(mail);
    transport.close();
  }

  it('shows a mail in the list, as text and as JSON with its message id', async () => {
    await send('预警：一键报警联网率');
    const [mail] = await items(`${catcher.url}/api/messages`);
    expect(mail).toMatchObject({
      subject: '预警：一键报警联网率',
      to: ['staff@xiaomai.test'],
      messageId: '<m-1@xiaomai>',
    });
    expect(await (await fetch(catcher.url)).text()).toContain('预警：一键报警联网率');
    const page = await (await fetch(`${catcher.url}/messages/${String(mail?.['id'])}`)).text();
    expect(page).toContain('两个 &lt;b&gt;百分百&lt;/b&gt; 未达标');
  });

  it('records what is posted to the webhook', async () => {
    const body = { version: '4', status: 'firing', alerts: [{ fingerprint: 'f' }] };
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${catcher.url}/webhook`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(answer.status).toBe(204);
    expect(await items(`${catcher.url}/api/webhooks`)).toMatchObject([{ body }]);
  });

  it('still has every accepted mail after it was started again', async () => {
    await send('before');
    catcher.close();
    catcher = await startCatcher(dir);
    expect(await items(`${catcher.url}/api/messages`)).toMatchObject([{ subject: 'before' }]);
  });
});
