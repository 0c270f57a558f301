import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { aChange } from '../domain/examples.ts';
import { notificationOf } from '../domain/notification.ts';
import { mailReceivers, type MailReceivers } from './smtp.receiver.ts';

const notification = notificationOf('mail-staff@example.cn', [aChange()], () => 'message-id');
const closing: (() => void)[] = [];

async function mailbox(
  options: SMTPServerOptions = {},
): Promise<{ port: number; mails: ParsedMail[]; recipients: string[] }> {
  const mails: ParsedMail[] = [];
  const recipients: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      recipients.push(...session.envelope.rcptTo.map(({ address }) => address));
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      }, done);
    },
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { port: (server.server.address() as AddressInfo).port, mails, recipients };
}

function receiversAt(port: number, to: readonly string[] = ['staff@example.cn']): MailReceivers['receivers'] {
  const made = mailReceivers({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: 'xiaomai@example.cn',
    to,
    publicUrl: 'http://console',
  });
  closing.push(made.stop);
  return made.receivers;
}

const refusing = (responseCode: number): SMTPServerOptions => ({
  onRcptTo: (_, __, done) => {
    done(Object.assign(new Error('no'), { responseCode }));
  },
});

afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

describe('mail', () => {
  test('arrives in Chinese with the id of the message as its Message-ID', async () => {
    const { port, mails, recipients } = await mailbox();
    const [receiver] = receiversAt(port);
    expect(await receiver?.send(notification)).toEqual({ kind: 'sent' });
    expect(recipients).toEqual(['staff@example.cn']);
    expect(mails[0]).toMatchObject({
      messageId: '<message-id@example.cn>',
      subject: '【校脉预警】婺城区 safety：新增 1',
    });
    expect(mails[0]?.headers.get('x-message-id')).toBe('message-id');
    expect(mails[0]?.text).toContain('演示一小 专职保安配备率：3/4 = 75%，低于目标 100%');
  });

  test('sent again is the same mail', async () => {
    const { port, mails } = await mailbox();
    const [receiver] = receiversAt(port);
    await receiver?.send(notification);
    await receiver?.send(notification);
    expect(mails.map(({ messageId }) => messageId)).toEqual(['<message-id@example.cn>', '<message-id@example.cn>']);
  });

  test('goes to each address by itself', async () => {
    const { port, recipients } = await mailbox();
    const receivers = receiversAt(port, ['a@example.cn', 'b@example.cn']);
    expect(receivers.map(({ id }) => id)).toEqual(['mail-a@example.cn', 'mail-b@example.cn']);
    await Promise.all(receivers.map(({ send }) => send(notification)));
    expect([...recipients].sort()).toEqual(['a@example.cn', 'b@example.cn']);
  });

  test('to an address that does not exist is refused', async () => {
    const { port } = await mailbox(refusing(550));
    expect((await receiversAt(port)[0]?.send(notification))?.kind).toBe('refused');
  });

  test('to a mailbox that is busy is tried again', async () => {
    const { port } = await mailbox(refusing(450));
    expect((await receiversAt(port)[0]?.send(notification))?.kind).toBe('unreachable');
  });

  test('that no server takes is tried again', async () => {
    expect((await receiversAt(1)[0]?.send(notification))?.kind).toBe('unreachable');
  });
});
