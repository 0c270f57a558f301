import { randomUUID } from 'node:crypto';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Journal } from './journal.ts';

/** A caught mail. `to` is who it was really sent to, not what its header says. */
export type CaughtMail = {
  readonly id: string;
  readonly receivedAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

function headersOf(mail: ParsedMail): Record<string, string> {
  return Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]));
}

function caught(mail: ParsedMail, session: SMTPServerSession): CaughtMail {
  const { mailFrom, rcptTo } = session.envelope;
  return {
    id: randomUUID(),
    receivedAt: new Date().toISOString(),
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    headers: headersOf(mail),
    text: mail.text ?? '',
  };
}

/** An SMTP server that accepts every mail and sends none on; it says 250 only after the mail is in the journal. */
export function smtpCatcher(journal: Journal<CaughtMail>): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, session, done) => {
      simpleParser(stream)
        .then((mail) => {
          journal.append(caught(mail, session));
          done();
        })
        .catch(done);
    },
  });
}
