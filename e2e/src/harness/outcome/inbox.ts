import { call } from '../call.ts';
import type { Stack } from '../stack.ts';

export type Mail = {
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

export type Webhook = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly version: string;
    readonly status: string;
    readonly groupKey: string;
    readonly alerts: readonly {
      readonly status: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    }[];
  };
};

/** Every mail that was sent so far. */
export const mailsOf = async ({ mailUrl }: Stack): Promise<readonly Mail[]> =>
  (await call<{ items: readonly Mail[] }>(`${mailUrl}/api/messages`)).body.items;

/** Every webhook that was posted so far. */
export const webhooksOf = async ({ mailUrl }: Stack): Promise<readonly Webhook[]> =>
  (await call<{ items: readonly Webhook[] }>(`${mailUrl}/api/webhooks`)).body.items;
