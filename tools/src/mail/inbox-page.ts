import type { CaughtMail } from './smtp.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
body { font: 15px/1.6 system-ui, "Noto Sans SC", sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1f2937 }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #e5e7eb; vertical-align: top }
pre { white-space: pre-wrap; background: #f8fafc; padding: 1rem; border: 1px solid #e5e7eb } a { color: #1d4ed8 }
</style></head><body>${body}</body></html>`;

const when = (mail: CaughtMail): string => shanghai.format(new Date(mail.receivedAt));

function row(mail: CaughtMail): string {
  const subject = `<a href="/messages/${escape(mail.id)}">${escape(mail.subject || '（无主题 no subject）')}</a>`;
  return `<tr><td>${when(mail)}</td><td>${escape(mail.to.join(', '))}</td><td>${subject}</td></tr>`;
}

/** The list of caught mails, newest first. */
export function inboxPage(mails: readonly CaughtMail[]): string {
  const rows = [...mails].reverse().slice(0, 500).map(row).join('\n');
  const empty = '<p>还没有邮件。 No mail yet.</p>';
  const head = '<tr><th>时间 time</th><th>收件人 to</th><th>主题 subject</th></tr>';
  const list = mails.length === 0 ? empty : `<table>${head}${rows}</table>`;
  return page(
    '邮箱 inbox',
    `<h1>邮箱 inbox</h1><p>本机收下、不外发的邮件 ${String(mails.length)} 封。 Caught here, sent nowhere.</p>${list}`,
  );
}

/** One mail as text. */
export function mailPage(mail: CaughtMail): string {
  const facts = [
    ['时间 time', when(mail)],
    ['发件人 from', mail.from],
    ['收件人 to', mail.to.join(', ')],
    ['Message-ID', mail.messageId],
  ];
  const head = facts.map(([name = '', value = '']) => `<tr><th>${name}</th><td>${escape(value)}</td></tr>`).join('');
  const body = `<p><a href="/">← 邮箱 inbox</a></p><h1>${escape(mail.subject)}</h1><table>${head}</table><pre>${escape(mail.text)}</pre>`;
  return page(mail.subject, body);
}
