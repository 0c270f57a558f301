import type { Notification } from '../domain/notification.ts';

/** Who sends a notification, and until when nobody else may. */
export type Lease = { readonly owner: string; readonly until: number };

/** A notification in somebody's hands. */
export type HeldNotification = Notification & { readonly lease: Lease; readonly refusals: number };

export type NotificationStore = {
  /** Stores what covers no change that another notification to the same receiver covers already; tells the ids refused for that. */
  readonly insert: (notifications: readonly Notification[], lease: Lease) => Promise<ReadonlySet<string>>;
  /** Which of these changes have a notification to this receiver. */
  readonly covered: (receiver: string, changeIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Takes over unsent notifications whose lease has run out, the longest waiting first. */
  readonly claim: (
    receiver: string,
    lease: Lease,
    limits: { readonly now: number; readonly most: number },
  ) => Promise<readonly HeldNotification[]>;
  /** False: it is in other hands now. */
  readonly renew: (id: string, lease: Lease) => Promise<boolean>;
  /** Puts away what the receiver refuses; it may be claimed again from an instant on. */
  readonly postpone: (id: string, from: number) => Promise<void>;
  readonly recordSent: (id: string, at: number) => Promise<void>;
  /** Gives back what is unsent, so that others need not wait for the lease to run out. */
  readonly letGo: (receiver: string, owner: string, now: number) => Promise<void>;
};
