import { mailsOf, webhooksOf, type Mail, type Webhook } from './inbox.ts';
import type { Stack } from '../stack.ts';

/** A message as it arrived: its id, and every change it tells of, as `<alert id> <kind>` or `<org unit> reminded`. */
type Message = { readonly id: string; readonly changes: readonly string[] };

/** What one channel brought. */
export type Told = {
  /** How often each change is told of, messages that came twice counted once. */
  readonly times: ReadonlyMap<string, number>;
  /** Ids under which different things were said. */
  readonly ambiguous: readonly string[];
  readonly messages: number;
};

// A change, and at the end of its paragraph where to look: at the alert, or at the unit that is reminded.
const paragraph =
  /^【\S+ ([\w ]+)】.*\n(?:.*\n)*?.*\S*(?:\/alerts\/|[?&]alert=|\/\?scope=)([^\s&]+)(?:&period=\S+)?$/gm;

const fromMail = ({ messageId, text }: Mail): Message => ({
  id: messageId,
  changes: [...text.matchAll(paragraph)].map(([, kind = '', id = '']) => {
    const word = kind === 'reminder' ? 'reminded' : kind.replaceAll(' ', '-');
    return `${decodeURIComponent(id)} ${word}`;
  }),
});

const fromWebhook = ({ headers, body }: Webhook): Message => ({
  id: headers['x-message-id'] ?? '',
  changes: body.alerts.map(
    ({ annotations, labels }) =>
      `${annotations['alert_id'] || labels['org_unit'] || ''} ${annotations['change'] ?? ''}`,
  ),
});

function told(messages: readonly Message[]): Told {
  const byId = Map.groupBy(messages, ({ id }) => id);
  const times = new Map<string, number>();
  for (const [first] of byId.values()) {
    for (const change of first?.changes ?? []) times.set(change, (times.get(change) ?? 0) + 1);
  }
  const ambiguous = [...byId].filter(([, same]) => new Set(same.map(({ changes }) => changes.join('\n'))).size > 1);
  return { times, ambiguous: ambiguous.map(([id]) => id), messages: messages.length };
}

/** What came by mail and what came by webhook. */
export const toldBy = async (stack: Stack): Promise<Readonly<Record<'mail' | 'webhook', Told>>> => ({
  mail: told((await mailsOf(stack)).map(fromMail)),
  webhook: told((await webhooksOf(stack)).map(fromWebhook)),
});
