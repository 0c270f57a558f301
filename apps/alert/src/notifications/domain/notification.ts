import { groupOf, type Change, type Group } from './change.ts';

/** One message to one receiver about some changes of one group. Its id names the receiver and the changes, so it is the same after any crash. */
export type Notification = {
  readonly id: string;
  readonly receiver: string;
  readonly group: Group;
  readonly changes: readonly Change[];
};

/** Makes a short text of a long one; the same for the same. */
export type Digest = (text: string) => string;

export function notificationOf(
  receiver: string,
  changes: readonly [Change, ...Change[]],
  digest: Digest,
): Notification {
  const ids = changes.map(({ id }) => id).sort();
  return { id: digest([receiver, ...ids].join('\n')), receiver, group: groupOf(changes[0]), changes };
}
