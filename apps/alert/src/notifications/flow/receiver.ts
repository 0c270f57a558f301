import type { Notification } from '../domain/notification.ts';

/** `refused`: this message is not taken, the next may be. `unreachable`: nothing gets through for now. */
export type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unreachable'; readonly why: string; readonly waitMs?: number };

/** One recipient on one channel. Sending takes at most 8 s and never rejects. */
export type Receiver = {
  /** Stays the same over restarts and changes of configuration. */
  readonly id: string;
  readonly send: (notification: Notification) => Promise<Outcome>;
};
